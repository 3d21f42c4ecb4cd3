// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation

/// Ezhou's people and its chain, step by step, for tests that begin in the middle of it.
final class EzhouChain {
  let platform: FakePlatform
  let bureau: Actor
  let colleague: Actor
  let expert: Actor
  let secrecy: Actor
  let unit: Actor
  let winner: Actor
  let loser: Actor
  let developer: Actor
  var resource: RecordID?
  var entry: RecordID?
  var call: RecordID?
  var file: RecordID?
  var applications: [RecordID] = []
  var notice: RecordID?
  var agreement: RecordID?

  init(_ more: [any Noun.Type] = [], profile: Profile? = nil) throws {
    let nouns: [any Noun.Type] = [
      Catalogue.self, Procedures.self, Authorisations.self, Decisions.self, Agreements.self,
      RuleDocuments.self, Pricing.self, Filings.self, PublicRecords.self,
    ]
    platform = FakePlatform(
      nouns + more, profile: try profile ?? ProjectFiles.ezhou(),
      calendar: try ProjectFiles.calendar(),
      on: try day("2026-03-02"))
    bureau = try platform.actor("bureau", .implementingBody, .dataAuthority)
    colleague = try platform.actor(
      "colleague", of: bureau.organisation, [.implementingBody, .dataAuthority])
    expert = try platform.actor("expert", .expertGroup)
    var secrecy = try platform.actor("secrecy", .securityAuthority)
    secrecy.body = "secrecyBureau"
    self.secrecy = secrecy
    unit = try platform.actor("市供电公司", .sourceUnit)
    winner = try platform.actor("winner", .operator, .platformOperator)
    loser = try platform.actor("loser", .operator)
    developer = try platform.actor("developer", .developer)
  }

  /// An id made by an earlier step.
  func made(_ id: RecordID?) throws -> JSON {
    guard let id else { throw FakeError.stepMissing }
    return .string(id.rawValue)
  }

  /// Runs a step that must be allowed.
  @discardableResult
  func must(_ name: String, _ input: JSON, _ actor: Actor) throws -> RecordID {
    try platform.mustRun(name, input, as: actor)
  }

  /// The record of an id made by an earlier step.
  func record<R: Record>(_ type: R.Type, _ id: RecordID?) throws -> R {
    guard let id, let record = try platform.records.find(type, id) else {
      throw FakeError.stepMissing
    }
    return record
  }
}

extension EzhouChain {
  static let sevenFields: JSON = [
    "catalogueName": "企业用电", "dataItems": "信用代码、月份、用电量", "providingUnit": "市供电公司",
    "dataFormat": "CSV", "updateFrequency": "每月", "useConditions": "授权运营", "classification": "一般",
  ]

  /// The resource of enterprise electricity use, registered; or one of another name.
  func registerResource(_ name: String = "企业用电") throws {
    resource = try must(
      "resource.register",
      [
        "name": .string(name),
        "columns": [
          ["name": "uscc", "type": "creditCode", "label": "统一社会信用代码"],
          ["name": "month", "type": "date", "label": "月份"],
          ["name": "kwh", "type": "decimal", "label": "用电量"],
        ],
        "keyColumns": ["uscc", "month"], "subjectColumn": "uscc",
      ], unit)
  }

  /// The same, published.
  func publishResource(_ name: String = "企业用电") throws {
    try registerResource(name)
    let id = try made(resource)
    try must("resource.describe", ["resource": id, "fields": EzhouChain.sevenFields], unit)
    try must("resource.classify", ["resource": id, "columns": EzhouChain.classes], unit)
    try must(
      "resource.confirm",
      ["resource": id, "duties": ["catalogue", "governance", "classification", "quality"]], unit)
    try must("resource.nameResponsible", ["resource": id, "responsiblePerson": "王五"], unit)
    try must("resource.publish", ["resource": id], bureau)
  }

