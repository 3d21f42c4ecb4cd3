// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// Everything that must be there before a product is public; each missing thing is a reason.
package struct PublicationGates: Sendable {
  let product: Product
  let release: Release?
  let agreement: Agreement?
  let ceiling: PriceCeiling?

  /// Reads what stands behind a product.
  static func find(
    _ product: Product, _ read: any RecordReader, _ context: Context
  ) throws -> PublicationGates {
    PublicationGates(
      product: product, release: try read.find(Release.self, product.release),
      agreement: try read.find(Agreement.self, product.agreement),
      ceiling: try PriceCeiling.inForce(
        useClass: product.useClass, unit: PriceRules.unit, on: context.today, read, context))
  }

  /// What is missing.
  func reasons(_ context: Context) -> [Reason] {
    let profile = context.profile
    var reasons: [Reason] = []
    // A further version goes through both again, by a clause of its own where the text has one.
    let anew = product.version > 1 ? profile.products.newVersion : []
    if product.compliance?.conclusion != .passed {
      reasons.append(
        Reason(
          "product.publish.compliance", clauses: profile.products.reviewer.clauses + anew,
          zh: "尚未通过合规审核", en: "the compliance review has not been passed"))
    }
    if profile.products.registrationRequired.isAsked, product.registryNumber == nil {
      let registry = profile.products.registry.value
      reasons.append(
        Reason(
          "product.publish.registration",
          clauses: profile.products.registrationRequired.clauses + anew,
          zh: "尚未填写\(registry?.zh ?? "登记平台")的登记号",
          en: "the number of the \(registry?.en ?? "registry") is not recorded"))
    }
    reasons += listReasons(profile) + priceReasons(profile)
    if release?.isOut(on: context.today) != true {
      reasons.append(
        Reason(
          "product.publish.release", clauses: profile.egress.checkers.clauses,
          zh: "出域内容未放行、已到期或已召回", en: "the release is not out, has run out or was recalled"))
    }
    if agreement?.isInForce(on: context.today) != true {
      reasons.append(MarketReasons.agreement(profile))
    }
    return reasons
  }

  /// The list may have been amended since the product was defined (SC-16.3-a, EZ-02.12-c).
  private func listReasons(_ profile: Profile) -> [Reason] {
    let found = agreement.flatMap {
      ProductRequirements.unlisted(
        code: product.code, useClass: product.useClass, $0, profile)
    }
    return [found].compactMap { $0 }.map {
      Reason($0.code, clauses: $0.clauses, zh: $0.message.zh, en: $0.message.en)
    }
  }

  private func priceReasons(_ profile: Profile) -> [Reason] {
    guard let price = product.price else {
      return [
        Reason(
          "product.publish.price", clauses: profile.pricing.setter.clauses, zh: "尚未设定价格",
          en: "no price is set")
      ]
    }
    return PriceRules.reasons(
      amount: price.amount, useClass: product.useClass, ceiling: ceiling, profile
    ).map { Reason($0.code, clauses: $0.clauses, zh: $0.message.zh, en: $0.message.en) }
  }
}
