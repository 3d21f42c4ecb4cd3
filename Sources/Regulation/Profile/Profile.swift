// SPDX-License-Identifier: Apache-2.0

package import Core

/// The rules of one place, as its text gives them; every value names its clause.
///
/// A value the text leaves open is nil with the clauses that require it and stands in `open`.
package struct Profile: Codable, Hashable, Sendable {
  /// The place's name in code, such as `ezhou`.
  package let place: String
  /// The letters with which its clause ids begin, such as `EZ`.
  package let clausePrefix: String
  /// The place's name for people.
  package let name: LocalText
  /// The level of government that issued the text.
  package let level: DivisionCode.Level
  /// The place's division.
  package let division: DivisionCode
  /// The version of this profile; a case keeps the version it began under.
  package let version: Int
  /// Whether the text is in force, and since when.
  package let status: ProfileStatus
  /// The documents the text rests on, by number.
  package let upstream: ProfileValue<[String]>
  /// The local bodies and what they act as.
  package let bodies: [ProfileBody]
  /// The local words for common terms, by the term's name in code.
  package let vocabulary: [String: ProfileTerm]
  /// How operation is authorised.
  package internal(set) var authorisation: AuthorisationRules
  /// What an applicant must show.
  package let eligibility: EligibilityRules
  /// What operators and developers show of themselves beyond papers; nil where the text asks for
  /// no more.
  package let qualification: QualificationRules?
  /// What is asked when an organisation is registered; nil where the text asks for nothing.
  package let registration: RegistrationRules?
  /// What catalogue entries hold.
  package let catalogue: CatalogueRules
  /// How data are asked for and supplied.
  package let supply: SupplyRules
  /// How operators bring in data of their own; nil where the text does not know of it.
  package let imports: ImportRules?
  /// What operator and developers may do.
  package internal(set) var operation: OperationRules
  /// What a product needs.
  package let products: ProductRules
  /// Which prices may be asked.
  package let pricing: PricingRules
  /// How data are kept safe.
  package let security: SecurityRules
  /// Who checks what leaves, and against what; open values rest on the national rules.
  package internal(set) var egress: EgressRules
  /// What is reported, disclosed and evaluated.
  package let supervision: SupervisionRules
  /// How an authorisation ends.
  package let termination: TerminationRules
  /// What bodies keep, publish, report, inspect and drill.
  package let duties: [DutyRule]
  /// The procedures, by their order in the text.
  package let procedures: [Procedure]
  /// Which actions only some bodies do; empty where the text does not part them.
  package let responsibilities: [Responsibility]
  /// What must have been recorded before an action; empty where nothing must.
  package let prerequisites: [Prerequisite]
  /// Who supervises and therefore sees what; empty where the text names nobody.
  package let supervisors: [Supervisor]
  /// Which authorities there may be below the place's own; nil where there are none.
  package let authorities: AuthorityRules?
  /// Which papers may be filed under several cases.
  package let papers: PaperRules
  /// What the text says of itself; nil where it says nothing.
  package let text: TextRules?
  /// The single values that the text gives, by the order of the text.
  package let given: [GivenValue]
  /// The text from which this was read.
  var source: ProfileSource?
  /// What is to be configured, by the order of the text.
  package internal(set) var open: [OpenValue]
}

extension Profile {
  /// The open values that gate access: nothing that depends on them may be activated.
  package var gatingOpen: [OpenValue] { open.filter(\.gates) }

  /// The open value of a path, or nil when it is set or unknown.
  package func openValue(_ key: String) -> OpenValue? { open.first { $0.key == key } }

  /// The procedure of a name.
  package func procedure(_ id: String) -> Procedure? { procedures.first { $0.id == id } }

  /// The local word for a capacity, or its general name.
  package func word(for capacity: Capacity) -> LocalText {
    vocabulary[capacity.rawValue]?.word ?? capacity.label
  }

  /// The capacities a local body holds by the text, by its name in code.
  package func capacities(of body: String) -> [Capacity] {
    bodies.first { $0.id == body }?.capacities ?? []
  }

  /// Whether an operator may have a legal form; a silent text allows any.
  package func allowsOperator(legalForm: String) -> Bool {
    authorisation.operatorLegalForms.value?.contains(legalForm) ?? true
  }

  /// The clauses on the legal form of an operator.
  package var operatorFormClauses: [ClauseID] { authorisation.operatorLegalForms.clauses }

  /// Whether a use class is free of charge.
  package func isFree(useClass: String?) -> Bool {
    pricing.freeUseClasses.value?.contains { $0.id == useClass } ?? false
  }

  /// This profile with its open values taken from the national rules where they give one.
  ///
  /// A text that sets no term has the national one as its most; one that does not speak of
  /// redevelopment by the operator has the national rule, with its document as the source.
  package func resting(on national: NationalRules) -> Profile {
    var profile = self
    profile.source?.national = national
    profile.egress = egress.resting(on: national.egress)
    if authorisation.termYears.isSilent {
      profile.authorisation.termYears = authorisation.termYears.resting(on: national.termYearsMax)
    }
    if operation.operatorMayRedevelop.isSilent {
      profile.operation.operatorMayRedevelop = operation.operatorMayRedevelop.resting(
        on: national.operatorMayRedevelop)
    }
    let settled = egress.openNames.subtracting(profile.egress.openNames)
    profile.open.removeAll { value in settled.contains { value.key == "egress.\($0)" } }
    return profile
  }
}
