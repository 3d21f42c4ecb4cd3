// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// An authorisation from before the rules, taken over with its papers and with what it lacks beside
/// the rules of today (SC-32-a). What it lacks bars nothing that runs.
package struct EarlierAuthorisation: Record {
  /// The life of one.
  package enum State: String, Codable, Sendable, CaseIterable {
    /// Its gaps are listed; who sees to each and by when is to be set.
    case planning
    /// Its agreement goes on, and gaps are open.
    case aligning
    /// No gap is left.
    case aligned
  }

  /// The table.
  package static let table = TableSpec(
    "earlierAuthorisation", prefix: "EAU",
    columns: [
      .text("place"), .text("state"), .text("operator"), .text("number"), .text("dueOn"),
      .text("agreement"),
    ], unique: [["place", "operator", "number"]])

  /// The random id.
  package let id: RecordID
  /// The place.
  package let place: String
  /// The organisation that was authorised.
  package let `operator`: RecordID
  /// The organisation that authorised it.
  package let grantor: RecordID
  /// The organisation that takes it over and answers for it.
  package let organisation: RecordID
  /// The number of the agreement or decision.
  package let number: String
  /// What was authorised, in the words of its text.
  package let scope: String
  /// The mode of today that it comes nearest to: a name of the profile.
  package let mode: String
  /// The day of signing.
  package let signedOn: Day
  /// Its first day.
  package let startsOn: Day
  /// Its last day; a later agreement of the parties can shorten it.
  package var endsOn: Day
  /// The digest of its text.
  package let digest: DigestText
  /// The entries of the authorised catalogue that it covers.
  package let entries: [RecordID]
  /// The products that it lets the operator make.
  package let products: [AgreedProduct]
  /// What its text says, by the sections of today; nil where it says none of them.
  package let sections: [String: String]?
  /// Papers that show steps of the procedure of today, by `step` or `step.material`.
  package let papers: [AttachedFile]
  /// The version of the place's rules with which it was compared.
  package let rulesVersion: Int
  /// What it lacks beside them.
  package var gaps: [AuthorisationGap]
  /// The first day on which an open gap is due; nil while none is planned, and once none is left.
  package var dueOn: Day?
  /// The life of it.
  package var state: State
  /// The agreement under which it goes on; nil while it is not planned.
  package var agreement: RecordID?
  /// The day on which it was recorded.
  package let adoptedOn: Day
  /// The account that recorded it.
  package let adoptedBy: RecordID

  /// Who was authorised, by whom, who takes it over, and those who see to gaps.
  package var parties: [RecordID] {
    Set([`operator`, grantor, organisation] + gaps.compactMap(\.owner)).sorted()
  }

  /// The gaps that nobody has closed.
  package var open: [AuthorisationGap] { gaps.filter { $0.closedOn == nil } }

  /// The one of the actor's place; nil for any other.
  static func here(
    _ id: RecordID, _ read: any RecordReader, _ context: Context
  ) throws -> EarlierAuthorisation? {
    guard let found = try read.find(EarlierAuthorisation.self, id), found.place == context.place
    else { return nil }
    return found
  }

  static let unknown = Refusals.unknown(
    "earlierAuthorisation", zh: "存量授权", en: "earlier authorisation", field: "authorisation")

  var wrongState: Reason {
    Refusals.state(
      "earlierAuthorisation", is: state.rawValue, zh: "存量授权的状态不允许此操作",
      en: "the state of the earlier authorisation does not allow this")
  }

  /// Why an organisation may not do this: another took it over.
  func notKept(_ context: Context) -> Reason? {
    guard organisation != context.actor.organisation else { return nil }
    return Reason(
      "adoption.other", clauses: AdoptAuthorisation.clauses(context), zh: "由登记该存量授权的单位办理",
      en: "the organisation that recorded it does this")
  }

  /// The same with other gaps, its day and state following from them.
  func with(_ gaps: [AuthorisationGap]) -> EarlierAuthorisation {
    var changed = self
    changed.gaps = gaps
    changed.dueOn = changed.open.compactMap(\.dueOn).min()
    changed.state = changed.open.isEmpty ? .aligned : .aligning
    return changed
  }
}
