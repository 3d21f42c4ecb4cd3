// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

/// An agreement by which an operator is authorised (EZ-02.6-h, EZ-A1.2-a).
package struct Agreement: Record {
  /// The life of an agreement.
  package enum State: String, Codable, Sendable, CaseIterable {
    case draft
    /// Signed by every party.
    case signed
    case active
    case suspended
    /// Ended; hand-over and destruction are under way.
    case terminating
    case ended
  }

  /// How its filing with the authority stands.
  package enum FilingState: String, Codable, Sendable, CaseIterable {
    /// Nothing was handed in.
    case unfiled
    /// Handed in; no receipt yet.
    case submitted
    /// The receipt is recorded.
    case filed
    /// The authority sent it back.
    case returned
  }

  /// The table.
  package static let table = TableSpec(
    "agreement", prefix: "AGR",
    columns: [
      .text("place"), .text("state"), .text("operator"), .text("grantor"), .text("application"),
      .text("mode"), .text("startsOn"), .text("endsOn"), .text("isPublic"), .text("filingState"),
    ])

  /// The random id.
  package let id: RecordID
  /// The place.
  package let place: String
  /// The case whose last steps it is; for one that was taken over the earlier authorisation.
  package let `case`: RecordID
  /// The application that was chosen; for one that was taken over the earlier authorisation.
  package let application: RecordID
  /// The organisation that is authorised.
  package let `operator`: RecordID
  /// The organisation that authorises.
  package let grantor: RecordID
  /// The organisation that signs for the one that authorises; nil where that one signs itself.
  package let signatory: RecordID?
  /// The units whose data it covers, where the mode lets it be signed only together with them; nil
  /// for every other mode.
  package var cosigners: [RecordID]?
  /// The mode: a name of the profile.
  package let mode: String
  /// The number of the agreement.
  package let number: String
  /// The digest of its text.
  package let digest: DigestText
  /// The first day.
  package let startsOn: Day
  /// The last day.
  package internal(set) var endsOn: Day
  /// The term in years.
  package let termYears: Int
  /// The entries of the authorised catalogue that it covers.
  package let entries: [RecordID]
  /// The products that the operator may make.
  package var products: [AgreedProduct]
  /// The texts of the sections by the profile's names; nil where the profile lists none.
  package let sections: [String: String]?
  /// Why it may run longer than the rules have it, and who approved that; nil for the usual term.
  package let termException: TermException?
  /// Who drafted it.
  package let draftedBy: RecordID
  /// The life of the agreement.
  package var state: State
  /// The signatures of the parties.
  package var signatures: [PartySignature]
  /// The day of the last signature.
  package var signedOn: Day?
  /// The last day of the rules under which it was signed, where its term goes beyond that day.
  package var rulesUntil: Day?
  /// Why it was suspended.
  package var suspensionGround: String?
  /// The number of the paper by which it was suspended; nil while it is not.
  package var suspensionDocument: String?
  /// The case whose acceptance lifts the suspension; nil where it belongs to none.
  package var suspensionCase: RecordID?
  /// The operator's wish to leave before the end, with its acceptance of liability (EZ-02.7-b).
  package var exitRequest: ExitRequest?
  /// The ground on which it ended: a name of the profile.
  package var endGround: String?
  /// The day on which it ended.
  package var endedOn: Day?
  /// Hand-over, destruction and closure at the end.
  package var exit: ExitRecord
  /// The authorisation from before the rules that goes on under it; nil for one made under them.
  package var earlier: RecordID?
  /// How its filing stands; nil where the rules ask for none, and before every party has signed.
  package var filingState: FilingState?
  /// The day on which it was last handed in for filing.
  package var submittedOn: Day?
  /// The day of the receipt; nil without one.
  package var filedOn: Day?
  /// The number of the receipt.
  package var filingNumber: String?
  /// The version that was last handed in for filing.
  package var filedVersion: Int?
  /// Its version: 1 as signed, one more with each signed amendment; nil stands for 1.
  package var version: Int?
  /// Why the public does not see its product list yet; nil where the rules ask for no filing first,
  /// and once the list was filed and published.
  package var listReason: Reason?
  /// `yes` once in force for the first time; a column, so that the public may list it.
  package var isPublic: String

  /// Both sides are parties, and who signs for the grantor.
  package var parties: [RecordID] {
    [`operator`, grantor] + (signatory.map { [$0] } ?? []) + (cosigners ?? [])
  }

  /// Those who sign.
  package var signers: [RecordID] { [`operator`, signatory ?? grantor] + (cosigners ?? []) }

  /// Whether rights can be drawn from it on a day.
  package func isInForce(on day: Day) -> Bool {
    state == .active && startsOn <= day && day <= endsOn
  }

  /// Whether it covers an entry of the authorised catalogue.
  package func covers(entry: RecordID) -> Bool { entries.contains(entry) }

  /// The agreed product of a code.
  package func product(_ code: String) -> AgreedProduct? { products.first { $0.code == code } }
}
