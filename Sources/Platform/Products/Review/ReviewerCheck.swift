// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// Whether an organisation may review a product: it is the one that the rules name, and stands as
/// far from the maker as they ask.
struct ReviewerCheck {
  let product: Product
  let release: Release?
  /// Who wrote and who ran what the release came from.
  let builders: [RecordID]
  /// The verified people behind them and behind who reviews.
  let people: ReviewPeople
  let reviewer: Organisation
  let owner: Organisation
  let context: Context

  private var rules: ProductRules { context.profile.products }

  /// Why it may not; nil when it may.
  var reason: Reason? {
    guard let body = rules.reviewer.value else {
      return Refusals.toBeConfigured("products.reviewer", clauses: rules.reviewer.clauses)
    }
    guard !rules.reviewSeparation.isOpen else {
      return Refusals.toBeConfigured(
        "products.reviewSeparation", clauses: rules.reviewSeparation.clauses)
    }
    if body == .capacity(.operator), reviewer.id != owner.id {
      return MarketReasons.unknownProduct()
    }
    return separation ?? task(body)
  }

  /// Why who reviews stands too near to who made it.
  private var separation: Reason? {
    let clauses = Set(rules.reviewer.clauses + rules.reviewSeparation.clauses).sorted()
    switch rules.reviewSeparation.value ?? Separation.none {
    case .none: return nil
    case .organisation:
      guard reviewer.isRelated(to: owner) else { return nil }
      return MarketReasons.related("product.review.related", clauses: clauses)
    case .person:
      let makers = [product.definedBy, product.submittedBy, release?.requestedBy]
      let account = context.actor.account
      // One person with two accounts is one person.
      let isSamePerson = people.voter.map(people.voters.contains) ?? false
      guard makers.contains(account) || builders.contains(account) || isSamePerson else {
        return nil
      }
      return Reason(
        "product.review.self", clauses: clauses, zh: "开发、定义、提交该产品的人员不能审核该产品，须由他人审核",
        en: "who built, defined or submitted the product does not review it: another person must")
    }
  }

  /// Why the review is not this organisation's task.
  private func task(_ body: ProductReviewer) -> Reason? {
    let word: LocalText
    switch body {
    case .capacity(let capacity):
      guard !reviewer.capacities.contains(capacity) || !context.actor.holds(capacity) else {
        return nil
      }
      word = context.profile.word(for: capacity)
    case .agreement:
      guard product.reviewer != reviewer.id else { return nil }
      word = LocalText(zh: "协议为该产品指明的单位", en: "organisation that the agreement names")
    }
    return Reason(
      "product.review.body", clauses: rules.reviewer.clauses, zh: "合规审核由\(word.zh)组织",
      en: "the review is organised by the \(word.en)")
  }
}
