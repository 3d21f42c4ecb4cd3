// SPDX-License-Identifier: Apache-2.0
import Tabular

/// Everything a reader says about a file, for comparisons.
struct ReadFile: Equatable {
  enum Item: Equatable {
    case row(RowPosition, [[UInt8]])
    case bad(BadRow)
  }

  var header: [String] = []
  var items: [Item] = []
  var raw: [[UInt8]] = []
  var blankLines = 0
  var unterminated: UnterminatedQuote?
  var bytesRead = 0

  init(
    _ source: any ByteSource, dialect: CSVDialect = .comma, encoding: TextEncoding? = nil,
    bounds: CSVBounds = CSVBounds()
  ) throws {
    var reader = try CSVReader(source, dialect: dialect, encoding: encoding, bounds: bounds)
    header = reader.header.names
    reading: while true {
      switch try reader.next() {
      case .end: break reading
      case .bad(let row): items.append(.bad(row))
      case .row:
        let fields = header.indices.map { reader.withField($0) { $0.array } }
        items.append(.row(reader.position, fields))
      }
      raw.append(reader.withRawRow { $0.array })
    }
    blankLines = reader.blankLines
    unterminated = reader.unterminatedQuote
    bytesRead = reader.bytesRead
  }

  init(
    _ text: String, dialect: CSVDialect = .comma, encoding: TextEncoding? = nil,
    bounds: CSVBounds = CSVBounds()
  ) throws {
    try self.init(
      ArrayByteSource(Array(text.utf8)), dialect: dialect, encoding: encoding, bounds: bounds)
  }

  /// The good rows as text.
  var rows: [[String]] {
    items.compactMap { item in
      guard case .row(_, let fields) = item else { return nil }
      return fields.map { String(decoding: $0, as: UTF8.self) }
    }
  }

  /// The bad rows.
  var bad: [BadRow] {
    items.compactMap { item in
      guard case .bad(let row) = item else { return nil }
      return row
    }
  }
}
