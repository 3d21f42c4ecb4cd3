// SPDX-License-Identifier: Apache-2.0
import Regulation

/// Reasons that egress, products and subscriptions share.
enum MarketReasons {
  /// The agreement behind it is not in force.
  static func agreement(_ profile: Profile) -> Reason {
    Reason(
      "agreement.notInForce", clauses: profile.termination.closePermissionsMinutes.clauses,
      zh: "授权运营协议未生效、已中止或已终止", en: "the agreement is not in force")
  }

  /// The scenario behind it is not approved.
  static func scenario(_ profile: Profile) -> Reason {
    Reason(
      "scenario.notApproved", clauses: profile.supply.gates.clauses,
      zh: "场景未获批准或已结束", en: "the scenario is not approved or has ended")
  }

  /// There is no such product for the actor.
  static func unknownProduct(_ field: String = "product") -> Reason {
    Refusals.unknown("product", zh: "产品", en: "product", field: field)
  }

  /// The operator, or one related to it, would judge or buy what it made.
  static func related(_ code: String, clauses: [ClauseID], field: String? = nil) -> Reason {
    Reason(
      code, clauses: clauses, zh: "运营机构及其关联单位不得办理此事",
      en: "neither the operator nor an organisation related to it may do this", field: field)
  }
}
