// SPDX-License-Identifier: Apache-2.0
package import Core
package import Cryptography

/// One scenario with its one data usage plan and demand list (EZ-02.10-a).
package struct Scenario: Record {
  /// The life of a scenario.
  package enum State: String, Codable, Sendable, CaseIterable {
    case submitted
    /// Sent back to the operator to be put right.
    case returned
    case approved
    case rejected
    case ended
  }

  /// The table.
  package static let table = TableSpec(
    "scenario", prefix: "SCN",
    columns: [
      .text("place"), .text("state"), .text("agreement"), .text("operator"), .text("title"),
      .text("planDigest"),
    ],
    redactable: ["responsiblePerson"])

  /// The random id.
  package let id: RecordID
  /// The place.
  package let place: String
  /// The agreement under which it stands.
  package let agreement: RecordID
  /// The operator that put it forward.
  package let `operator`: RecordID
  /// The account that put it forward last.
  package var proposedBy: RecordID
  /// The plan.
  package var plan: UsagePlan
  /// The plan's title, as a column.
  package var title: String
  /// The digest of the plan without its title, by which a plan used twice is found.
  package var planDigest: Digest
  /// Who answers for its security; can be erased (EZ-02.13-d).
  package var responsiblePerson: String?
  /// The source units of the demanded entries.
  package var sourceUnits: [RecordID]
  /// The authorities of its field where they review it; nil where the place asks for none.
  package var industryAuthorities: [RecordID]?
  /// The life of the scenario.
  package var state: State
  /// The day of the last submission.
  package var submittedOn: Day
  /// How often it was submitted, from 1.
  package var round: Int
  /// Why it was sent back.
  package var returnGround: String?
  /// The digest of the assessment beforehand (EZ-02.13-b).
  package var exAnteAssessmentDigest: DigestText?
  /// The account that recorded the assessment.
  package var assessedBy: RecordID?
  /// The votes of the reviewers in this round.
  package var reviews: [ScenarioReview]
  /// By when the data are to be supplied; set at approval (EZ-02.10-c).
  package var supplyDue: Day?
  /// By which route the data are to be supplied; set at approval (EZ-02.10-c).
  package var supplyRoute: SupplyRoute?
  /// The day of the decision.
  package var decidedOn: Day?
  /// Why it ended.
  package var endGround: String?

  /// The operator, and the source units and authorities asked.
  package var parties: [RecordID] { [`operator`] + sourceUnits + (industryAuthorities ?? []) }

  /// What the scenario is for.
  package var purpose: String { plan.purpose }

  /// The demand list.
  package var demand: [DemandLine] { plan.demand }
}
