// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// Which prices may be asked: free classes cost nothing, others need and keep to a ceiling.
enum PriceRules {
  /// The unit of every price.
  static let unit = "call"

  /// Why a price cannot be asked for a class of use; `ceiling` is the one in force, if any.
  static func reasons(
    amount: Money, useClass: String?, ceiling: PriceCeiling?, _ profile: Profile
  ) -> [Reason] {
    guard amount >= .zero else {
      return [Reason("price.negative", zh: "价格不能为负", en: "no price is negative", field: "amount")]
    }
    guard !profile.isFree(useClass: useClass) else {
      guard amount != .zero else { return [] }
      return [
        Reason(
          "price.free", clauses: profile.pricing.freeUseClasses.clauses,
          zh: "该用途类别免费，价格须为 0", en: "this class of use is free; the price must be 0",
          field: "amount")
      ]
    }
    return chargeableReasons(amount, useClass, ceiling, profile)
  }

  private static func chargeableReasons(
    _ amount: Money, _ useClass: String?, _ ceiling: PriceCeiling?, _ profile: Profile
  ) -> [Reason] {
    let rules = profile.pricing
    let classes = rules.chargeableUseClasses
    // A text without classes of use lets every use be charged.
    guard classes.isSilent || classes.value?.contains(where: { $0.id == useClass }) == true else {
      return [
        Reason(
          "price.useClass", clauses: profile.useClassClauses, zh: "该用途类别不得收费",
          en: "no fee may be asked for this class of use", field: "amount")
      ]
    }
    guard !rules.ceilingRequired.isOpen else {
      return [
        Refusals.toBeConfigured("pricing.ceilingRequired", clauses: rules.ceilingRequired.clauses)
      ]
    }
    guard rules.ceilingRequired.isAsked, amount != .zero else { return [] }
    guard let ceiling else {
      return [
        Reason(
          "price.ceiling.missing",
          clauses: Set(rules.regime.clauses + rules.ceilingRequired.clauses).sorted(),
          zh: "尚无有效的收费上限文件，不能收费", en: "no ceiling is in force, so no fee can be asked",
          field: "amount")
      ]
    }
    guard amount <= ceiling.amount else {
      return [
        Reason(
          "price.ceiling.exceeded", clauses: rules.ceilingRequired.clauses,
          zh: "超出收费上限 \(ceiling.amount) 元（\(ceiling.document)）",
          en: "above the ceiling of \(ceiling.amount) yuan (\(ceiling.document))", field: "amount")
      ]
    }
    return []
  }
}
