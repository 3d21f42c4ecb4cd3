// SPDX-License-Identifier: Apache-2.0

/// Blanks the strings and comments of Swift source, so that rules look at code only.
///
/// Every byte inside a literal or comment becomes a space; newlines and the quotes stay, so
/// offsets and line numbers are those of the file. Code inside an interpolation is kept.
struct SwiftLexer {
  private enum Mode {
    case code
    case interpolation(depth: Int)
    case string(hashes: Int, multiline: Bool)
  }

  private let input: [UInt8]
  private var output: [UInt8] = []
  private var position = 0
  private var modes: [Mode] = [.code]

  private init(_ text: String) {
    input = Array(text.utf8)
    output.reserveCapacity(input.count)
  }

  /// The bytes of `text` with literals and comments blanked.
  static func blank(_ text: String) -> [UInt8] {
    var lexer = SwiftLexer(text)
    lexer.run()
    return lexer.output
  }

  private mutating func run() {
    while position < input.count {
      switch modes.last ?? .code {
      case .code: stepCode()
      case .interpolation(let depth): stepInterpolation(depth)
      case .string(let hashes, let multiline): stepString(hashes, multiline)
      }
    }
  }

  private mutating func stepCode() {
    switch input[position] {
    case UInt8(ascii: "/"), UInt8(ascii: "`"), UInt8(ascii: "#"), UInt8(ascii: "\""): break
    default: return keep()
    }
    if has("//") { return blankWhile { $0 != UInt8(ascii: "\n") } }
    if has("/*") { return blankBlockComment() }
    if has("`") { return blankRawIdentifier() }
    if openString() { return }
    keep()
  }

  private mutating func stepInterpolation(_ depth: Int) {
    switch input[position] {
    case UInt8(ascii: "("): modes[modes.count - 1] = .interpolation(depth: depth + 1)
    case UInt8(ascii: ")") where depth == 1: modes.removeLast()
    case UInt8(ascii: ")"): modes[modes.count - 1] = .interpolation(depth: depth - 1)
    default:
      return stepCode()
    }
    keep()
  }

  private mutating func stepString(_ hashes: Int, _ multiline: Bool) {
    let pounds = String(repeating: "#", count: hashes)
    if has((multiline ? "\"\"\"" : "\"") + pounds) {
      modes.removeLast()
      for _ in 0..<((multiline ? 3 : 1) + hashes) { keep() }
    } else if has(#"\"# + pounds + "(") {
      for _ in 0..<(hashes + 1) { blank() }
      keep()
      modes.append(.interpolation(depth: 1))
    } else if has(#"\"# + pounds) {
      for _ in 0..<(hashes + 2) { blank() }
    } else if input[position] == UInt8(ascii: "\n"), !multiline {
      modes.removeLast()
      keep()
    } else {
      blank()
    }
  }

  /// Enters a string literal, or skips an extended regular expression; false if none starts here.
  private mutating func openString() -> Bool {
    var hashes = 0
    while position + hashes < input.count, input[position + hashes] == UInt8(ascii: "#") {
      hashes += 1
    }
    let quotes = position + hashes
    guard quotes < input.count else { return false }
    if hashes > 0, input[quotes] == UInt8(ascii: "/") {
      blankRegex(hashes)
      return true
    }
    guard input[quotes] == UInt8(ascii: "\"") else { return false }
    let multiline =
      quotes + 2 < input.count && input[quotes + 1] == UInt8(ascii: "\"")
      && input[quotes + 2] == UInt8(ascii: "\"")
    for _ in 0..<(hashes + (multiline ? 3 : 1)) { keep() }
    modes.append(.string(hashes: hashes, multiline: multiline))
    return true
  }

  private mutating func blankRegex(_ hashes: Int) {
    let end = "/" + String(repeating: "#", count: hashes)
    for _ in 0...hashes { blank() }
    while position < input.count, !has(end) { blank() }
    for _ in 0...hashes { blank() }
  }

  private mutating func blankBlockComment() {
    var depth = 0
    repeat {
      if has("/*") { depth += 1 } else if has("*/") { depth -= 1 }
      let isMark = has("/*") || has("*/")
      for _ in 0..<(isMark ? 2 : 1) { blank() }
    } while depth > 0 && position < input.count
  }

  private mutating func blankRawIdentifier() {
    keep()
    blankWhile { $0 != UInt8(ascii: "`") && $0 != UInt8(ascii: "\n") }
    if position < input.count { keep() }
  }

  private mutating func blankWhile(_ condition: (UInt8) -> Bool) {
    while position < input.count, condition(input[position]) { blank() }
  }

  private func has(_ word: String) -> Bool {
    var index = position
    for byte in word.utf8 {
      guard index < input.count, input[index] == byte else { return false }
      index += 1
    }
    return true
  }

  private mutating func keep() {
    guard position < input.count else { return }
    output.append(input[position])
    position += 1
  }

  private mutating func blank() {
    guard position < input.count else { return }
    let isNewline = input[position] == UInt8(ascii: "\n")
    output.append(isNewline ? UInt8(ascii: "\n") : UInt8(ascii: " "))
    position += 1
  }
}
