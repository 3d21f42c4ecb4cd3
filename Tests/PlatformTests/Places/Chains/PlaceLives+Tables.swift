// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

extension PlaceLives {
  /// Handan: solicitation, plan, review, two decisions, the trading centre, agreement.
  static let handan: [PlaceStep] =
    [
      call("scenario", "openTender", []), publish,
      apply("loser", ["truthStatement"]), apply("industry", ["truthStatement"]), close,
      .record("bureau", ["matchedOn", "applicants", "sourceUnits", "resources"]),
      .record(
        "bureau",
        [
          "scenarioPlan", "principles", "livelihood", "sectorPotential", "strategicSignificance",
          "pilotField",
        ]),
      .record("industry", ["coAuthorship"]), .record("finance", ["opinions"]),
      .record("expert", ["opinions"]), .record("bureau", ["reviewers", "conclusion"]),
      .record("bureau", ["proposedList"]), .decision("colleague", ["minutes"], "2026-03-24"),
      .decision("government", ["approval"], "2026-03-25"),
      .record("bureau", ["projectNumber", "method"], on: "2026-03-26"),
      PlaceStep(
        "bureau", "selection.record",
        [
          "case": "$case", "organisation": "$org.winner", "body": "市公共资源交易中心",
          "documentNumber": "HDJY-1", "method": "openTender",
          "materials": [EzhouChain.file("competitionResult")], "occurredOn": "2026-03-27",
        ], on: "2026-03-27"),
      agreement(
        product: ["useClass": "industrialDevelopment"], starts: "2026-04-01",
        more: ["endsOn": "2029-04-01"]),
      sign("bureau", on: "2026-03-30"), sign("winner", on: "2026-03-30"),
      activate(on: "2026-04-01"),
    ] + end("evaluation", ["evaluationRecord", "agreementGround"])

  static let sichuanPlan = [
    "name", "necessity", "lifecycleManagement", "socialDemand", "marketSize", "expectedEffect",
    "riskControl", "fundsCondition", "managementCondition", "technologyCondition",
    "serviceCondition", "securityCondition", "mode", "resourceScope", "resourceCatalogue",
    "updateFrequency", "dataQuality", "term", "construction", "technicalSupport", "schedule",
    "evaluationStandard", "exitMechanism", "assetManagement", "publicProducts",
    "industryProducts", "accounting", "revenueDistribution", "securityMeasures",
    "personalInformation", "emergency", "rightsInstitution", "rightsOperator", "rightsOthers",
    "supervisionEvaluation", "other",
    "economicBenefit", "socialBenefit", "implementability", "principleLawful", "principleFair",
    "principleBenefit", "principleReturn", "principleSecure",
  ]

  static let sichuanSections = [
    "resourceScope", "resourceCatalogue", "term", "technicalStandards", "securityReview",
    "businessConformity", "supportPlatform", "hardwareSoftware", "productOwnership",
    "disclosureItems", "disclosureCycle", "accounting", "revenueDistribution", "dataSecurity",
    "personalInformation", "riskMonitoring", "emergency", "performanceEvaluation", "renewalExit",
    "breach", "disputes", "changeTermination", "other",
  ]

  static let sichuanProduct: [String: JSON] = [
    "useClass": "industrySector", "reviewer": "$org.expert",
    "requirements": [
      "technicalStandard": "见附件", "securityReview": "见附件", "businessConformity": "见附件",
    ],
  ]

  static func texts(_ names: [String]) -> JSON {
    .object(
      Dictionary(
        uniqueKeysWithValues: names.map { ($0, .string($0 == "mode" ? "整体授权" : "见正文")) }))
  }

  static let sichuanItems = ["capabilities", "standing", "dataSecurity"]
  static let sichuanEvidence = [
    "managementCapability", "technicalService", "businessReport", "creditReport",
    "securityConformity",
  ]

  /// Sichuan: the plan before the government, then competition, own decision, agreement.
  static func sichuan(_ procedure: String) -> [PlaceStep] {
    [
      PlaceStep(
        "bureau", "case.open", ["procedure": .string(procedure), "title": "整体授权"], save: "case"),
      .record("bureau", ["plan"], more: ["sections": texts(sichuanPlan)]),
      .record("authority", ["guidanceNote"]), .record("authority", ["submission"]),
      .decision("government", ["minutes"], "2026-03-03"),
      call("whole", "openTender", [], more: ["case": "$case"]), publish,
      apply("winner", sichuanEvidence, more: ["reportsOn": "2026-02-01"]),
      apply("loser", sichuanEvidence, more: ["reportsOn": "2026-02-01"]), close,
      check("winner", sichuanItems), check("loser", sichuanItems), score("winner", 90),
      score("loser", 60),
      PlaceStep(
        "bureau", "review.conclude",
        ["call": "$call", "selected": "$application.winner", "explanation": "得分较低"]),
      .decision("colleague", ["minutes"], "2026-03-23"),
      agreement(
        sections: sichuanSections, product: sichuanProduct, starts: "2026-04-01"),
      sign("bureau", on: "2026-03-24"), sign("winner", on: "2026-03-25"),
      activate(on: "2026-04-01"),
    ]
  }

  static let sichuanEnd = end("agreementCondition", ["agreementClause"])

