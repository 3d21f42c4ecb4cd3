// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

/// Decides whether the rights behind a call hold on a day; pure.
package enum RightsCheck {
  /// Whether calls may be answered at all: key, subscription, contract, product, release and
  /// agreement hold and belong together. A subject product needs `call` for each call besides.
  package static func standing(
    _ rights: Rights, on day: Day, profile: Profile, controls: Controls = .all
  ) -> RightsAnswer {
    RightsAnswer(
      controls.standing(
        callerReasons(rights, profile) + productReasons(rights, on: day, profile)))
  }

  /// Whether one call may be answered: as `standing`, and for a subject product the authorisation
  /// of the person or enterprise; `consent` is the one found by its digest, if any.
  package static func call(
    _ rights: Rights, consent: Consent?, on day: Day, profile: Profile,
    controls: Controls = .all
  ) -> RightsAnswer {
    var reasons = standing(rights, on: day, profile: profile, controls: controls).reasons
    if rights.product?.kind == .subject, !covers(consent, rights, on: day) {
      reasons.append(
        Reason(
          "rights.consent", clauses: rights.consentClauses(profile),
          zh: "没有该主体的有效授权", en: "there is no valid authorisation of this subject"))
    }
    return RightsAnswer(controls.standing(reasons))
  }

  private static func covers(_ consent: Consent?, _ rights: Rights, on day: Day) -> Bool {
    guard let consent, let product = rights.product, let subscription = rights.subscription else {
      return false
    }
    return consent.isValid(on: day) && consent.product == product.id
      && consent.grantedTo == subscription.developer && consent.place == product.place
  }

  private static func callerReasons(_ rights: Rights, _ profile: Profile) -> [Reason] {
    guard let key = rights.key, key.state == .active, let subscription = rights.subscription,
      key.subscription == subscription.id, key.developer == subscription.developer
    else {
      return [Reason("rights.key", zh: "密钥无效或已作废", en: "the key is not valid")]
    }
    var reasons: [Reason] = []
    let filing = profile.filing("scenarioContract")?.clauses ?? []
    let contract = profile.vocabulary["scenarioContract"]?.clauses ?? []
    let clauses = filing + contract.filter { !filing.contains($0) }
    if subscription.state != .active {
      reasons.append(
        Reason(
          "rights.subscription", clauses: clauses, zh: "订阅已结束",
          en: "the subscription has ended"))
    }
    let isUsable = rights.contract.map { contract in
      contract.isUsable(profile) && contract.id == subscription.contract
        && contract.developer == subscription.developer
        && contract.product == subscription.product
    }
    if isUsable != true {
      reasons.append(
        Reason(
          "rights.contract", clauses: clauses, zh: "场景合作协议未按规定备案或已结束",
          en: "the scenario contract is not filed as required or has ended"))
    }
    if let reason = scenarioReason(rights, profile) { reasons.append(reason) }
    return reasons
  }

  /// Why the use is none that was agreed: the contract's scenario has ended.
  private static func scenarioReason(_ rights: Rights, _ profile: Profile) -> Reason? {
    let rule = profile.products.scenarioBound
    guard rule.isAsked || rights.contract?.scenario != nil else { return nil }
    let isAgreed = rights.scenario.map {
      $0.state == .approved && $0.id == rights.contract?.scenario
        && $0.agreement == rights.agreement?.id
    }
    guard isAgreed != true else { return nil }
    return Reason(
      "rights.scenario", clauses: rule.clauses, zh: "使用场景未经协议约定或已结束",
      en: "the scenario of use is not agreed or has ended")
  }

  private static func productReasons(
    _ rights: Rights, on day: Day, _ profile: Profile
  ) -> [Reason] {
    guard let product = rights.product, product.id == rights.subscription?.product,
      product.place == rights.subscription?.place,
      PlaceKey.isWithin(product.place, profile.place)
    else { return [MarketReasons.unknownProduct()] }
    var reasons: [Reason] = []
    if product.state != .published {
      reasons.append(
        Reason(
          "rights.product", clauses: profile.products.reviewer.clauses, zh: "产品未发布或已停止",
          en: "the product is not published or was stopped"))
    }
    let isOut = rights.release.map { release in
      release.id == product.release && release.isOut(on: day)
        && release.contentDigest == product.contentDigest
    }
    if isOut != true {
      reasons.append(
        Reason(
          "rights.release", clauses: profile.egress.checkers.clauses, zh: "出域内容未放行、已到期或已召回",
          en: "the release is not out, has run out or was recalled"))
    }
    if rights.agreement?.id != product.agreement || rights.agreement?.isInForce(on: day) != true {
      reasons.append(MarketReasons.agreement(profile))
    }
    return reasons
  }
}
