// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// What differs between the places on the way from an agreement in force to its end.
struct PlaceScript: Sendable, CustomTestStringConvertible {
  let place: String
  /// The field of the scenario, where the place lists fields.
  var field: String?
  let type: String
  /// The class of use, where the place has classes.
  var useClass: String?
  /// Who votes at which gate, in order.
  let votes: [(gate: String, by: PlaceLife.Role)]
  let reviewer: PlaceLife.Role
  let setter: PlaceLife.Role
  let needsCeiling: Bool
  let needsFiling: Bool
  let ground: String
  let evidence: [String]

  var testDescription: String { place }

  static let handan = PlaceScript(
    place: "handan", field: "industrialManufacturing", type: "dataService",
    useClass: "industrialDevelopment", votes: [("demand", .authority), ("demand", .bureau)],
    reviewer: .colleague, setter: .pricing, needsCeiling: true, needsFiling: false,
    ground: "evaluation", evidence: ["evaluationRecord", "agreementGround"])

  static let sichuan = PlaceScript(
    place: "sichuan", type: "dataProduct", useClass: "industrySector", votes: [],
    reviewer: .evaluator, setter: .owner, needsCeiling: true, needsFiling: false,
    ground: "agreementCondition", evidence: ["agreementClause"])

  static let quzhou = PlaceScript(
    place: "quzhou", type: "interface", votes: [("demand", .unit), ("demand", .bureau)],
    reviewer: .bureau, setter: .owner, needsCeiling: false, needsFiling: false,
    ground: "agreementBreach",
    evidence: ["breachRecord", "agreementClause", "coordinationDecision"])

  static let shuozhou = PlaceScript(
    place: "shuozhou", field: "livelihood", type: "interface", useClass: "standard",
    votes: [
      ("firstReview", .colleague), ("appraisal", .authority), ("appraisal", .bureau),
      ("demand", .colleague),
    ], reviewer: .colleague, setter: .owner, needsCeiling: false, needsFiling: true,
    ground: "outOfScope", evidence: ["finding"])

  static let all = [handan, sichuan, quzhou, shuozhou]
}
