// SPDX-License-Identifier: Apache-2.0
package import Core
package import Tabular

/// What came of taking a batch in. It holds no value of the data.
package struct IngestReport: Codable, Hashable, Sendable {
  /// Rows taken from the batch.
  package let rowsGood: Int
  /// Rows kept apart.
  package let rowsBad: Int
  /// Rows that repeat another row of the batch; nil when there were too many to compare.
  ///
  /// They are left out where the resource has keys, and stay where it has none.
  package let rowsRepeated: Int?
  /// Rows kept apart, by reason.
  package let badCounts: [String: Int]
  /// Rows of the new version.
  package let rows: Int
  /// Rows that a deletion took out; nil in other batches.
  package let rowsRemoved: Int?
  /// Keys of a deletion that no row had; nil in other batches.
  package let keysUnknown: Int?
  /// The object with the values' profile.
  package let profileObject: RecordID
  /// The object with the rows kept apart; nil when there are none.
  package let badRowsObject: RecordID?
  /// The data sheet.
  package let sheet: DataSheet
  /// What the columns may be, by name.
  package private(set) var suggestions: [String: SuggestedClass]
  /// Why, by name, where there is a reason; nil in reports before it was said.
  package private(set) var evidence: [String: [ClassificationEvidence]]?
  /// The version whose profile this is; nil when all rows were read.
  package var profileOf: ValueProfile.Basis?
  /// The segments that hold the version; nil when the object holds it.
  package var segments: [RecordID]?
  /// The bytes of all its segments; nil when the object holds it.
  package var storedBytes: Int?

  /// The report as it is kept with an object: of many columns with long names what is only advice
  /// gives way.
  func fitting(_ bytesMax: Int) throws -> (report: IngestReport, json: JSON) {
    var report = self
    for step in 0..<3 {
      if step == 1 { report.evidence = nil }
      if step == 2 { report.suggestions = [:] }
      let json = try JSON(encoding: report)
      if json.canonical().count <= bytesMax { return (report, json) }
    }
    throw DomainFault.tooLarge
  }
}

/// What became of a batch.
package enum IngestResult: Sendable {
  /// It became a version, whose object is in the vault.
  case accepted(IngestReport, bytes: Int, digest: String)
  /// The file is not as it must be: a class, and how often each problem was found.
  case rejected(String, counts: [String: Int])
}
