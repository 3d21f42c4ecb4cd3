// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

/// A version of rules, a plan or a record that gates something (EZ-02.11-a, EZ-02.11-b).
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
  /// The organisation that wrote it: an operator, or whom the profile names.
  package let `operator`: RecordID
  /// Which rules: the name in the profile, such as `developerOnboarding`.
  package let kind: String
  /// The version of this operator's rules of this kind, from 1.
  package let version: Int
  /// The title.
  package let title: String
  /// The digest of the text.
  package let digest: DigestText
  /// Where each part is found, by the part's name in the profile.
  package let parts: [String: String]?
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

  /// Who wrote it is the party.
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

  /// The documents that an action needs and that are not in force, in the profile's order.
  ///
  /// Each is looked for with the party that writes it in its capacity, and in the whole place where
  /// no party of the action does.
  package static func missing(
    _ gate: RuleDocument.Gate, of parties: [Capacity: RecordID], _ read: any RecordReader,
    _ context: Context
  ) throws -> [RuleDocument] {
    try context.profile.operation.ruleDocuments.filter { rule in
      guard rule.gates.contains(gate) else { return false }
      if let party = parties[rule.by] {
        return try inForce(rule.id, of: party, read, context) == nil
      }
      return try read.count(
        OperatorRules.self,
        [
          .equal("place", context.place), .equal("kind", rule.id),
          .equal("state", State.approved.rawValue),
        ]) == 0
    }
  }

  /// This version, with those of its kind that it takes the place of.
  func superseding(_ read: any RecordReader) throws -> [Change] {
    let earlier = try read.all(
      OperatorRules.self, .equal("operator", `operator`), .equal("kind", kind),
      .equal("state", State.approved.rawValue))
    return [.put(self)]
      + earlier.filter { $0.id != id }.map { version in
        var version = version
        version.state = .superseded
        return .put(version)
      }
  }
}
