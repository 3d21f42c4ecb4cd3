// SPDX-License-Identifier: Apache-2.0

/// One line of text, folded for the detectors.
///
/// Each scalar becomes one byte: ASCII as it is, full-width forms and unusual blanks and dashes
/// as their ASCII counterpart, everything else `other`. Invisible characters are left out, so
/// they can not split a number.
struct ScannedLine {
  static let other: UInt8 = 0x80

  /// One byte per visible scalar.
  var folded: [UInt8] = []
  /// The offset of each scalar in the line, in bytes.
  var offsets: [Int] = []
  /// The offset behind each scalar.
  var ends: [Int] = []
  /// The column of each scalar.
  var columns: [Int] = []

  init(_ bytes: ArraySlice<UInt8>) {
    var offset = 0
    var column = 0
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      column += 1
      let width = UTF8.width(scalar)
      if scalar.isASCII || !InvisibleScalar.isInvisible(scalar) {
        folded.append(Self.fold(scalar))
        offsets.append(offset)
        ends.append(offset + width)
        columns.append(column)
      }
      offset += width
    }
  }

  /// The byte at a position, `other` outside the line.
  func at(_ position: Int) -> UInt8 {
    folded.indices.contains(position) ? folded[position] : Self.other
  }

  func isDigit(_ position: Int) -> Bool {
    let byte = at(position)
    return byte >= 48 && byte <= 57
  }

  func isAlphanumeric(_ position: Int) -> Bool {
    let byte = at(position)
    return isDigit(position) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122)
  }

  func isSeparator(_ position: Int) -> Bool {
    let byte = at(position)
    return byte == UInt8(ascii: " ") || byte == UInt8(ascii: "-")
  }

  /// Takes up to `limit` digits from `start`, passing over single separators between them.
  func digits(from start: Int, limit: Int) -> (values: [Int], end: Int) {
    var values: [Int] = []
    var position = start
    var end = start
    while values.count < limit {
      if isDigit(position) {
        values.append(Int(at(position)) - 48)
        position += 1
        end = position
      } else if isSeparator(position), isDigit(position - 1), isDigit(position + 1) {
        position += 1
      } else {
        break
      }
    }
    return (values, end)
  }

  /// Whether a number ends at `end` although more digits may follow behind a separator: it does
  /// when it was written in one piece, or in the groups usual for it, which begin after so many
  /// digits. Other digits behind it are the next field of a line.
  func endsNumber(from start: Int, to end: Int, groups: [Int]) -> Bool {
    guard isSeparator(end), isDigit(end + 1) else { return true }
    var breaks: [Int] = []
    var count = 0
    for position in start..<end {
      if isDigit(position) { count += 1 } else { breaks.append(count) }
    }
    return breaks.isEmpty || breaks == groups
  }

  private static func fold(_ scalar: Unicode.Scalar) -> UInt8 {
    switch scalar.value {
    case 0...0x7F: UInt8(scalar.value)
    case 0xFF01...0xFF5E: UInt8(scalar.value - 0xFF01 + 0x21)
    case 0x2010...0x2015, 0x2212, 0xFE63: UInt8(ascii: "-")
    default: scalar.properties.isWhitespace ? UInt8(ascii: " ") : foldDigit(scalar)
    }
  }

  private static func foldDigit(_ scalar: Unicode.Scalar) -> UInt8 {
    guard scalar.properties.generalCategory == .decimalNumber,
      let value = scalar.properties.numericValue
    else { return other }
    return UInt8(ascii: "0") + UInt8(value)
  }
}
