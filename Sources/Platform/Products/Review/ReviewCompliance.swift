// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Records the compliance review that the competent body organised before release (EZ-02.11-e).
package struct ReviewCompliance: Action {
  let product: RecordID
  let legality: Bool
  let security: Bool
  let personalInformation: Bool
  let purpose: Bool
  let otherReviews: KeyedTexts?
  let conclusion: ComplianceConclusion
  let record: DigestText

  /// The declaration.
  package static let spec = Spec<Self>(
    "product.reviewCompliance", zh: "合规审核", en: "Review compliance",
    capacities: [.implementingBody, .dataAuthority],
    clauses: ["EZ-02.11-e", "EZ-02.13-c", "EZ-03.1-c", "EZ-03.1-f"], on: Product.table.name,
    fields: Field("product", zh: "产品", en: "Product", refersTo: "product"),
    Field("legality", zh: "合法", en: "Lawful"), Field("security", zh: "安全", en: "Secure"),
    Field("personalInformation", zh: "个人信息已保护", en: "Personal information protected"),
    Field("purpose", zh: "符合授权用途", en: "Within the authorised purpose"),
    Field("otherReviews", zh: "其他部门审查（结果或不需要的理由）", en: "Answers of other authorities"),
    Field("conclusion", zh: "结论", en: "Conclusion"),
    Field("record", zh: "审核记录摘要", en: "Digest of the review's record"), make: Self.init)

  /// What the decision needs.
  package struct Facts: Sendable {
    let product: Product?
    let reviewer: Organisation?
    let owner: Organisation?
  }

  /// The product and both organisations.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    let found = try read.find(Product.self, product)
    return Facts(
      product: found, reviewer: try read.find(Organisation.self, context.actor.organisation),
      owner: try found.flatMap { try read.find(Organisation.self, $0.operator) })
  }

  /// By the body that the profile names, never by who makes the product.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    guard let product = facts.product, product.place == context.place,
      let reviewer = facts.reviewer, let owner = facts.owner
    else { return .refused(MarketReasons.unknownProduct()) }
    let rules = context.profile.products
    guard let body = rules.reviewer.value else {
      return .refused(
        Refusals.toBeConfigured("products.reviewer", clauses: rules.reviewer.clauses))
    }
    guard !reviewer.isRelated(to: owner) else {
      return .refused(
        MarketReasons.related("product.review.related", clauses: rules.reviewer.clauses))
    }
    guard reviewer.capacities.contains(body) else {
      return .refused(
        Reason(
          "product.review.body", clauses: rules.reviewer.clauses,
          zh: "合规审核由\(context.profile.word(for: body).zh)组织",
          en: "the review is organised by the \(context.profile.word(for: body).en)"))
    }
    guard product.state == .reviewing else { return .refused(product.stateReason(context)) }
    let review = ComplianceReview(
      legality: legality, security: security, personalInformation: personalInformation,
      purpose: purpose, others: otherReviews?.values ?? [:], conclusion: conclusion,
      digest: record, organisation: reviewer.id, by: context.actor.account, on: context.today)
    let reasons = conclusion == .passed ? passReasons(review, context.profile) : []
    if let refusal = context.refusal(reasons) { return refusal }
    return .allowed(Event(ComplianceReviewed(subject: product.id, review: review)), id: product.id)
  }

  private func passReasons(_ review: ComplianceReview, _ profile: Profile) -> [Reason] {
    let rules = profile.products
    var reasons: [Reason] = []
    if !review.isClean {
      reasons.append(
        Reason(
          "product.review.items", clauses: rules.reviewer.clauses, zh: "有未通过的审核项，结论不能为通过",
          en: "an item is not in order, so it cannot pass", field: "conclusion"))
    }
    let missing = (rules.parallelReviews.value ?? []).filter { otherReviews?[$0.id] == nil }
    if let reason = Refusals.missing(
      "product.review.others", missing, clauses: rules.parallelReviews.clauses,
      zh: "请填写其他部门审查的结果或不需要的理由", en: "give the answer, or why none is needed, of",
      field: "otherReviews")
    {
      reasons.append(reason)
    }
    return reasons
  }
}

/// A product's compliance was reviewed.
package struct ComplianceReviewed: DomainEvent {
  /// The stable type.
  package static let type = "product.reviewed"
  /// The product.
  package let subject: RecordID
  let review: ComplianceReview

  /// Keeps the review and moves on.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var product = try read.find(Product.self, subject) else { return [] }
    product.compliance = review
    switch review.conclusion {
    case .passed: product.state = .compliant
    case .returned: product.state = .defined
    case .rejected: product.state = .rejected
    }
    return [.put(product)]
  }
}
