// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

/// The records on which a developer's right to call a product rests; nil where one is missing.
package struct Rights: Sendable {
  /// The key that the caller showed.
  package let key: APIKey?
  /// The key's subscription.
  package let subscription: Subscription?
  /// The subscription's contract.
  package let contract: ScenarioContract?
  /// The subscription's product.
  package let product: Product?
  /// The scenario for which the contract lets the product be used; nil where it names none.
  package let scenario: Scenario?
  /// The product's release.
  package let release: Release?
  /// The product's agreement.
  package let agreement: Agreement?
  /// The clauses of the catalogue rows from which an answer about a subject comes (EZ-A2.04-a).
  package let rowClauses: [ClauseID]

  /// Gathers the records.
  package init(
    key: APIKey?, subscription: Subscription?, contract: ScenarioContract?, product: Product?,
    release: Release?, agreement: Agreement?, scenario: Scenario? = nil,
    rowClauses: [ClauseID] = []
  ) {
    self.key = key
    self.subscription = subscription
    self.contract = contract
    self.product = product
    self.release = release
    self.agreement = agreement
    self.scenario = scenario
    self.rowClauses = rowClauses
  }

  /// Reads the records behind a key.
  package static func find(key id: RecordID, _ read: any RecordReader) throws -> Rights {
    let key = try read.find(APIKey.self, id)
    let subscription = try key.flatMap { try read.find(Subscription.self, $0.subscription) }
    let product = try subscription.flatMap { try read.find(Product.self, $0.product) }
    let contract = try subscription.flatMap { try read.find(ScenarioContract.self, $0.contract) }
    let release = try product.flatMap { try read.find(Release.self, $0.release) }
    return Rights(
      key: key, subscription: subscription, contract: contract, product: product,
      release: release,
      agreement: try product.flatMap { try read.find(Agreement.self, $0.agreement) },
      scenario: try contract?.scenario.flatMap { try read.find(Scenario.self, $0) },
      rowClauses: try release.map { try rowClauses(behind: $0, read) } ?? [])
  }

  /// The clauses of the entries that the release's scenario demands of its resources.
  private static func rowClauses(
    behind release: Release, _ read: any RecordReader
  ) throws -> [ClauseID] {
    guard release.kind == .subject, let scenario = try read.find(Scenario.self, release.scenario)
    else { return [] }
    var clauses: [ClauseID] = []
    for line in scenario.demand {
      guard let entry = try read.find(AuthorisedEntry.self, line.entry),
        let resource = entry.resource, release.resources.contains(resource)
      else { continue }
      clauses += entry.clauses.filter { !clauses.contains($0) }
    }
    return clauses
  }

  /// The clauses on which the authorisation of a subject rests: the preconditions of the
  /// catalogue, then its rows.
  package func consentClauses(_ profile: Profile) -> [ClauseID] {
    let own = profile.catalogue.inclusionChecks.clauses
    return own + rowClauses.filter { !own.contains($0) }
  }
}

/// Whether a call may be answered.
package enum RightsAnswer: Sendable, Hashable {
  case allowed
  /// At least one reason.
  case refused([Reason])

  init(_ reasons: [Reason]) {
    self = reasons.isEmpty ? .allowed : .refused(reasons)
  }

  /// The reasons; empty when allowed.
  package var reasons: [Reason] {
    switch self {
    case .allowed: []
    case .refused(let reasons): reasons
    }
  }
}
