// SPDX-License-Identifier: Apache-2.0

import Core
import Regulation
import Testing

/// Every single value of the profile with its clause, read through its JSON form.
@Suite struct EzhouValuesTests {
  static func value(at path: String) throws -> JSON {
    var json = try JSON(encoding: SharedData.ezhou())
    for part in path.split(separator: ".") {
      json = try #require(json[String(part)], "\(path) has no `\(part)`")
    }
    return json
  }

  @Test(
    arguments: [
      ("authorisation.defaultMode", "whole", ["EZ-02.2-a"]),
      ("authorisation.operatorLegalForms", ["legalPerson"], ["EZ-A1.3-a"]),
      ("authorisation.termYears", 5, ["EZ-02.6-i"]),
      ("authorisation.termIsFixed", true, ["EZ-02.6-i"]),
      ("authorisation.renewal", "newAuthorisation", ["EZ-02.7-a", "EZ-02.15-e"]),
      ("authorisation.openSelection", true, ["EZ-02.6-a"]),
      ("authorisation.sourceUnitMayAuthorise", false, ["EZ-02.2-g"]),
      ("eligibility.incidentFreeYears", 3, ["EZ-02.5-c"]),
      ("eligibility.incidentKinds", ["networkSecurity", "dataSecurity"], ["EZ-02.5-c"]),
      ("catalogue.separateAuthorisedCatalogue", true, ["EZ-02.9-a"]),
      ("supply.plansPerScenario", 1, ["EZ-02.10-a"]),
      ("supply.dueDateSetAtApproval", true, ["EZ-02.10-c"]),
      ("supply.singleChannel", true, ["EZ-02.4-a", "EZ-02.4-b"]),
      ("supply.anteAssessment", true, ["EZ-02.13-b"]),
      ("operation.operatorMayRedevelop", false, ["EZ-02.2-e"]),
      ("operation.developerInputs", ["deliveredProducts"], ["EZ-A1.6-a", "EZ-02.11-d"]),
      ("products.reviewer", "dataAuthority", ["EZ-02.11-e"]),
      ("products.registrationRequired", true, ["EZ-02.11-f"]),
      ("products.publicList", true, ["EZ-02.15-b"]),
      ("pricing.regime", "governmentGuided", ["EZ-02.12-a"]),
      ("pricing.setter", "operator", ["EZ-02.12-b"]),
      ("pricing.ceilingRequired", true, ["EZ-02.12-a", "EZ-02.12-b"]),
      ("pricing.revenueSchemeRequired", true, ["EZ-02.14-a"]),
      ("security.rawDataLeavesDomain", false, ["EZ-02.13-a"]),
      ("security.rawDataVisible", false, ["EZ-02.13-a"]),
      ("security.responsiblePersonRequired", true, ["EZ-02.13-d"]),
      ("supervision.reportIntervalMonths", 12, ["EZ-02.15-c"]),
      ("supervision.evaluationIntervalMonths", 12, ["EZ-02.15-d"]),
      ("supervision.evaluationEffects", ["renewal", "exit"], ["EZ-02.15-e"]),
      ("termination.destructionCertificateRequired", true, ["EZ-02.7-f"]),
    ] as [(String, JSON, JSON)])
  func `a value is the text's and names its clause`(
    path: String, expected: JSON, clauses: JSON
  ) throws {
    let found = try Self.value(at: path)
    #expect(found["value"] == expected)
    #expect(found["clauses"] == clauses)
    #expect(found["source"] == nil)
  }

  @Test(
    arguments: [
      (
        "authorisation.callMethods",
        [
          "openTender", "invitedTender", "negotiation",
          "otherCompetitive",
        ], "EZ-02.6-b"
      ),
      (
        "authorisation.callSections",
        [
          "mode", "scope", "conditions", "reviewCriteria",
          "requirements",
        ], "EZ-02.6-c"
      ),
      (
        "authorisation.barredForms", ["cooperativeDevelopment", "commissionedDevelopment"],
        "EZ-02.2-h"
      ),
      (
        "catalogue.requiredFields",
        [
          "catalogueName", "dataItems", "providingUnit", "dataFormat",
          "updateFrequency", "useConditions", "classification",
        ], "EZ-02.1-e"
      ),
      (
        "catalogue.inclusionChecks",
        [
          "nationalSecurity", "publicInterest", "tradeSecret",
          "privacy", "personalInformation",
        ], "EZ-02.3-b"
      ),
      (
        "catalogue.unitDuties", ["catalogue", "governance", "classification", "quality"],
        "EZ-02.1-b"
      ),
      (
        "catalogue.updateInputs",
        [
          "workNeed", "marketDemand", "providerConsultation",
          "classification",
        ], "EZ-02.9-b"
      ),
      ("catalogue.parallelReviews", ["secrecy"], "EZ-03.1-f"),
      ("supply.gates", ["feasibility", "demand"], "EZ-02.10-b"),
      ("supply.parallelReviews", ["dataSecurity"], "EZ-03.1-c"),
      ("operation.operatorJobKinds", ["clean", "transform", "link", "dataService"], "EZ-02.2-f"),
      (
        "products.types", ["dataset", "interface", "model", "report", "evaluationIndex", "other"],
        "EZ-A1.5-a"
      ),
      ("products.parallelReviews", ["dataSecurity", "secrecy"], "EZ-03.1-c"),
      ("products.venues", ["provincialPlatform", "lawfulExchange"], "EZ-02.11-g"),
      ("pricing.freeUseClasses", ["publicGovernance", "publicBenefit"], "EZ-02.12-c"),
      (
        "pricing.chargeableUseClasses", ["industrialDevelopment", "sectorDevelopment"],
        "EZ-02.12-d"
      ),
      ("pricing.chargeableFees", ["operationServiceFee"], "EZ-02.12-d"),
      ("pricing.revenueBasis", ["data", "facilities", "personnel"], "EZ-02.14-b"),
      (
        "security.inspectionStages", ["dataManagement", "developmentUse", "productCirculation"],
        "EZ-02.13-f"
      ),
      ("security.drillScenarios", ["networkAttack", "dataLeak"], "EZ-03.2-c"),
      (
        "supervision.disclosureItems", ["authorisedParty", "content", "scope", "term"],
        "EZ-02.15-a"
      ),
      ("supervision.operatorDisclosureItems", ["productList", "usage"], "EZ-02.15-b"),
      (
        "termination.handoverItems",
        [
          "dataResources", "productModels", "technicalDocuments",
          "operatingMaterials",
        ], "EZ-02.7-e"
      ),
    ] as [(String, [String], String)])
  func `a list has the members of the text with words in both languages`(
    path: String, names: [String], clause: String
  ) throws {
    let found = try Self.value(at: path)
    let items = try #require(found["value"]?.array)
    #expect(items.compactMap { $0["id"]?.string } == names)
    #expect(found["clauses"]?[0]?.string == clause)
    for item in items {
      #expect(item["label"]?["zh"]?.string?.isEmpty == false)
      #expect(item["label"]?["en"]?.string?.isEmpty == false)
    }
  }

