// SPDX-License-Identifier: Apache-2.0

/// Finds rows that share a key while a file is read.
///
/// So many keys are held in memory; where there are more, those of all rows go to a store, and
/// what they share is known at the end of the file only.
struct KeyWatch {
  private let keyColumns: [String]
  private let columns: [Int]
  private let seed: UInt64
  private let bounds: KeyBounds
  private let store: (any BlockStore)?
  private var table = KeyTable()
  private var spill: KeySpill?
  private var rowsSpilled = 0
  private var repeated: Set<Int> = []
  private var conflicting: Set<Int> = []
  /// Whether no two rows are known to share a key so far.
  private(set) var isClean = true

  /// Watches key columns of a schema, at least one.
  init(
    _ keyColumns: [String], of schema: [ColumnSchema], seed: UInt64, bounds: KeyBounds,
    store: (any BlockStore)?
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
    self.bounds = bounds
    self.store = store
  }

  /// What was found; all of it once the watch was finished.
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
    let key = key(reader, validator)
    guard spill == nil else { return try addToSpill(key, content, row) }
    guard let first = table.add(key: key, content: content, row: row) else {
      if table.count > bounds.heldMax { try moveOut() }
      return
    }
    try note(row, first.firstRow, isSame: first.isSame)
  }

  /// Looks through the keys that memory did not hold. Call it at the end of the file.
  mutating func finish() throws(IntakeError) {
    guard var written = spill else { return }
    spill = nil
    try written.eachShared { row, first, isSame throws(IntakeError) in
      try note(row, first, isSame: isSame)
    }
  }

  private mutating func addToSpill(
    _ key: KeyPrint, _ content: UInt64, _ row: Int
  ) throws(IntakeError) {
    rowsSpilled += 1
    guard rowsSpilled <= bounds.rowsMax else { throw .tooManyKeys(maximum: bounds.rowsMax) }
    do { try spill?.add(key: key, content: content, row: row) } catch { throw .keys(error) }
  }

  /// Moves what is held to the store: rows that share a key with it are found there again.
  private mutating func moveOut() throws(IntakeError) {
    guard let store else { throw .tooManyKeys(maximum: bounds.heldMax) }
    spill = KeySpill(store, bounds: bounds)
    let held = table.entries
    table = KeyTable()
    for entry in held { try addToSpill(entry.key, entry.content, entry.row) }
  }

  private mutating func note(_ row: Int, _ first: Int, isSame: Bool) throws(IntakeError) {
    isClean = false
    if isSame, !conflicting.contains(first) {
      repeated.insert(row)
    } else {
      conflicting.insert(first)
      conflicting.insert(row)
    }
    guard repeated.count + conflicting.count <= bounds.duplicatesMax else {
      throw .tooManyDuplicates(maximum: bounds.duplicatesMax)
    }
  }

  /// The fingerprint of the key: numbers and days by value, everything else by bytes.
  @inline(__always)
  private func key(
    _ reader: borrowing CSVReader, _ validator: borrowing RowValidator
  ) -> KeyPrint {
    var key = KeyPrint(seed: seed)
    for column in columns {
      switch validator.columns[column].type {
      case .text, .code:
        let before = key
        key = reader.withField(column) { bytes in
          var after = before
          after.add(bytes)
          return after
        }
      case .integer, .decimal, .real, .date, .datetime, .boolean:
        key.add(validator.states[column].value)
      }
    }
    return key
  }
}
