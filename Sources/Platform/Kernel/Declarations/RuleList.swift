// SPDX-License-Identifier: Apache-2.0
package import Regulation

/// A list of the place's rules from which a field takes names.
package enum RuleList: String, Sendable, Hashable, CaseIterable {
  case bodies, procedures, modes, modeGrounds, callMethods, callSections, agreementSections,
    termException
  case eligibilityItems, eligibilityEvidence, useClasses, lineItems, priceStatement
  case terminationGrounds, handoverItems, openValues, givenValues, filings, ruleDocuments, ruleParts
  case inclusionChecks, inclusionExceptions, exceptionParts, updateInputs, requiredFields,
    unitDuties, origins
  case productTypes, productReviewItems, productReviews
  case supplyFields, supplyPrinciples, supplyGates, supplyAspects, disclosureItems
  case importClasses
  case dutyParts, admissionSteps, admissionItems, egressChecklist, programKinds
  case projectKinds, incidentLevels, listSources, barringLists, violationFields, unitTypes
  case authorityLevels

  /// The names with their words; none where the text lists none.
  package func items(_ profile: Profile) -> [Labelled] {
    let (rules, catalogue) = (profile.authorisation, profile.catalogue)
    switch self {
    case .bodies: return profile.bodies.map { Labelled(id: $0.id, label: $0.label) }
    case .procedures: return profile.procedures.filter { $0.carriedBy == nil }.map(Labelled.init)
    case .modes: return rules.modes.map { Labelled(id: $0.id, label: $0.label) }
    case .modeGrounds: return rules.modes.flatMap(\.criteria).eachOnce
    case .callMethods: return rules.callMethods.value ?? []
    case .callSections: return rules.callSections.value ?? []
    case .agreementSections: return rules.agreementSections.map(Labelled.init)
    case .termException:
      guard rules.termException.value == true else { return [] }
      return [Labelled(id: rawValue, label: LocalText(zh: "超期限的例外", en: "exception"))]
    case .eligibilityItems:
      return profile.eligibility.items.map { Labelled(id: $0.id, label: $0.label) }
    case .eligibilityEvidence: return profile.eligibility.items.flatMap(\.evidence)
    case .useClasses: return profile.useClasses
    case .lineItems: return profile.products.lineItems.value ?? []
    case .priceStatement: return profile.pricing.statementItems.value ?? []
    case .terminationGrounds:
      return profile.termination.grounds.filter { !$0.isAutomatic }
        .map { Labelled(id: $0.id, label: $0.label) }
    case .handoverItems: return profile.termination.handoverItems.value ?? []
    case .openValues:
      return profile.open.map { Labelled(id: $0.key, label: LocalText(zh: $0.key, en: $0.key)) }
    case .givenValues:
      return profile.given.map { Labelled(id: $0.key, label: LocalText(zh: $0.key, en: $0.key)) }
    case .filings: return profile.operation.filings.map { Labelled(id: $0.id, label: $0.label) }
    case .ruleDocuments:
      return profile.operation.ruleDocuments.map { Labelled(id: $0.id, label: $0.label) }
    case .ruleParts: return profile.operation.ruleDocuments.flatMap(\.parts).eachOnce
    case .exceptionParts:
      return (catalogue.inclusionExceptions.value ?? []).flatMap(\.parts).eachOnce
    case .inclusionChecks: return catalogue.inclusionChecks.value ?? []
    case .inclusionExceptions:
      return (catalogue.inclusionExceptions.value ?? []).map {
        Labelled(id: $0.id, label: $0.label)
      }
    case .updateInputs: return catalogue.updateInputs.value ?? []
    case .requiredFields: return catalogue.requiredFields.value ?? []
    case .origins:
      let own = Labelled(id: "own", label: LocalText(zh: "本单位产生", en: "made by the unit"))
      return [own]
        + (catalogue.originConsents.value ?? []).map { Labelled(id: $0.id, label: $0.label) }
    case .productTypes: return profile.products.types.value ?? []
    case .productReviewItems: return profile.products.reviewItems.value ?? []
    case .productReviews: return profile.products.parallelReviews.value ?? []
    case .supplyFields: return profile.supply.fields.value ?? []
    case .supplyPrinciples: return profile.supply.principles.value ?? []
    case .supplyGates:
      return (profile.supply.gates.value ?? []).map { Labelled(id: $0.id, label: $0.label) }
    case .supplyAspects: return (profile.supply.gates.value ?? []).flatMap(\.aspects).eachOnce
    case .egressChecklist: return profile.egress.checklist.map(Labelled.init)
    case .dutyParts: return profile.duties.flatMap(\.parts).eachOnce
    case .admissionSteps:
      return (DomainEntry.procedure(profile)?.steps ?? []).map {
        Labelled(id: $0.id, label: $0.label)
      }
    case .admissionItems:
      return (DomainEntry.procedure(profile)?.steps ?? []).flatMap(\.materials).eachOnce
    case .programKinds: return profile.operation.operatorJobKinds.value ?? []
    case .projectKinds, .incidentLevels, .listSources, .barringLists, .violationFields, .unitTypes,
      .unitDuties, .authorityLevels, .importClasses:
      return asked(profile)
    case .disclosureItems:
      return
        ((profile.supervision.disclosureItems.value ?? [])
        + (profile.supervision.operatorDisclosureItems.value ?? [])).eachOnce
    }
  }

  /// What is asked of organisations and of what they bring: the lists of registration,
  /// qualification and imports.
  private func asked(_ profile: Profile) -> [Labelled] {
    let rules = profile.qualification
    let lists: [RuleList: [Labelled]?] = [
      .projectKinds: rules?.projectKinds.value, .incidentLevels: rules?.incidentLevels.value,
      .listSources: rules?.sources.value, .barringLists: rules?.lists.value,
      .violationFields: rules?.violationFields.value,
      .unitTypes: profile.registration?.unitTypes.value,
      .unitDuties: profile.catalogue.unitDuties.value,
      .importClasses: profile.imports?.classes.value,
      .authorityLevels: profile.authorities?.levels.map {
        Labelled(id: $0.id, label: $0.label)
      },
    ]
    return lists[self].flatMap { $0 } ?? []
  }
}

extension Labelled {
  /// A procedure by its name.
  fileprivate init(_ procedure: Procedure) {
    self.init(id: procedure.id, label: procedure.label)
  }

  /// A section by its name.
  fileprivate init(_ section: SectionRule) { self.init(id: section.id, label: section.label) }
}

extension [Labelled] {
  /// Each name once, the first words for it.
  fileprivate var eachOnce: [Labelled] {
    var seen: Set<String> = []
    return filter { seen.insert($0.id).inserted }
  }
}
