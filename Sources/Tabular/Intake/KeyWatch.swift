// SPDX-License-Identifier: Apache-2.0

/// Finds rows that share a key while a file is read; about 32 bytes for each key.
struct KeyWatch {
  private let keyColumns: [String]
  private let columns: [Int]
  private let seed: UInt64
  private let rowsMax: Int
  private let duplicatesMax: Int
  private var table = KeyTable()
  private var repeated: Set<Int> = []
  private var conflicting: Set<Int> = []
  /// Whether no two rows shared a key so far.
  private(set) var isClean = true

  /// Watches key columns of a schema, at least one.
  init(
    _ keyColumns: [String], of schema: [ColumnSchema], seed: UInt64, rowsMax: Int,
    duplicatesMax: Int
  ) throws(IntakeError) {
    var columns: [Int] = []
    for name in keyColumns {
      guard let index = schema.firstIndex(where: { $0.name == name }) else {
        throw .unknownKeyColumn(name)
      }
      columns.append(index)
    }
    self.keyColumns = keyColumns
    self.columns = columns
    self.seed = seed
    self.rowsMax = rowsMax
    self.duplicatesMax = duplicatesMax
  }

  /// What was found.
  var duplicates: DuplicateKeys {
    DuplicateKeys(keyColumns: keyColumns, repeated: repeated, conflicting: conflicting)
  }

  /// Adds the row that was read and checked last.
  @inline(__always)
  mutating func add(
    _ reader: borrowing CSVReader, _ validator: borrowing RowValidator
  ) throws(IntakeError) {
    let seed = seed
    let content = reader.withRawRow { ByteHash.hash($0, seed: seed) }
    let row = reader.position.row
    guard let first = table.add(key: key(reader, validator), content: content, row: row) else {
      guard table.count <= rowsMax else { throw .tooManyKeys(maximum: rowsMax) }
      return
    }
    try note(row, first.firstRow, isSame: first.isSame)
  }

  private mutating func note(_ row: Int, _ first: Int, isSame: Bool) throws(IntakeError) {
    isClean = false
    if isSame, !conflicting.contains(first) {
      repeated.insert(row)
    } else {
      conflicting.insert(first)
      conflicting.insert(row)
    }
    guard repeated.count + conflicting.count <= duplicatesMax else {
      throw .tooManyDuplicates(maximum: duplicatesMax)
    }
  }

  /// Hashes the key: numbers and days by value, everything else by bytes.
  @inline(__always)
  private func key(
    _ reader: borrowing CSVReader, _ validator: borrowing RowValidator
  ) -> UInt64 {
    var key = seed
    for column in columns {
      switch validator.columns[column].type {
      case .text, .code:
        key = reader.withField(column) { ByteHash.hash($0, seed: key) }
      case .integer, .decimal, .real, .date, .datetime, .boolean:
        key = ByteHash.hash(validator.states[column].value, seed: key)
      }
    }
    return key
  }
}
