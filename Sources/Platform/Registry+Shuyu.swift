// SPDX-License-Identifier: Apache-2.0

extension Registry {
  /// Every noun of the platform.
  package static let shuyu = Registry([
    Organisations.self, Accounts.self, Catalogue.self, Procedures.self, Authorisations.self,
    Decisions.self, Agreements.self, Pricing.self, RuleDocuments.self, Filings.self,
    PublicRecords.self, Supply.self, Workspaces.self, Egress.self, Products.self,
    Subscriptions.self, Consents.self, Metering.self, Clocks.self, Documents.self,
    RuleSets.self, Duties.self, Personnel.self, Inspections.self, Authorities.self, Adoptions.self,
  ])
}
