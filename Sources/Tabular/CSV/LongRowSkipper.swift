// SPDX-License-Identifier: Apache-2.0

/// Finds the end of a row that is too long to be kept, a piece at a time.
///
/// It follows the same quoting as `RowScanner`, so that what stands inside a quoted field is
/// never taken for rows.
struct LongRowSkipper {
  private enum Place {
    case fieldStart
    case unquoted
    case quoted
    case quoteInQuoted
    case broken
  }

  private let delimiter: UInt8
  private var place = Place.fieldStart
  private var previousWasCR = false
  /// Bytes of the row seen so far, line break excluded.
  private(set) var byteCount = 0
  /// Line breaks seen inside quoted fields.
  private(set) var innerLines = 0
  /// Whether a CR ended the row.
  private(set) var endsWithCR = false

  /// Makes a skipper that stands at the beginning of a row.
  init(_ dialect: CSVDialect) {
    delimiter = dialect.delimiter
  }

  /// Whether the row would end inside quotes if the file ended here.
  var isInsideQuotes: Bool { place == .quoted }

  /// Returns the index behind the row's line break, or nil when the row goes on.
  mutating func skip(_ bytes: Span<UInt8>) -> Int? {
    for index in 0..<bytes.count {
      let byte = bytes[index]
      if place == .quoted {
        countLine(byte)
        if byte == UInt8(ascii: "\"") { place = .quoteInQuoted }
      } else if byte == 0x0A || byte == 0x0D {
        endsWithCR = byte == 0x0D
        return index + 1
      } else {
        place = next(byte)
        previousWasCR = false
      }
      byteCount += 1
    }
    return nil
  }

  private mutating func countLine(_ byte: UInt8) {
    if byte == 0x0D || (byte == 0x0A && !previousWasCR) { innerLines += 1 }
    previousWasCR = byte == 0x0D
  }

  private func next(_ byte: UInt8) -> Place {
    let isQuote = byte == UInt8(ascii: "\"")
    switch place {
    case .fieldStart:
      if isQuote { return .quoted }
      if byte == 0 { return .broken }
      return byte == delimiter ? .fieldStart : .unquoted
    case .unquoted:
      if isQuote || byte == 0 { return .broken }
      return byte == delimiter ? .fieldStart : .unquoted
    case .quoteInQuoted:
      if isQuote { return .quoted }
      return byte == delimiter ? .fieldStart : .broken
    case .quoted: return .quoted
    case .broken: return .broken
    }
  }
}
