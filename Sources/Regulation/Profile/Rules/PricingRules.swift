// SPDX-License-Identifier: Apache-2.0

/// Which prices may be asked.
package struct PricingRules: Codable, Hashable, Sendable {
  /// The regime, such as `governmentGuided`.
  package let regime: ProfileValue<String>
  /// Who sets the price.
  package let setter: ProfileValue<Capacity>
  /// Whether a price needs a recorded ceiling it does not exceed.
  package let ceilingRequired: ProfileValue<Bool>
  /// Who may issue a recorded standard, and who needs a delegation for it.
  package let ceilingIssuers: ProfileValue<[CeilingIssuer]>
  /// What is said with each price.
  package let statementItems: ProfileValue<[Labelled]>
  /// The classes of use that are free.
  package let freeUseClasses: ProfileValue<[Labelled]>
  /// The classes of use that may be charged.
  package let chargeableUseClasses: ProfileValue<[Labelled]>
  /// The fees that may be charged.
  package let chargeableFees: ProfileValue<[Labelled]>
  /// Whether settlement needs a scheme that names every party of the chain.
  package let revenueSchemeRequired: ProfileValue<Bool>
  /// The inputs on which shares are argued.
  package let revenueBasis: ProfileValue<[Labelled]>
}

extension PricingRules {
  /// Reads the section.
  init(_ section: ProfileSection) {
    regime = section.value("regime", .name)
    setter = section.value("setter", .oneOf(Capacity.implementingBody))
    ceilingRequired = section.value("ceilingRequired", .bool)
    ceilingIssuers = section.value("ceilingIssuers", .issuers)
    statementItems = section.value("statementItems", .labelled)
    freeUseClasses = section.value("freeUseClasses", .labelled)
    chargeableUseClasses = section.value("chargeableUseClasses", .labelled)
    chargeableFees = section.value("chargeableFees", .labelled)
    revenueSchemeRequired = section.value("revenueSchemeRequired", .bool)
    revenueBasis = section.value("revenueBasis", .labelled)
  }
}
