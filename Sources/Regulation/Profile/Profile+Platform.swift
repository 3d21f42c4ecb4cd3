// SPDX-License-Identifier: Apache-2.0

extension Profile {
  /// The mode of authorisation of a name.
  package func mode(_ id: String) -> AuthorisationMode? {
    authorisation.modes.first { $0.id == id }
  }

  /// The document of this name that gates something.
  package func ruleDocument(_ id: String) -> RuleDocument? {
    operation.ruleDocuments.first { $0.id == id }
  }

  /// The filing of a name.
  package func filing(_ id: String) -> FilingRule? {
    operation.filings.first { $0.id == id }
  }

  /// The ground of a name on which an authorisation ends.
  package func terminationGround(_ id: String) -> TerminationGround? {
    termination.grounds.first { $0.id == id }
  }

  /// The ground that the clock invokes.
  package var expiryGround: TerminationGround? {
    termination.grounds.first(where: \.isAutomatic)
  }

  /// The ground that an operator invokes by itself.
  package var operatorGround: TerminationGround? {
    termination.grounds.first { $0.by == .operator }
  }

  /// The local word for the platform through which data are supplied.
  package var supplyPlatform: LocalText {
    (vocabulary["integratedPlatform"] ?? vocabulary["platform"])?.word
      ?? LocalText(zh: "本地授权运营平台", en: "the place's platform")
  }

  /// Every class of use, free and chargeable.
  package var useClasses: [Labelled] {
    (pricing.freeUseClasses.value ?? []) + (pricing.chargeableUseClasses.value ?? [])
  }

  /// The clauses that name the classes of use.
  package var useClassClauses: [ClauseID] {
    pricing.freeUseClasses.clauses + pricing.chargeableUseClasses.clauses
  }

  /// The procedure by which operation is authorised; the first unless one has that name.
  package var authorisationProcedure: Procedure? {
    procedure("authorisation") ?? procedures.first
  }
}
