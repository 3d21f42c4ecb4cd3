// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// What a product must be, by its release, its agreement's list and the profile.
enum ProductRequirements {
  /// Why no product can be made of a release.
  static func reasons(
    release: Release, agreement: Agreement, _ context: Context
  ) -> [Reason] {
    var reasons: [Reason] = []
    if release.state != .approved && release.state != .released {
      reasons.append(
        Reason(
          "product.release.state",
          clauses: context.profile.operation.processingPlace
            + context.profile.egress.checkers.clauses,
          zh: "出域申请未获批准（当前状态：\(release.state.rawValue)）",
          en: "the release is not approved (it is \(release.state.rawValue))"))
    }
    if release.turn == .refresh {
      reasons.append(
        Reason(
          "product.release.refresh", clauses: context.profile.egress.checkers.clauses,
          zh: "这是一次更新，产品须以其所更新的长期有效出域定义",
          en: "it is a refresh: define the product of the standing release that it refreshes"))
    }
    if !agreement.isInForce(on: context.today) {
      reasons.append(MarketReasons.agreement(context.profile))
    }
    return reasons
  }

  /// Why a product does not fit the agreement's list and the profile's words.
  static func listReasons(
    code: String, useClass: String?, type: String, agreement: Agreement, _ context: Context
  ) -> [Reason] {
    let profile = context.profile
    var reasons = [unlisted(code: code, useClass: useClass, agreement, profile)].compactMap { $0 }
    if let types = profile.products.types.value, !types.contains(where: { $0.id == type }) {
      reasons.append(
        Reason(
          "product.type", clauses: profile.products.types.clauses,
          zh: "产品类型应为：\(types.map(\.label.zh).joined(separator: "、"))",
          en: "the type must be one of \(types.map(\.id).joined(separator: ", "))", field: "type"))
    }
    return reasons
  }

  /// Why a code is not on the agreement's list, or of another class there; an amendment may have
  /// struck or classed it anew after the product was defined.
  static func unlisted(
    code: String, useClass: String?, _ agreement: Agreement, _ profile: Profile
  ) -> Reason? {
    guard let agreed = agreement.product(code) else {
      return Reason(
        "product.notListed", clauses: SupplyClauses.of(SupplyClauses.list, profile),
        zh: "产品不在协议的产品和服务清单内",
        en: "it is not on the agreement's list of products", field: "code")
    }
    guard agreed.useClass != useClass else { return nil }
    return Reason(
      "product.useClass", clauses: profile.useClassClauses, zh: "用途类别与协议清单不一致",
      en: "the class of use is not the one on the agreement's list", field: "useClass")
  }

  /// The reason that nobody is named who answers for it; nil where the place needs none.
  static func responsiblePersonMissing(_ profile: Profile) -> Reason? {
    guard profile.security.responsiblePersonRequired.value == true else { return nil }
    return Reason(
      "product.responsiblePerson", clauses: profile.security.responsiblePersonRequired.clauses,
      zh: "须指明安全责任人", en: "name the person who answers for its security",
      field: "responsiblePerson")
  }

  /// The reason that no limits of use are stated; nil where the place asks for none (SZ-11.3.2-b).
  static func limitsMissing(_ profile: Profile) -> Reason? {
    let rule = profile.products.useLimitsRequired
    guard rule.isAsked else { return nil }
    return Reason(
      "product.useLimits", clauses: rule.clauses, zh: "须写明使用限制条件",
      en: "state the limits of its use", field: "useLimits")
  }

  /// The platform's own number of a product.
  static func internalNumber(_ id: RecordID, _ profile: Profile) -> String {
    "\(profile.clausePrefix)-P-\(id.rawValue.suffix(12))"
  }
}
