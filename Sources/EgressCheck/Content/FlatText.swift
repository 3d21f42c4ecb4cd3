// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A document's text as a reader would put it together: without tags, character references and
/// percent signs undone, digits in words or one by one as digits.
///
/// A code that is broken up in any of these ways is still read by people and by programs.
enum FlatText {
  /// Most characters that are read.
  private static let lengthMax = 8 << 20
  /// Fewest digits one by one that are put together.
  private static let spelledMin = 9

  /// Other forms of a text: such as may hold any code, and such as are read for identity numbers
  /// alone, because numbers of neighbouring cells stand side by side in them.
  static func forms(of text: String) -> (any: [String], identity: [String]) {
    guard text.utf8.count <= lengthMax else { return ([], []) }
    let decoded = decoded(text)
    var forms = decoded == text ? [] : [decoded]
    var rows: [String] = []
    var plain = decoded
    if decoded.contains("<"), decoded.contains(">") {
      plain = untagged(decoded, cell: "\n")
      forms.append(plain)
      rows.append(untagged(decoded, cell: " "))
    }
    let digits = spelled(plain)
    if digits != plain { forms.append(digits) }
    let turned = plain.split(whereSeparator: \.isNewline).prefix(20_000)
      .filter { line in line.count { $0.isASCII && $0.isNumber } >= 17 }
      .map { String($0.reversed()) }.joined(separator: "\n")
    return (forms, rows + [turned])
  }

  /// The text with character references, percent signs and escapes of JSON undone.
  static func decoded(_ text: String) -> String {
    guard text.utf8.count <= lengthMax else { return text }
    return unescaped(unreferenced(unslashed(text)))
  }

  /// Escapes of four digits as their characters; pairs for one character are left.
  private static func unslashed(_ text: String) -> String {
    guard text.contains("\\u") else { return text }
    let parts = text.components(separatedBy: "\\u")
    // In place: a new text for each part would cost the square of their number.
    return parts.dropFirst().reduce(into: parts[0]) { result, part in
      let code = part.utf8.count >= 4 ? String(part.prefix(4)) : ""
      if code.utf8.count == 4, let value = UInt32(code, radix: 16), value >= 0x20,
        let scalar = Unicode.Scalar(value)
      {
        result.unicodeScalars.append(scalar)
        result += part.dropFirst(4)
      } else {
        result += "\\u"
        result += part
      }
    }
  }

  /// Percent signs with two digits of sixteen as the characters they stand for.
  private static func unescaped(_ text: String) -> String {
    guard text.contains("%") else { return text }
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var position = 0
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "%"), position + 2 < bytes.count,
        let value = UInt8(
          String(decoding: bytes[position + 1...position + 2], as: UTF8.self), radix: 16),
        (0x20...0x7E).contains(value)
      {
        result.append(value)
        position += 3
      } else {
        result.append(bytes[position])
        position += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Character references as characters.
  private static func unreferenced(_ text: String) -> String {
    guard text.contains("&#") else { return text }
    var result = ""
    var rest = text[...]
    while let start = rest.firstRange(of: "&#") {
      result += rest[..<start.lowerBound]
      let body = rest[start.upperBound...].prefix(9)
      let end = body.firstIndex(of: ";")
      let number = end.map { body[..<$0] } ?? ""
      let isHex = number.first == "x" || number.first == "X"
      let value = isHex ? UInt32(number.dropFirst(), radix: 16) : UInt32(number)
      if let end, let value, let scalar = Unicode.Scalar(value) {
        result.unicodeScalars.append(scalar)
        rest = rest[text.index(after: end)...]
      } else {
        result += "&#"
        rest = rest[start.upperBound...]
      }
    }
    return result + rest
  }

  /// Tags that do not part the text around them.
  private static let inline: Set<String> = [
    "b", "i", "u", "em", "strong", "span", "font", "sub", "sup", "small", "mark", "wbr", "a",
    "code", "tspan",
  ]

  /// The text without its tags; what stands in two cells, paragraphs or labels is parted.
  private static func untagged(_ text: String, cell: Character) -> String {
    var result = ""
    var tag = ""
    var isTag = false
    for character in text {
      if isTag {
        if character == ">" {
          isTag = false
          let name = String(tag.drop { $0 == "/" }.prefix { !$0.isWhitespace && $0 != "/" })
            .lowercased()
          let isCell = name == "td" || name == "th"
          let isEnd = tag.hasPrefix("/")
          if isCell, isEnd { continue }
          if !inline.contains(name) { result.append(isCell ? cell : "\n") }
        } else if tag.count < 16 {
          tag.append(character)
        }
      } else if character == "<" {
        isTag = true
        tag = ""
      } else {
        result.append(character)
      }
    }
    return result
  }

  private static let words: [Character: Character] = [
    "零": "0", "〇": "0", "一": "1", "幺": "1", "二": "2", "三": "3", "四": "4", "五": "5", "六": "6",
    "七": "7", "八": "8", "九": "9", "壹": "1", "贰": "2", "叁": "3", "肆": "4", "伍": "5", "陆": "6",
    "柒": "7", "捌": "8", "玖": "9",
  ]

  /// Digits in Chinese words, or one by one with one mark between, as digits.
  private static func spelled(_ text: String) -> String {
    var result = ""
    var run: [Character] = []
    var digits = ""
    var mark: Character?
    func close() {
      if digits.count >= spelledMin {
        result += " " + digits + " "
      } else {
        result += String(run)
      }
      run = []
      digits = ""
      mark = nil
    }
    for character in text {
      if let digit = words[character] {
        if !run.isEmpty, mark == nil, run.last.map({ words[$0] == nil }) == true { close() }
        run.append(character)
        digits.append(digit)
      } else if character.isASCII, character.isNumber {
        // Two digits side by side are no digits one by one.
        if let last = run.last, last.isASCII && last.isNumber || words[last] != nil { close() }
        run.append(character)
        digits.append(character)
      } else if !run.isEmpty, ".·/_*".contains(character), mark == nil || mark == character,
        run.last != character
      {
        mark = character
        run.append(character)
      } else {
        close()
        result.append(character)
      }
    }
    close()
    return result
  }
}
