// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Records the compliance review that the competent body organised before release (EZ-02.11-e,
/// HD-13-a, SC-16.3-a, QZ-21-a, SZ-06.3.4-a).
package struct ReviewCompliance: Action {
  let product: RecordID
  let findings: KeyedTexts
  let failing: [String]
  let otherReviews: KeyedTexts?
  let conclusion: ComplianceConclusion
  let record: DigestText

  /// The declaration.
  package static let spec = Spec<Self>(
    "product.reviewCompliance", zh: "合规审核", en: "Review compliance",
    capacities: [
      .implementingBody, .dataAuthority, .operator, .industryAuthority, .securityAuthority,
      .evaluator,
    ],
    clauses: ["EZ-02.11-e", "EZ-02.13-c", "EZ-03.1-c", "EZ-03.1-f"], on: Product.table.name,
    inStates: .duty(Product.State.reviewing),
    fields: Field("product", zh: "产品", en: "Product", refersTo: "product"),
    Field(
      "findings", zh: "各审核项的认定", en: "Finding on each item", offers: .rules(.productReviewItems)),
    Field(
      "failing", zh: "不符合的审核项", en: "Items not in order", bounds: 0...64,
      offers: .rules(.productReviewItems)),
    Field(
      "otherReviews", zh: "其他部门审查（结果或不需要的理由）", en: "Answers of other authorities",
      offers: .rules(.productReviews)),
    Field("conclusion", zh: "结论", en: "Conclusion"),
    Field("record", zh: "审核记录", en: "Review's record"), make: Self.init)

  /// What the decision needs.
  package struct Facts: Sendable {
    let product: Product?
    let release: Release?
    /// Who wrote and who ran what the release came from.
    let builders: [RecordID]
    /// The verified people behind who reviews and those who built, defined and handed in.
    let people: ReviewPeople
    let reviewer: Organisation?
    let owner: Organisation?
  }

  /// The product with its release, and both organisations.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    let found = try read.find(Product.self, product)
    let release = try found.flatMap { try read.find(Release.self, $0.release) }
    let builders = try release?.builders(read) ?? []
    let makers = [found?.definedBy, found?.submittedBy, release?.requestedBy].compactMap { $0 }
    return Facts(
      product: found, release: release, builders: builders,
      people: try ReviewPeople.read(
        voter: context.actor.account, requester: nil, voters: makers + builders, read),
      reviewer: try read.find(Organisation.self, context.actor.organisation),
      owner: try found.flatMap { try read.find(Organisation.self, $0.operator) })
  }

  /// By the body that the profile or the agreement names, never by who makes the product.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    guard let product = facts.product, product.place == context.place,
      let reviewer = facts.reviewer, let owner = facts.owner
    else { return .refused(MarketReasons.unknownProduct()) }
    let check = ReviewerCheck(
      product: product, release: facts.release, builders: facts.builders, people: facts.people,
      reviewer: reviewer, owner: owner, context: context)
    if let refusal = context.refusal(check.reason) { return refusal }
    guard product.state == .reviewing else { return .refused(product.stateReason(context)) }
    let review = ComplianceReview(
      findings: findings.values, failing: failing, others: otherReviews?.values ?? [:],
      conclusion: conclusion, digest: record, organisation: reviewer.id,
      by: context.actor.account, on: context.today)
    var reasons = itemReasons(context.profile.products.reviewItems)
    if conclusion == .passed { reasons += passReasons(review, context.profile) }
    if let refusal = context.refusal(reasons) { return refusal }
    let rules = context.profile.products
    return .allowed(
      Event(
        ComplianceReviewed(subject: product.id, review: review),
        clauses: rules.reviewer.clauses + rules.reviewItems.clauses), id: product.id)
  }

  /// Why the findings are not those on the place's items.
  private func itemReasons(_ items: ProfileValue<[Labelled]>) -> [Reason] {
    let asked = items.value ?? []
    let names = Set(asked.map(\.id))
    var reasons: [Reason] = []
    if !names.isSuperset(of: findings.values.keys) || !names.isSuperset(of: failing) {
      let list = asked.map(\.id).joined(separator: ", ")
      reasons.append(
        Reason(
          "product.review.unknown", clauses: items.clauses, zh: "审核项应为：\(list)",
          en: "the items are: \(list)", field: "findings"))
    }
    if let reason = Refusals.missing(
      "product.review.missing", asked.filter { findings[$0.id] == nil }, clauses: items.clauses,
      zh: "请逐项写明认定", en: "say what was found on", field: "findings")
    {
      reasons.append(reason)
    }
    return reasons
  }

  private func passReasons(_ review: ComplianceReview, _ profile: Profile) -> [Reason] {
    let rules = profile.products
    var reasons: [Reason] = []
    if !review.isClean {
      reasons.append(
        Reason(
          "product.review.items", clauses: rules.reviewItems.clauses,
          zh: "有不符合的审核项，结论不能为通过：\(failing.joined(separator: "、"))",
          en: "not in order, so it cannot pass: \(failing.joined(separator: ", "))",
          field: "conclusion"))
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

extension Release {
  /// The accounts that registered the program and submitted the job behind the output.
  fileprivate func builders(_ read: any RecordReader) throws -> [RecordID] {
    guard let output = try output.flatMap({ try read.find(JobOutput.self, $0) }),
      let job = try read.find(Job.self, output.job)
    else { return [] }
    let program = try read.find(Program.self, job.program)
    return [job.submittedBy] + (program.map { [$0.registeredBy] } ?? [])
  }
}
