// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

/// An organisation that takes part in a place: a bureau, a source unit, an operator.
package struct Organisation: Record {
  /// Whether it still takes part.
  package enum State: String, Codable, Sendable, CaseIterable {
    case active
    case closed
  }

  /// The table.
  package static let table = TableSpec(
    "organisation", prefix: "ORG",
    columns: [.text("place"), .text("state"), .text("name"), .text("uscc")],
    unique: [["place", "uscc"]])

  /// The random id.
  package let id: RecordID
  /// The place in which it takes part.
  package let place: String
  /// Its name as registered.
  package let name: String
  /// Its unified social credit code (GB 32100); nil only for a running organisation that
  /// was founded before anybody gave its code.
  package let uscc: String?
  /// Its legal form, such as `legalPerson`.
  package let legalForm: LegalForm
  /// What it is in this place.
  package let capacities: [Capacity]
  /// Organisations linked to it by recorded shareholding, control or agency (EZ-02.2-e).
  package var linkedTo: [RecordID]
  /// The fields of which it is the authority: names of the profile; nil while none is recorded.
  package var fields: [String]?
  /// Which of the bodies that the place's text names it is; nil while that is not recorded.
  package var body: String?
  /// Which kind of source unit it is: a name of the profile; nil where the text knows no kinds.
  package var unitType: String?
  /// The number of the document that designated it for what one alone holds.
  package var designationNumber: String?
  /// The digest of that document.
  package var designationDigest: DigestText?
  /// Whether it still takes part.
  package var state: State
  /// The day of registration.
  package let registeredOn: Day

  /// The organisation itself is the party.
  package var parties: [RecordID] { [id] }

  /// Whether two organisations are the same or linked to each other.
  package func isRelated(to other: Organisation) -> Bool {
    id == other.id || linkedTo.contains(other.id) || other.linkedTo.contains(id)
  }
}

/// The legal form of an organisation.
package enum LegalForm: String, ChoiceValue {
  case legalPerson = "legalPerson"
  case unincorporated = "unincorporatedOrganisation"
  case stateOrgan = "stateOrgan"
  case institution = "institution"

  /// The words of one choice.
  package var label: LocalText {
    switch self {
    case .legalPerson: LocalText(zh: "法人", en: "legal person")
    case .unincorporated: LocalText(zh: "非法人组织", en: "unincorporated organisation")
    case .stateOrgan: LocalText(zh: "国家机关", en: "state organ")
    case .institution: LocalText(zh: "事业单位", en: "public institution")
    }
  }
}