  static let quzhouItems = [
    "scenarioApplication", "applicationForm", "annualReports", "securityCommitment",
    "riskSelfAssessment", "standing", "capabilities", "dataManagement", "dataSecurity",
    "incidentFree",
    "securityOrganisation", "internalSystems", "standardPractice", "materials",
  ]
  static let quzhouEvidence = [
    "scenarioList", "demandList", "applicationForm", "auditReport", "financialReport",
    "securityCommitment", "riskSelfAssessmentReport", "businessReport", "creditReport",
    "professionalQualification", "knowledgeTalent", "productionService", "dataManagement",
    "dataSecurity", "incidentDeclaration", "securityOfficer", "securityDepartment",
    "managementSystem", "securitySystem", "protectionLevelProof", "cryptographyAssessment",
  ]
  static let quzhouSections = [
    "rightsDuties", "scope", "term", "reasonableReturn", "dataSecurity", "assetDisposal", "exit",
    "breach",
  ]
  static let declared: [String: JSON] = ["reportsOn": "2026-02-01", "declaresNoIncident": true]

  /// Quzhou up to the choice: notice, applications, supplement, experts; no tender.
  static let quzhouReview: [PlaceStep] = [
    call("scenario", "notice", ["conditions"]), publish,
    apply("winner", quzhouEvidence, more: declared), apply("loser", quzhouEvidence, more: declared),
    apply("third", quzhouEvidence, more: declared), close,
    .record(
      "bureau", outcome: "returned",
      more: ["dueOn": "2026-03-27", "concerns": "$application.winner"]),
    .record("winner", ["supplementedMaterials"]), .record("colleague", ["itemResults"]),
    check("winner", quzhouItems), check("loser", quzhouItems), check("third", quzhouItems),
    score("winner", 70), score("loser", 90), score("third", 20),
  ]

  /// Quzhou from the choice of two units to the government's decision and its publication.
  static let quzhouDecision: [PlaceStep] = [
    PlaceStep(
      "bureau", "review.conclude",
      [
        "call": "$call", "selected": "$application.winner",
        "alsoSelected": ["$application.loser"], "explanation": "资质不足",
      ]),
    .record("council", ["securityVerification", "creditVerification"]),
    .decision("secretary", ["attendees", "vote", "minutes"], "2026-03-23"),
    .record("council", ["proposedUnits"]), .decision("government", ["approval"], "2026-03-24"),
    .record("government", ["provincialReceipt"]),
    PlaceStep("bureau", "notice.publish", ["call": "$call", "text": "拟授权"], save: "notice"),
    PlaceStep("bureau", "notice.close", ["notice": "$notice"], on: "2026-03-26"),
  ]

  /// Quzhou's agreements with both units, and the end of one.
  static let quzhouAgreements: [PlaceStep] = ["winner", "loser"].flatMap { unit in
    [
      agreement(
        unit, sections: quzhouSections, product: [:], starts: "2026-04-01",
        more: ["application": .string("$application.\(unit)")]),
      sign("bureau", unit, on: "2026-03-27"), sign(unit, unit, on: "2026-03-27"),
      activate(unit, on: "2026-04-01"),
    ]
  }

  static let quzhouEnd = end(
    "agreementBreach", ["breachRecord", "agreementClause", "coordinationDecision"],
    certificate: true)

  static let shuozhouItems = [
    "standing", "creditLists", "incidentFree", "noViolation", "capabilities", "team", "funding",
    "security", "experience", "conformity",
  ]
  static let shuozhouEvidence = [
    "businessReport", "reputation", "creditChina", "enterpriseCreditSystem", "procurementSite",
    "incidentDeclaration", "networkSecurityRecord", "dataSecurityRecord",
    "personalInformationRecord", "resourceManagement", "gatheringCataloguing",
    "scenarioDevelopment", "management", "technical", "teamList", "financialReports",
    "fundingStatement", "securityAssurance", "riskMonitoring", "emergencyResponse",
    "projectRecord", "otherPrescribed",
  ]
  static let shuozhouPlan = [
    "nationalStrategy", "supplyDemand", "governanceCapacity", "securityTrust", "policyBase",
    "technicalSupport", "marketSocial", "selectionConditions", "mode", "process", "dataResources",
    "term",
    "productList", "mechanisms", "rightsDuties", "targets", "path",
  ]

  /// Shuozhou: plan and its approval, call, committee, review, negotiation, second approval.
  static let shuozhouReview: [PlaceStep] = [
    PlaceStep(
      "bureau", "case.open", ["procedure": "authorisation", "title": "整体授权"], save: "case"),
    .record("bureau", ["plan"], more: ["sections": texts(shuozhouPlan)]),
    .decision("government", ["minutes"], "2026-03-03"),
    call(
      "whole", "openCompetitive",
      ["mode", "scope", "conditions", "reviewCriteria", "otherRequirements"],
      more: ["case": "$case"]), publish,
    apply("winner", shuozhouEvidence, more: declared), close,
    .record("bureau", ["experts", "departments", "tieDeclarations"]),
    check("winner", shuozhouItems), score("winner", 80),
    PlaceStep(
      "bureau", "review.conclude",
      ["call": "$call", "selected": "$application.winner", "explanation": "无"]),
    .record("bureau", ["rounds", "confirmedPlan"]),
    .decision("government", ["selectionResult", "planCore"], "2026-03-24"),
    PlaceStep("bureau", "notice.publish", ["call": "$call", "text": "拟授权"], save: "notice"),
  ]

  /// Shuozhou from the end of the notice to the end of the agreement.
  static let shuozhouAgreement: [PlaceStep] =
    [
      PlaceStep("bureau", "notice.close", ["notice": "$notice"], on: "2026-04-01"),
      .record("bureau", ["term", "determination"]), .record("unit"),
      agreement(
        sections: ["dailyCooperation", "distribution", "resourceUseFee"],
        product: ["useClass": "standard"],
        starts: "2026-04-02", more: ["endsOn": "2029-04-02"]),
      sign("bureau", on: "2026-04-02"), sign("winner", on: "2026-04-02"),
      activate(
        on: "2026-04-02"),
    ] + end("dataMisuse", ["finding"], unitItems: ["dataWindUp"])
}
