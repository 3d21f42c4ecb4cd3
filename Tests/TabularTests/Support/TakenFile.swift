// SPDX-License-Identifier: Apache-2.0
import Tabular

/// Runs an intake over text and keeps everything that came out.
struct TakenFile {
  let outcome: IntakeOutcome
  let clean: String
  let rawBadRows: String

  init(
    _ text: String, _ schema: [ColumnSchema], options: IntakeOptions = IntakeOptions(),
    keys: [String] = []
  ) throws {
    try self.init(Array(text.utf8), schema, options: options, keys: keys)
  }

  init(
    _ bytes: [UInt8], _ schema: [ColumnSchema], options: IntakeOptions = IntakeOptions(),
    keys: [String] = []
  ) throws {
    let clean = CollectedBytes()
    let bad = CollectedBytes()
    let duplicates =
      keys.isEmpty
      ? nil
      : try DuplicateKeyFinder.find(
        ArrayByteSource(bytes), schema: schema, keyColumns: keys, options: options)
    var intake = try Intake(
      ArrayByteSource(bytes), schema: schema, options: options, clean: clean.sink,
      rawBadRows: bad.sink, duplicates: duplicates)
    outcome = try intake.run()
    self.clean = clean.text
    rawBadRows = bad.text
  }

  /// Takes in one column and returns the reason why each value was refused.
  static func reasons(_ values: [String], _ column: ColumnSchema) throws -> [BadRowReason?] {
    try values.map { value in
      let quoted =
        "\""
        + value.split(separator: "\"", omittingEmptySubsequences: false)
        .joined(separator: "\"\"") + "\""
      let file = try TakenFile("\(column.name)\n\(quoted)\n", [column])
      return file.outcome.badRows.rows.first?.reason
    }
  }
}
