// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation

extension MarketCase {
  /// What the chain before would have left.
  func seed() throws {
    let records = platform.records
    try records.put(agreementDocument().decode(Agreement.self))
    try records.put(scenarioDocument().decode(Scenario.self))
    try records.put(resourceDocument().decode(Resource.self))
    try records.put(grantDocument(grant, "analysis").decode(Grant.self))
    try records.put(grantDocument(subjectGrant, "subjectService").decode(Grant.self))
    try records.put(jobDocument().decode(Job.self))
    try records.put(outputDocument().decode(JobOutput.self))
    try records.put(rulesDocument().decode(OperatorRules.self))
  }

  private func agreementDocument() -> JSON {
    [
      "id": agreement.json, "place": "ezhou", "case": MarketCase.id("CAS", "case").json,
      "application": MarketCase.id("APP", "application").json,
      "operator": producer.organisation.json, "grantor": bureau.organisation.json,
      "mode": "whole", "number": "EZ-2026-1", "digest": MarketCase.hash("agreement"),
      "startsOn": "2026-03-01", "endsOn": "2031-02-28", "termYears": 5, "entries": [],
      "products": [
        ["code": "CUBE-1", "name": "人口统计", "useClass": "publicBenefit"],
        ["code": "EP-1", "name": "企业用电指数", "useClass": "industrialDevelopment"],
      ],
      "draftedBy": bureau.account.json, "state": "active", "signatures": [],
      "exit": ["handover": [], "certificates": []], "isPublic": "yes",
    ]
  }

  private func scenarioDocument() -> JSON {
    [
      "id": scenario.json, "place": "ezhou", "agreement": agreement.json,
      "operator": producer.organisation.json, "proposedBy": producer.account.json,
      "plan": [
        "title": "用电", "purpose": "指数", "productForm": "interface", "principles": [:],
        "demand": [],
      ],
      "planDigest": MarketCase.hash("plan"), "title": "用电", "sourceUnits": [], "state": "approved",
      "submittedOn": "2026-03-02",
      "round": 1, "reviews": [],
    ]
  }

  private func resourceDocument() -> JSON {
    func column(_ name: String, _ type: String, _ kind: String) -> JSON {
      [
        "name": .string(name), "type": .string(type), "label": .string(name),
        "classification": ["grade": "general", "kind": .string(kind), "secret": false],
      ]
    }
    return [
      "id": resource.json, "place": "ezhou", "name": "企业用电", "state": "published",
      "sourceUnit": MarketCase.id("ORG", "unit").json, "fields": [:],
      "columns": [
        column("uscc", "creditCode", "direct"), column("district", "text", "quasi"),
        column("kwh", "decimal", "sensitive"),
      ],
      "keyColumns": [], "subjectColumn": "uscc", "duties": [],
      "registeredBy": MarketCase.id("ACC", "unit").json,
    ]
  }

  private func grantDocument(_ id: RecordID, _ purpose: String) -> JSON {
    [
      "id": id.json, "place": "ezhou", "scenario": scenario.json, "agreement": agreement.json,
      "operator": producer.organisation.json, "resource": resource.json,
      "sourceUnit": MarketCase.id("ORG", "unit").json, "tableName": .string(purpose.lowercased()),
      "purpose": .string(purpose),
      "columns": [
        ["name": "uscc", "mask": "none"], ["name": "district", "mask": "none"],
        ["name": "kwh", "mask": "none"],
      ],
      "rowFilter": [], "policyDigest": MarketCase.hash("policy"), "joinedResources": 1,
      "needsLinkageReview": false, "requestedBy": producer.account.json, "state": "ready",
      "consentEpoch": 0,
    ]
  }

  private func jobDocument() -> JSON {
    [
      "id": job.json, "place": "ezhou", "operator": producer.organisation.json,
      "agreement": agreement.json, "scenario": scenario.json,
      "program": MarketCase.id("PRG", "program").json, "programDigest": MarketCase.hash("program"),
      "grants": [grant.json], "environment": "production", "outputNames": ["index"],
      "submittedBy": producer.account.json, "submittedAt": "2026-03-30T01:00:00.000Z",
      "state": "succeeded", "outputs": [output.json],
    ]
  }

  private func outputDocument() -> JSON {
    [
      "id": output.json, "place": "ezhou", "job": job.json, "scenario": scenario.json,
      "operator": producer.organisation.json, "environment": "production", "name": "index",
      "format": "csv", "bytes": 1000, "digest": MarketCase.hash("output"),
      "vaultObject": MarketCase.id("OBJ", "output").json, "state": "quarantined",
    ]
  }

  private func rulesDocument() -> JSON {
    [
      "id": MarketCase.id("RUL", "rules").json, "place": "ezhou",
      "operator": producer.organisation.json, "kind": "developerOnboarding", "version": 1,
      "title": "入驻规范", "digest": MarketCase.hash("rules"), "state": "approved",
      "submittedBy": producer.account.json, "submittedOn": "2026-03-05",
    ]
  }
}
