// SPDX-License-Identifier: Apache-2.0
package import Core

/// A version of rules that an operator writes and the bureau approves (EZ-02.11-a, EZ-02.11-b).
package struct OperatorRules: Record {
  /// The life of a version.
  package enum State: String, Codable, Sendable, CaseIterable {
    case submitted
    case approved
    case rejected
    /// Followed by a later approved version.
    case superseded
  }

  /// The table.
  package static let table = TableSpec(
    "ruleDocument", prefix: "RUL",
    columns: [.text("place"), .text("operator"), .text("kind"), .text("state")],
    unique: [["place", "operator", "kind", "version"]])

  /// The random id.
  package let id: RecordID
  /// The place.
  package let place: String
  /// The operator.
  package let `operator`: RecordID
  /// Which rules: the name in the profile, such as `developerOnboarding`.
  package let kind: String
  /// The version of this operator's rules of this kind, from 1.
  package let version: Int
  /// The title.
  package let title: String
  /// The digest of the text.
  package let digest: DigestText
  /// The life of the version.
  package var state: State
  /// Who submitted it.
  package let submittedBy: RecordID
  /// The day of submission.
  package let submittedOn: Day
  /// Who decided.
  package var decidedBy: RecordID?
  /// The day of the decision.
  package var decidedOn: Day?
  /// What the bureau said.
  package var opinion: String?

  /// The operator is the party.
  package var parties: [RecordID] { [`operator`] }
}

extension OperatorRules {
  /// The approved version of an operator's rules of a kind, nil while there is none.
  package static func inForce(
    _ kind: String, of operatorID: RecordID, _ read: any RecordReader, _ context: Context
  ) throws -> OperatorRules? {
    try read.first(
      OperatorRules.self, .equal("place", context.place), .equal("operator", operatorID),
      .equal("kind", kind), .equal("state", State.approved.rawValue))
  }
}
