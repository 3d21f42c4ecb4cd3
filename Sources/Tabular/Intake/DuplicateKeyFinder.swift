// SPDX-License-Identifier: Apache-2.0

/// Finds rows that share a key, in a first pass over the file.
///
/// Keys and contents are compared by seeded 64-bit hashes: among ten million keys two different
/// ones are taken for equal with a probability below 3 in a million. Rows that are bad for
/// another reason are not looked at.
package enum DuplicateKeyFinder {
  /// Reads a file and reports its duplicates.
  ///
  /// - Parameters:
  ///   - source: the bytes of the file; the caller opens it again for the intake.
  ///   - schema: the columns in the order of the file.
  ///   - keyColumns: the names of the columns that make up the key, at least one.
  ///   - options: as for the intake.
  ///   - rowsMax: the most keys held, 20,000,000 by default (about 650 MB).
  ///   - duplicatesMax: the most rows listed, 1,000,000 by default.
  /// - Throws: `IntakeError`.
  package static func find(
    _ source: any ByteSource, schema: [ColumnSchema], keyColumns: [String],
    options: IntakeOptions = IntakeOptions(), rowsMax: Int = 20_000_000,
    duplicatesMax: Int = 1_000_000
  ) throws(IntakeError) -> DuplicateKeys {
    let columns = try indices(of: keyColumns, in: schema)
    var reader = try Intake.open(source, schema: schema, options: options)
    var validator = RowValidator(schema.requiring(keyColumns))
    var table = KeyTable()
    var repeated: Set<Int> = []
    var conflicting: Set<Int> = []
    while try advance(&reader, &validator) {
      let content = reader.withRawRow { ByteHash.hash($0, seed: options.seed) }
      let key = key(reader, validator, columns, seed: options.seed)
      let row = reader.position.row
      guard let first = table.add(key: key, content: content, row: row) else {
        guard table.count <= rowsMax else { throw .tooManyKeys(maximum: rowsMax) }
        continue
      }
      if first.isSame, !conflicting.contains(first.firstRow) {
        repeated.insert(row)
      } else {
        conflicting.insert(first.firstRow)
        conflicting.insert(row)
      }
      guard repeated.count + conflicting.count <= duplicatesMax else {
        throw .tooManyDuplicates(maximum: duplicatesMax)
      }
    }
    return DuplicateKeys(
      keyColumns: keyColumns, repeated: repeated, conflicting: conflicting)
  }

  private static func indices(
    of keyColumns: [String], in schema: [ColumnSchema]
  ) throws(IntakeError) -> [Int] {
    var indices: [Int] = []
    for name in keyColumns {
      guard let index = schema.firstIndex(where: { $0.name == name }) else {
        throw .unknownKeyColumn(name)
      }
      indices.append(index)
    }
    return indices
  }

  /// Moves to the next valid row; false at the end.
  private static func advance(
    _ reader: inout CSVReader, _ validator: inout RowValidator
  ) throws(IntakeError) -> Bool {
    while true {
      let outcome: RowOutcome
      do { outcome = try reader.next() } catch { throw .file(error) }
      switch outcome {
      case .end: return false
      case .bad: continue
      case .row:
        if validator.check(reader.window, reader.fields) == nil { return true }
      }
    }
  }

  /// Hashes the key: numbers and days by value, everything else by bytes.
  private static func key(
    _ reader: borrowing CSVReader, _ validator: RowValidator, _ columns: [Int], seed: UInt64
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
