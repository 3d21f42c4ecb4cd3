// SPDX-License-Identifier: Apache-2.0

/// How operation is authorised: modes, who may operate, for how long, by which call.
package struct AuthorisationRules: Codable, Hashable, Sendable {
  /// The mode a new authorisation has unless another is argued for.
  package let defaultMode: ProfileValue<String>
  /// All modes.
  package let modes: [AuthorisationMode]
  /// The legal forms an operator may have, such as `legalPerson`.
  package let operatorLegalForms: ProfileValue<[String]>
  /// The term of an agreement in years, 1 to 50; the most when it is not fixed.
  package internal(set) var termYears: ProfileValue<Int>
  /// Whether the term is exactly that long.
  package let termIsFixed: ProfileValue<Bool>
  /// What may follow at expiry, such as `newAuthorisation`.
  package let renewal: ProfileValue<String>
  /// Whether selection needs a public call; an exception needs a recorded statement.
  package let openSelection: ProfileValue<Bool>
  /// The ways in which a call may compete.
  package let callMethods: ProfileValue<[Labelled]>
  /// The sections a call must have before it is published.
  package let callSections: ProfileValue<[Labelled]>
  /// What the organisation that authorises must be; silent where any body that signs may.
  package let grantors: ProfileValue<[Capacity]>
  /// What the body must be that signs for the one that authorises; silent where it signs itself.
  package let signatory: ProfileValue<Capacity>
  /// Whether a review chooses one applicant or several, with a conclusion for each.
  package let selection: ProfileValue<SelectionRule>
  /// Whether a longer term than the most is open to a reasoned and approved exception.
  package let termException: ProfileValue<Bool>
  /// The day with which the term begins, where the text fixes it.
  package let termFrom: ProfileValue<TermStart>
  /// Whether a source unit may authorise by itself.
  package let sourceUnitMayAuthorise: ProfileValue<Bool>
  /// The sections of the plan, each to be filled in where a step has `fillsPlan`; empty where the
  /// text lists none.
  package let planSections: [SectionRule]
  /// The sections of an agreement, each to be filled in before it is signed; empty where the text
  /// lists none.
  package let agreementSections: [SectionRule]
  /// The forms of contract that count as authorising in disguise.
  package let barredForms: ProfileValue<[Labelled]>
}

extension AuthorisationRules {
  /// Reads the section.
  init(_ section: ProfileSection) {
    defaultMode = section.value("defaultMode", .name)
    modes = section.sections("modes", AuthorisationMode.init)
    operatorLegalForms = section.value("operatorLegalForms", .list(.name))
    termYears = section.value("termYears", .int(1...50))
    termIsFixed = section.value("termIsFixed", .bool)
    renewal = section.value("renewal", .name)
    openSelection = section.value("openSelection", .bool)
    callMethods = section.value("callMethods", .labelled)
    callSections = section.value("callSections", .labelled)
    grantors = section.value("grantors", .list(.oneOf(Capacity.grantor)))
    signatory = section.value("signatory", .oneOf(Capacity.implementingBody))
    selection = section.value("selection", .oneOf(SelectionRule.one))
    termException = section.value("termException", .bool)
    termFrom = section.value("termFrom", .oneOf(TermStart.signing))
    sourceUnitMayAuthorise = section.value("sourceUnitMayAuthorise", .bool)
    planSections = section.sections("planSections", SectionRule.init)
    agreementSections = section.sections("agreementSections", SectionRule.init)
    barredForms = section.value("barredForms", .labelled)
  }
}
