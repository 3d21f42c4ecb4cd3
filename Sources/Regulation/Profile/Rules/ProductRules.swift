// SPDX-License-Identifier: Apache-2.0

/// What a product needs before it is released.
package struct ProductRules: Codable, Hashable, Sendable {
  /// The types of product.
  package let types: ProfileValue<[Labelled]>
  /// Who organises the compliance review before release.
  package let reviewer: ProfileValue<ProductReviewer>
  /// Whether the reviewer is another person or of another, unrelated organisation than the maker.
  package let reviewSeparation: ProfileValue<Separation>
  /// The points of the compliance review; all must be in order before a product passes.
  package let reviewItems: ProfileValue<[Labelled]>
  /// What each line of an agreement's product list says of its product.
  package let lineItems: ProfileValue<[Labelled]>
  /// Whether a product states limits of its use, which a subscriber accepts first.
  package let useLimitsRequired: ProfileValue<Bool>
  /// Whether each contract is for an approved scenario of the agreement, and no other use.
  package let scenarioBound: ProfileValue<Bool>
  /// Reviews of other authorities, each answered or marked as not required with a reason.
  package let parallelReviews: ProfileValue<[Labelled]>
  /// Whether the registry's number must be recorded before release.
  package let registrationRequired: ProfileValue<Bool>
  /// The registry.
  package let registry: ProfileValue<LocalText>
  /// The venues the text prefers for deals.
  package let venues: ProfileValue<[Labelled]>
  /// Whether the operator publishes its products and their use.
  package let publicList: ProfileValue<Bool>
  /// The clauses by which a further version goes through review and registration again; empty where
  /// no clause of its own says so.
  package let newVersion: [ClauseID]
  /// What must have ended before the public sees an agreement's product list; nil where the list is
  /// public with the agreement.
  package let listPublication: ListPublication?

  /// The procedure by which a product list is filed and then published.
  package struct ListPublication: Codable, Hashable, Sendable {
    /// The procedure; its cases are about an agreement.
    package let procedure: String
    /// The clauses.
    package let clauses: [ClauseID]
    /// The line of the file on which it stands.
    package let line: Int
  }
}

extension ProductRules {
  /// Reads the section.
  init(_ section: ProfileSection) {
    types = section.value("types", .labelled)
    reviewer = section.value("reviewer", .productReviewer)
    reviewSeparation = section.value("reviewSeparation", .oneOf(Separation.organisation))
    reviewItems = section.value("reviewItems", .labelled)
    lineItems = section.value("lineItems", .labelled)
    useLimitsRequired = section.value("useLimitsRequired", .bool)
    scenarioBound = section.value("scenarioBound", .bool)
    parallelReviews = section.value("parallelReviews", .labelled)
    registrationRequired = section.value("registrationRequired", .bool)
    registry = section.value("registry", .localText)
    venues = section.value("venues", .labelled)
    publicList = section.value("publicList", .bool)
    newVersion =
      section.optional("newVersion") == nil ? [] : section.section("newVersion") { $0.clauses() }
    listPublication =
      section.optional("listPublication") == nil
      ? nil
      : section.section("listPublication") { rule in
        ListPublication(
          procedure: rule.plain("procedure", .name), clauses: rule.clauses(), line: rule.line)
      }
  }
}

extension Profile {
  /// The filing whose receipt the publication of a list waits for; nil where a list is published
  /// without any.
  package var listFiling: FilingRule? {
    products.listPublication.flatMap { rule in
      operation.filings.first { $0.procedure == rule.procedure && $0.step != nil }
    }
  }

  /// A list that is public only after its filing has a procedure in which nothing is published
  /// before a filing with a receipt.
  func checkListPublication(_ problems: ProfileProblems) {
    guard let rule = products.listPublication else { return }
    let found = procedure(rule.procedure)
    let publishing = (found?.steps ?? []).filter { $0.kind == .publish }
    if let filing = listFiling?.step, found?.carriedBy == nil, !publishing.isEmpty,
      publishing.allSatisfy({ $0.needs.contains(filing) })
    {
      return
    }
    problems.report(
      rule.line, "products.listPublication",
      "names `\(rule.procedure)`, in which publishing does not wait for a filing with a receipt")
  }
}
