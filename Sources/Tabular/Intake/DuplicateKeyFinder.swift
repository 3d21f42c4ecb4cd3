// SPDX-License-Identifier: Apache-2.0

/// Finds rows that share a key in a pass of its own over the file.
///
/// Keys and contents are compared by seeded 64-bit hashes: among ten million keys two different
/// ones are taken for equal with a probability below 3 in a million. Rows that are bad for
/// another reason are not looked at.
package enum DuplicateKeyFinder {
  /// The most keys held, by default (about 650 MB).
  package static let rowsMax = 20_000_000
  /// The most rows listed, by default.
  package static let duplicatesMax = 1_000_000

  /// Reads a file and reports its duplicates.
  ///
  /// - Parameters:
  ///   - source: the bytes of the file; the caller opens it again for the intake.
  ///   - schema: the columns in the order of the file.
  ///   - keyColumns: the names of the columns that make up the key, at least one.
  ///   - options: as for the intake.
  ///   - rowsMax: the most keys held.
  ///   - duplicatesMax: the most rows listed.
  /// - Throws: `IntakeError`.
  package static func find(
    _ source: any ByteSource, schema: [ColumnSchema], keyColumns: [String],
    options: IntakeOptions = IntakeOptions(), rowsMax: Int = rowsMax,
    duplicatesMax: Int = duplicatesMax
  ) throws(IntakeError) -> DuplicateKeys {
    var watch = try KeyWatch(
      keyColumns, of: schema, seed: options.seed, rowsMax: rowsMax, duplicatesMax: duplicatesMax)
    var reader = try Intake.open(source, schema: schema, options: options)
    var validator = RowValidator(schema.requiring(keyColumns))
    while try advance(&reader, &validator) { try watch.add(reader, validator) }
    return watch.duplicates
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
}