  @Test(arguments: [
    ("eligibility.reportAgeMonthsMax", "EZ-02.5-b", false),
    ("catalogue.updateIntervalDays", "EZ-02.1-c", false),
    ("operation.filings.scenarioContract.workingDays", "EZ-02.10-e", false),
    ("security.linkageReviewResources", "EZ-02.13-e", false),
    ("security.inspectionIntervalDays", "EZ-02.13-f", false),
    ("security.alertWorkingDaysMax", "EZ-02.13-f", false),
    ("security.drillIntervalDays", "EZ-03.2-c", false),
    ("egress.checkers", "EZ-02.13-a", true), ("egress.contributorsMin", "EZ-02.13-a", true),
    ("egress.dominanceCount", "EZ-02.13-a", true),
    ("egress.dominancePercent", "EZ-02.13-a", true),
    ("egress.ambiguityPercent", "EZ-02.13-a", true),
    ("egress.differencingMin", "EZ-02.13-a", true),
    ("egress.productionJobsPerDay", "EZ-02.13-a", false),
    ("supervision.disclosureIntervalDays", "EZ-02.15-a", false),
    ("supervision.reportDueMonth", "EZ-02.15-c", false),
    ("termination.closePermissionsMinutes", "EZ-02.7-d", false),
    ("duties.conductInspection.cadence.days", "EZ-02.13-g", false),
    ("procedures.authorisation.steps.publicNotice.period.workingDays", "EZ-02.6-f", true),
  ])
  func `an open value names what requires it and can be set`(
    key: String, clause: String, gates: Bool
  ) throws {
    let open = try #require(try SharedData.ezhou().openValue(key))
    #expect(open.clauses.first == ClauseID(clause))
    #expect(open.gates == gates)
    let text = key.hasSuffix("reportDueMonth") ? "3" : "5"
    let setting = ProfileSetting(key: key, text: text, source: "document 1")
    let profile = try SharedData.ezhou([setting])
    #expect(profile.openValue(key) == nil)
    #expect(profile.open.count == 18)
  }

  @Test func `no other value is open`() throws {
    #expect(try SharedData.ezhou().open.count == 19)
  }

  @Test func `the grounds of termination say who invokes them on what evidence`() throws {
    let grounds = try SharedData.ezhou().termination.grounds
    #expect(grounds.filter(\.isAutomatic).map(\.id) == ["expiry"])
    #expect(grounds.filter { $0.by == .operator }.map(\.id) == ["operatorRequest"])
    let missed = try #require(grounds.first { $0.id == "targetMissed" })
    #expect(missed.evidence.map(\.id) == ["rectificationOrder", "rectificationResult"])
    #expect(grounds.filter { $0.clauses == ["EZ-02.7-c"] }.count == 3)
  }

  @Test func `the scenario agreement is filed with the bureau by the operator`() throws {
    let filing = try #require(try SharedData.ezhou().operation.filings.first)
    #expect(filing.id == "scenarioContract")
    #expect(filing.by == .operator)
    #expect(filing.to == .implementingBody)
    #expect(filing.event == "scenarioContractSigned")
    #expect(filing.workingDays.isOpen)
  }

  @Test func `what rests on a reading says so`() throws {
    let profile = try SharedData.ezhou()
    #expect(profile.authorisation.renewal.isReading)
    #expect(profile.supervision.evaluationIntervalMonths.isReading)
    #expect(!profile.authorisation.termYears.isReading)
    #expect(profile.bodies.first { $0.id == "cityGovernment" }?.isReading == true)
    #expect(profile.bodies.first { $0.id == "cityDataBureau" }?.isReading == false)
  }
}
