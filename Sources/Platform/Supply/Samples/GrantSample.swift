// SPDX-License-Identifier: Apache-2.0
package import Core

/// Where the development sample of a grant stands.
package enum SampleState: String, Codable, Sendable, CaseIterable {
  case requested
  /// Written and measured; nobody may see it yet.
  case made
  /// Its risk was signed by the bureau.
  case signed
}

/// A masked sample of a grant for development, with the measured risk.
package struct GrantSample: Codable, Hashable, Sendable {
  /// How many rows were asked for.
  package let rowsWanted: Int
  /// Who asked.
  package let requestedBy: RecordID
  /// How many rows it has.
  package var rows: Int?
  /// How they were drawn; nil in entries before it was said.
  package var drawn: SampleDraw?
  /// The sample in the vault.
  package var object: RecordID?
  /// The measured risk that somebody is recognised.
  package var risk: SampleRisk?
  /// Who signed the risk.
  package var signedBy: RecordID?
  /// The day of signing.
  package var signedOn: Day?
}

/// How easily rows of a sample are tied to a subject.
package struct SampleRisk: StructuredValue, Hashable {
  /// The quasi identifiers by which rows were grouped.
  package let quasiColumns: [String]
  /// The rows of the smallest group within the whole grant (k).
  package let smallestGroup: Int
  /// Rows of the sample that are alone in their group within the whole grant.
  package let uniqueRows: Int
  /// The mean chance of recognition in thousandths, rounded up.
  package let meanRiskPerMille: Int

  /// Gathers the figures.
  package init(
    quasiColumns: [String], smallestGroup: Int, uniqueRows: Int, meanRiskPerMille: Int
  ) {
    self.quasiColumns = quasiColumns
    self.smallestGroup = smallestGroup
    self.uniqueRows = uniqueRows
    self.meanRiskPerMille = meanRiskPerMille
  }

  /// An example in JSON.
  package static let example =
    #"{"quasiColumns":["district"],"smallestGroup":5,"uniqueRows":0,"meanRiskPerMille":12}"#

  /// Numbers have bounds.
  package func problem() -> FieldProblem? {
    guard quasiColumns.count <= 64 else { return .bounds(0...64) }
    guard smallestGroup >= 0, uniqueRows >= 0 else { return .bounds(0...1_000_000_000) }
    return (0...1_000).contains(meanRiskPerMille) ? nil : .bounds(0...1_000)
  }
}
