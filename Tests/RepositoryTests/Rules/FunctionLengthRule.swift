// SPDX-License-Identifier: Apache-2.0

/// Functions, initialisers and computed properties of at most 70 lines.
///
/// The length runs from the line of the declaration to the line of its closing brace.
struct FunctionLengthRule: Rule {
  /// Lines of a function.
  let linesMax = 70

  private static let keywords: Set<String> = ["func", "init", "deinit", "subscript", "var"]

  func findings(in file: SourceFile) -> [Finding] {
    // A function longer than the bound needs a file longer than it.
    guard file.isSwift, file.lineCount > linesMax else { return [] }
    var found: [Finding] = []
    for (offset, keyword) in declarations(in: file.code) {
      guard let open = body(after: offset, keyword: keyword, in: file.code) else { continue }
      let close = end(of: open, in: file.code)
      let first = line(of: offset, in: file.code)
      let length = line(of: close, in: file.code) - first + 1
      if length > linesMax {
        found.append(file.finding(first, "function of \(length) lines, more than \(linesMax)"))
      }
    }
    return found
  }

  /// Offsets just behind each keyword that opens something with a body.
  private func declarations(in code: [UInt8]) -> [(Int, String)] {
    var found: [(Int, String)] = []
    var start = 0
    while start < code.count {
      guard Self.isWord(code[start]) else {
        start += 1
        continue
      }
      var end = start
      while end < code.count, Self.isWord(code[end]) { end += 1 }
      let isMember = start > 0 && code[start - 1] == UInt8(ascii: ".")
      if !isMember, end - start <= 9 {
        let word = String(decoding: code[start..<end], as: UTF8.self)
        if Self.keywords.contains(word) { found.append((end, word)) }
      }
      start = end
    }
    return found
  }

  /// The opening brace of the body, or nil for a requirement or a stored property.
  private func body(after offset: Int, keyword: String, in code: [UInt8]) -> Int? {
    var depth = 0
    var index = offset
    while index < code.count {
      switch code[index] {
      case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: "{") where depth == 0: return index
      case UInt8(ascii: "}") where depth == 0: return nil
      case UInt8(ascii: "\n") where depth == 0:
        if keyword == "var" || startsDeclaration(after: index, in: code) { return nil }
      case UInt8(ascii: "=") where depth == 0 && keyword == "var": return nil
      default: break
      }
      if depth < 0 { return nil }
      index += 1
    }
    return nil
  }

  private func startsDeclaration(after newline: Int, in code: [UInt8]) -> Bool {
    var index = newline
    while index < code.count, !Self.isWord(code[index]) {
      if code[index] == UInt8(ascii: "{") || code[index] == UInt8(ascii: "-") { return false }
      index += 1
    }
    var end = index
    while end < code.count, Self.isWord(code[end]) { end += 1 }
    let word = String(decoding: code[index..<end], as: UTF8.self)
    return !["where", "async", "throws", "rethrows"].contains(word)
  }

  private func end(of open: Int, in code: [UInt8]) -> Int {
    var depth = 0
    for index in open..<code.count {
      if code[index] == UInt8(ascii: "{") { depth += 1 }
      if code[index] == UInt8(ascii: "}") { depth -= 1 }
      if depth == 0 { return index }
    }
    return code.count - 1
  }

  private func line(of offset: Int, in code: [UInt8]) -> Int {
    code[..<offset].reduce(1) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