  static let classes: JSON = [
    ["column": "uscc", "grade": "general", "kind": "direct", "secret": false],
    ["column": "month", "grade": "general", "kind": "other", "secret": false],
    ["column": "kwh", "grade": "general", "kind": "sensitive", "secret": true],
  ]

  /// The first row of the text's list, linked to its resource.
  func describeEntry() throws {
    try publishResource()
    try must("entry.loadBatch", [:], bureau)
    entry = try row(1).id
    try must("entry.describe", ["entry": try made(entry), "resource": try made(resource)], unit)
  }

  /// The first entry of a row of the text's list.
  func row(_ row: Int64) throws -> AuthorisedEntry {
    let found = try platform.records.first(
      AuthorisedEntry.self, .equal("place", "ezhou"), Condition("row", .equal, .int(row)))
    guard let found else { throw FakeError.stepMissing }
    return found
  }

  /// The same, listed.
  func listEntry() throws {
    try describeEntry()
    for point in [
      "nationalSecurity", "publicInterest", "tradeSecret", "privacy", "personalInformation",
    ] {
      try must(
        "entry.check",
        ["entry": try made(entry), "check": .string(point), "passed": true], bureau)
    }
    try must(
      "entry.secrecyReview",
      ["entry": try made(entry), "conclusion": "notRequired", "ground": "民用数据"], secrecy)
    try must("entry.list", ["entry": try made(entry)], bureau)
  }

  /// The fields of a call for the listed entry.
  func callFields() throws -> [String: JSON] {
    [
      "title": "整体授权运营机构征集公告", "mode": "whole", "method": "openTender",
      "scopeEntries": [try made(entry)],
      "sections": [
        "mode": "整体授权", "scope": "第一批", "conditions": "见条件", "reviewCriteria": "见标准",
        "requirements": "见要求",
      ],
      "materials": ["申报书", "营业执照"],
      "criteria": [["name": "技术", "weight": 60], ["name": "服务", "weight": 40]],
      "closesOn": "2026-03-20",
    ]
  }

  /// A call, drafted.
  func draftCall() throws {
    try listEntry()
    call = try must("call.draft", .object(try callFields()), bureau)
    file = try platform.records.first(CaseFile.self, .equal("place", "ezhou"))?.id
  }

  /// A call, published.
  func publishCall() throws {
    try draftCall()
    try must(
      "call.publish",
      ["call": try made(call), "publicationURL": "https://sjj.ezhou.gov.cn/1"], bureau)
  }

  static let slots = [
    "dataDevelopment", "dataService", "ecosystemOperation", "dataSecurity", "businessReport",
    "creditReport", "incidentDeclaration", "legalOpinion",
  ]

  static func file(_ name: String) -> JSON { ["name": .string(name), "digest": digest(name)] }

  /// The fields of an application that lacks nothing.
  func applicationFields() throws -> [String: JSON] {
    [
      "call": try made(call), "materials": .array(["申报书", "营业执照"].map(EzhouChain.file)),
      "evidence": .array(EzhouChain.slots.map(EzhouChain.file)), "reportsOn": "2026-02-01",
      "declaresNoIncident": true, "incidents": [],
    ]
  }

  /// Two applications.
  func apply() throws {
    try publishCall()
    for applicant in [winner, loser] {
      applications.append(
        try must("application.submit", .object(try applicationFields()), applicant))
    }
  }

  /// Two applications, and the call closed.
  func closeCall() throws {
    try apply()
    platform.move(to: try day("2026-03-23"))
    try must("call.close", ["call": try made(call)], bureau)
  }

  static func eligible(_ application: JSON) -> [String: JSON] {
    [
      "application": application, "incidentsFound": [],
      "findings": .array(
        ["capabilities", "standing", "incidentFree", "conformity"].map {
          ["item": .string($0), "holds": true]
        }),
    ]
  }

  /// Scores for an application.
  static func scores(_ application: JSON, _ points: Int64) -> JSON {
    [
      "application": application, "opinion": "同意",
      "scores": [
        ["criterion": "技术", "points": .int(points)], ["criterion": "服务", "points": 30],
      ],
    ]
  }
}
