// SPDX-License-Identifier: Apache-2.0

/// Counts the literals and comments of a code, by the lexical rules that SQL and Python share.
///
/// `#` and `--` begin a comment to the end of the line and `/*` one to `*/`; a quote ends at the
/// same quote, three of them at three, and `$tag$` at the same tag. What only one language knows is
/// counted in the other as a comment, of which what it lists counts as well.
struct LiteralCount {
  private(set) var items = 0
  private(set) var textBytes = 0
  private(set) var longestWord = 0

  private let bytes: [UInt8]
  private let escapes: Bool
  private var place = 0

  /// Counts once through.
  ///
  /// - Parameter escapes: whether a backslash takes the byte after it out of its meaning.
  init(_ bytes: [UInt8], escapes: Bool) {
    self.bytes = bytes
    self.escapes = escapes
    while place < bytes.count { step() }
  }

  private static let newline: [UInt8] = [0x0A]
  private static let separators = Set(",;|\t\n".utf8)

  /// One literal, comment, word or other sign.
  private mutating func step() {
    let byte = bytes[place]
    if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
      let isTriple = following(1) == byte && following(2) == byte
      let end = [UInt8](repeating: byte, count: isTriple ? 3 : 1)
      quoted(until(end, after: end.count))
    } else if byte == UInt8(ascii: "$"), let tag = tag() {
      quoted(until(tag, after: tag.count))
    } else if byte == UInt8(ascii: "#") {
      comment(until(Self.newline, after: 1))
    } else if byte == UInt8(ascii: "-"), following(1) == byte {
      comment(until(Self.newline, after: 2))
    } else if byte == UInt8(ascii: "/"), following(1) == UInt8(ascii: "*") {
      comment(until(Array("*/".utf8), after: 2))
    } else if Self.isWord(byte) {
      if Self.isDigit(byte) { items += 1 }
      skipWord()
    } else {
      place += 1
    }
  }

  private func following(_ steps: Int) -> UInt8? {
    place + steps < bytes.count ? bytes[place + steps] : nil
  }

  /// The tag of a text between dollars, with both; nil where none begins here.
  private func tag() -> [UInt8]? {
    var at = place + 1
    while at < bytes.count, Self.isWord(bytes[at]) { at += 1 }
    guard at < bytes.count, bytes[at] == UInt8(ascii: "$") else { return nil }
    return Array(bytes[place...at])
  }

  private mutating func skipWord() {
    while place < bytes.count, Self.isWord(bytes[place]) || bytes[place] == UInt8(ascii: ".") {
      place += 1
    }
  }

  /// What stands up to an end, so many bytes on; goes behind the end, or to that of the text.
  private mutating func until(_ end: [UInt8], after: Int) -> ArraySlice<UInt8> {
    let from = min(place + after, bytes.count)
    var at = from
    while at < bytes.count {
      if escapes, bytes[at] == UInt8(ascii: "\\"), end != Self.newline {
        at += 2
        continue
      }
      if bytes[at] == end[0], at + end.count <= bytes.count,
        end.indices.allSatisfy({ bytes[at + $0] == end[$0] })
      {
        place = at + end.count
        return bytes[from..<at]
      }
      at += 1
    }
    place = bytes.count
    return bytes[from...]
  }

  /// A quoted text is one item, and what separators part in it are as many.
  private mutating func quoted(_ text: ArraySlice<UInt8>) {
    items += max(1 + separators(in: text), figures(in: text))
    count(text)
  }

  /// What a comment says in words is no item; what it lists is.
  private mutating func comment(_ text: ArraySlice<UInt8>) {
    items += max(separators(in: text), figures(in: text))
    count(text)
  }

  private func separators(in text: ArraySlice<UInt8>) -> Int {
    text.count { Self.separators.contains($0) }
  }

  /// The words with a digit, so that blanks instead of commas are no way round.
  private func figures(in text: ArraySlice<UInt8>) -> Int {
    text.split { $0 <= 0x20 || Self.separators.contains($0) }
      .count { $0.contains(where: Self.isDigit) }
  }

  private mutating func count(_ text: ArraySlice<UInt8>) {
    textBytes += text.count
    longestWord = max(longestWord, text.split { $0 <= 0x20 }.map(\.count).max() ?? 0)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isWord(_ byte: UInt8) -> Bool {
    isDigit(byte) || byte == UInt8(ascii: "_") || byte >= 0x80
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}
