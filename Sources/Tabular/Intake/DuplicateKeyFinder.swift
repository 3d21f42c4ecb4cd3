// SPDX-License-Identifier: Apache-2.0

/// Finds rows that share a key in a pass of its own over the file.
///
/// Keys are compared by fingerprints of 128 bits and contents by seeded 64-bit hashes. Rows that
/// are bad for another reason are not looked at.
package enum DuplicateKeyFinder {
  /// Reads a file and reports its duplicates.
  ///
  /// - Parameters:
  ///   - source: the bytes of the file; the caller opens it again for the intake.
  ///   - schema: the columns in the order of the file.
  ///   - keyColumns: the names of the columns that make up the key, at least one.
  ///   - options: as for the intake.
  ///   - store: where keys lie that memory does not hold; empty.
  /// - Throws: `IntakeError`.
  package static func find(
    _ source: any ByteSource, schema: [ColumnSchema], keyColumns: [String],
    options: IntakeOptions = IntakeOptions(), store: (any BlockStore)? = nil
  ) throws(IntakeError) -> DuplicateKeys {
    var watch = try KeyWatch(
      keyColumns, of: schema, seed: options.seed, bounds: options.keys, store: store)
    var reader = try Intake.open(source, schema: schema, options: options)
    var validator = RowValidator(schema.requiring(keyColumns))
    while try advance(&reader, &validator) { try watch.add(reader, validator) }
    try watch.finish()
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
