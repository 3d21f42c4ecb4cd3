// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation

/// Ways to look at a column as rows of symbols, so that one decoder finds many encodings.
enum TextView: CaseIterable {
  /// The characters from the left.
  case left
  /// The characters from the right.
  case right
  /// The digits of a number with all decimals, from the right.
  case digits
  /// The bits of a whole number, from the right.
  case bits
  /// The bytes that hexadecimal digits stand for.
  case hexadecimal
  /// The bytes that base64 stands for.
  case base64
  /// The characters of a percent-encoded or escaped text.
  case escaped
  /// The words or groups of signs between blanks, or else between marks.
  case words

  /// The most symbols of a row.
  static let symbolsMax = 64

  /// The symbols of each row, nothing when the view does not fit the column.
  func rows(_ column: AlignedColumn) -> [[Int]?]? {
    var fitting = 0
    var present = 0
    let rows = column.texts.map { text -> [Int]? in
      guard let text else { return nil }
      present += 1
      guard let symbols = symbols(text, column), symbols.count <= Self.symbolsMax else {
        return nil
      }
      fitting += 1
      return symbols
    }
    return present > 0 && fitting * 10 >= present * 9 ? rows : nil
  }

  private func symbols(_ text: String, _ column: AlignedColumn) -> [Int]? {
    switch self {
    case .left: return Self.scalars(text)
    case .right: return Self.scalars(text).reversed()
    case .digits:
      return Self.digits(text, decimals: column.decimals, isNumber: column.numbers != nil)
    case .bits:
      guard let number = Int(text), number >= 0 else { return nil }
      return (0..<48).map { number >> $0 & 1 }
    case .hexadecimal:
      var plain = text.lowercased().filter(\.isHexDigit)
      guard plain.count >= 4, plain.count * 10 >= text.count * 8 else { return nil }
      if plain.count % 2 == 1 { plain = "0" + plain }
      return Hex.decode(plain).map { Self.scalars(String(decoding: $0, as: UTF8.self)) }
    case .base64:
      guard text.utf8.count >= 4 else { return nil }
      var plain = text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 }
      while plain.count % 4 != 0 { plain.append("=") }
      return Data(base64Encoded: String(plain)).map {
        Self.scalars(String(decoding: $0, as: UTF8.self))
      }
    case .escaped:
      guard text.contains("%"), let plain = text.removingPercentEncoding else { return nil }
      return Self.scalars(plain)
    case .words:
      var words = text.split(whereSeparator: \.isWhitespace)
      if words.count < 2 { words = text.split { !$0.isLetter && !$0.isNumber } }
      return words.count >= 2 ? words.map(Self.symbol) : nil
    }
  }

  /// A number for a word, the same for equal words.
  private static func symbol(_ word: Substring) -> Int {
    Int(
      word.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        >> 2)
  }

  private static func scalars(_ text: String) -> [Int] {
    text.unicodeScalars.prefix(symbolsMax).map { Int($0.value) }
  }

  private static func digits(_ text: String, decimals: Int, isNumber: Bool) -> [Int]? {
    guard isNumber else {
      let plain = text.unicodeScalars.filter { (48...57).contains($0.value) }
      return plain.count >= 2 ? plain.reversed().map { Int($0.value) } : nil
    }
    guard text.utf8.count <= AlignedColumn.digitsMax else { return nil }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard let whole = parts.first, parts.count <= 2 else { return nil }
    let fraction = parts.count == 2 ? String(parts[1]) : ""
    let noughts = String(repeating: "0", count: max(0, decimals - fraction.count))
    let plain = (String(whole) + fraction + noughts).unicodeScalars
      .filter { (48...57).contains($0.value) }
    guard !plain.isEmpty, plain.count <= AlignedColumn.digitsMax else { return nil }
    let symbols = plain.reversed().map { Int($0.value) }
    return symbols + Array(repeating: 48, count: max(0, 20 - symbols.count))
  }
}
