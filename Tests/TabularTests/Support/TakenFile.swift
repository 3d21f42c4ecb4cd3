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
    var clean = CollectedBytes()
    var bad = CollectedBytes()
    var intake = try Intake(
      ArrayByteSource(bytes), schema: schema, options: options, clean: clean.sink,
      rawBadRows: bad.sink, keyColumns: keys)
    do {
      outcome = try intake.run()
    } catch IntakeError.keysShared {
      (clean, bad) = (CollectedBytes(), CollectedBytes())
      var again = try Intake(
        ArrayByteSource(bytes), schema: schema, options: options, clean: clean.sink,
        rawBadRows: bad.sink, duplicates: intake.shared)
      outcome = try again.run()
    }
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
