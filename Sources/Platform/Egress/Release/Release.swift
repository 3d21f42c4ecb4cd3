// SPDX-License-Identifier: Apache-2.0
package import Core

/// A request that something leaves the domain, its review, and what became of it.
///
/// Bytes leave by the digest that was reviewed, or as answers of a standing release whose
/// specification was reviewed (EZ-02.13-a).
package struct Release: Record {
  /// The life of a release.
  package enum State: String, Codable, Sendable, CaseIterable {
    /// Asked for; the platform has not evaluated it yet.
    case requested
    /// Evaluated; checkers look at it.
    case reviewing
    case approved
    case rejected
    /// Sent back to the requester, who asks anew.
    case returned
    /// It may leave, or has left.
    case released
    /// Taken back by the requester, or by the end of its agreement.
    case withdrawn
    /// Its last day passed before it left.
    case lapsed
    /// Stopped by the bureau after it was released.
    case recalled
    /// A standing release that its operator or the bureau ended before its last day.
    case ended
  }

  /// What is to be done with what was made of it.
  package enum Disposal: String, Codable, Sendable, CaseIterable {
    /// Evidence or content in the vault must go.
    case due
    /// What had to go is destroyed.
    case done
  }

  /// The table.
  package static let table = TableSpec(
    "release", prefix: "RLS",
    columns: [
      .text("place"), .text("state"), .text("kind"), .text("operator"), .text("scenario"),
      .text("agreement"), .text("grant"), .text("output"), .text("requestedBy"),
      .text("disposal"), .text("turn"), .text("refreshOf"), .text("dataObject"),
      .text("notRefreshedSince"),
    ],
    redactable: ["context", "controls"])

  /// The random id.
  package let id: RecordID
  /// The place.
  package let place: String
  /// What leaves.
  package let kind: ReleaseKind
  /// The operator that asks.
  package let `operator`: RecordID
  /// The agreement from which its right comes.
  package let agreement: RecordID
  /// The scenario in which the data were used.
  package let scenario: RecordID
  /// The grant set that is tabulated or looked up; nil when an output is.
  package let grant: RecordID?
  /// The output of a job that leaves or is tabulated; nil when a grant set is.
  package let output: RecordID?
  /// The resources from which it comes, for the disclosure ledger; at most 50.
  package let resources: [RecordID]
  /// The imports among what it comes from; nil when there are none.
  package var imports: [RecordID]?
  /// What exactly is asked for.
  package let spec: ReleaseSpec
  /// The bounds of a standing release; nil when it leaves once.
  package let standing: StandingLimits?
  /// How many checkers must vote: the profile's number on the day of the request.
  package let checkersNeeded: Int
  /// Who asked.
  package let requestedBy: RecordID
  /// The day of the request.
  package let requestedOn: Day
  /// What the result is for and how it was made; can be erased.
  package var context: String?
  /// What the requester did against disclosure; can be erased.
  package var controls: String?
  /// The life of the release.
  package var state: State
  /// What the platform found; nil until evaluated.
  package var evaluation: ReleaseEvaluation?
  /// Whether one vote decides, since its place opens a lane for what is of low risk.
  package var isLowRisk: Bool?
  /// Why it could not be evaluated; nil unless that happened.
  package var failure: EvaluationFailure?
  /// How many checkers have voted; who and how is in their votes.
  package var votesCast: Int
  /// The day of the last vote.
  package var reviewedOn: Day?
  /// The day from which it may leave.
  package var releasedOn: Day?
  /// The digest of the bytes that left; nil before.
  package var releasedDigest: DigestText?
  /// Why the bureau recalled it: a short text.
  package var recallGround: String?
  /// Whether something in the vault must go; nil while nothing had to.
  package var disposal: Disposal?
  /// The objects of evaluations that were renewed, until they are destroyed.
  package var replaced: [RecordID]?
  /// The digest of the last certificate of destruction.
  package var certificate: DigestText?

  /// That it is a refresh; nil for what was asked for.
  package var turn: Turn?
  /// The standing release that it refreshes; nil for what was asked for.
  package var refreshOf: RecordID?
  /// Which refresh of the standing release it is, from 1.
  package var refreshNumber: Int?
  /// The copy of the grant, or the output, that a refresh is made of.
  package var dataObject: RecordID?
  /// Until when a refresh that is held is to be decided; nil when the release set no time.
  package var decideBy: Day?
  /// The refresh that a standing release serves; nil while it serves what was reviewed first.
  package var served: ServedRefresh?
  /// Since when a standing release serves older data than there are, because a refresh was held,
  /// failed or was not let out; nil while it is up to date.
  package var notRefreshedSince: Day?

  /// How many votes decide.
  package var votesNeeded: Int { isLowRisk == true ? 1 : checkersNeeded }

  /// The operator is the party.
  package var parties: [RecordID] { [`operator`] }

  /// What stands for what was reviewed: a commitment to its digest.
  package var contentDigest: DigestText? { evaluation?.contentDigest }

  /// The digest of what left.
  package var outDigest: DigestText? { releasedDigest ?? contentDigest }

  /// The digest of what is served: of the last refresh, or of what left first.
  package var servedDigest: DigestText? { served?.digest ?? releasedDigest }

  /// Whether its bytes or answers may leave on a day.
  package func isOut(on day: Day) -> Bool {
    state == .released && (standing.map { day <= $0.expiresOn } ?? true)
  }
}
