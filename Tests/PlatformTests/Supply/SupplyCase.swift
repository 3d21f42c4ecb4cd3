// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Platform
import Regulation

/// Ezhou's chain from the agreement in force on: scenario, delivery, grant, sample, program, job.
final class SupplyCase {
  let chain: EzhouChain
  var scenario: RecordID?
  var batch: RecordID?
  var version: RecordID?
  var grant: RecordID?
  var program: RecordID?
  var job: RecordID?

  var platform: FakePlatform { chain.platform }
  var bureau: Actor { chain.bureau }
  var unit: Actor { chain.unit }
  var owner: Actor { chain.winner }
  var system: Actor { chain.platform.system }

  /// The agreement in force, both rule documents approved unless asked otherwise.
  init(rules: Bool = true) throws {
    chain = try EzhouChain([Supply.self, Workspaces.self])
    try chain.activate()
    guard rules else { return }
    for kind in ["developerOnboarding", "socialData"] {
      let id = try chain.must(
        "ruleDocument.submit", ["kind": .string(kind), "title": "规范", "digest": digest(kind)],
        owner)
      try chain.must(
        "ruleDocument.decide",
        ["ruleDocument": .string(id.rawValue), "conclusion": "approved", "opinion": "同意"], bureau)
    }
  }

  static let principles: JSON = [
    "lawful": "依法", "fair": "公平", "publicBenefit": "公益", "reasonableReturn": "合理",
    "secure": "可控",
  ]

  func line(_ changes: [String: JSON] = [:]) throws -> JSON {
    let line: [String: JSON] = [
      "entry": try chain.made(chain.entry), "columns": ["uscc", "month", "kwh"],
      "purpose": "计算用电指数", "identifierPurpose": "按企业查询", "consentWay": "individualConsent",
    ]
    return .object(line.merging(changes) { $1 })
  }

  func plan(_ changes: [String: JSON] = [:]) throws -> JSON {
    let plan: [String: JSON] = [
      "title": "企业用电指数", "purpose": "服务信贷", "productForm": "evaluationIndex",
      "principles": SupplyCase.principles, "demand": [try line()],
    ]
    return .object(plan.merging(changes) { $1 })
  }

  func proposal(_ plan: JSON) throws -> JSON {
    ["agreement": try chain.made(chain.agreement), "plan": plan, "responsiblePerson": "张三"]
  }

  func tryPropose(_ plan: JSON) throws -> Outcome {
    try platform.run("scenario.propose", try proposal(plan), as: owner)
  }

  func propose() throws {
    scenario = try chain.must("scenario.propose", try proposal(try plan()), owner)
  }

  func assess() throws {
    try propose()
    try chain.must(
      "scenario.assess", ["scenario": try chain.made(scenario), "digest": digest("assessment")],
      bureau)
  }

  func vote(
    _ gate: String, _ actor: Actor, _ conclusion: String = "approved", _ more: [String: JSON] = [:]
  ) throws -> Outcome {
    var input: [String: JSON] = [
      "scenario": try chain.made(scenario), "gate": .string(gate),
      "conclusion": .string(conclusion),
    ]
    if gate == "demand", conclusion == "approved", actor.holds(.implementingBody) {
      input["supplyDue"] = "2026-04-30"
      input["supplyRoute"] = "cityPlatform"
    }
    return try platform.run("scenario.review", .object(input.merging(more) { $1 }), as: actor)
  }

  func approve() throws {
    try assess()
    for actor in [bureau, unit] {
      for gate in ["feasibility", "demand"] {
        let outcome = try vote(gate, actor)
        guard outcome.isAllowed else { throw UnexpectedOutcome("scenario.review", outcome) }
      }
    }
  }

  func delivery(_ changes: [String: JSON] = [:], mode: String = "full") throws -> JSON {
    let input: [String: JSON] = [
      "scenario": try chain.made(scenario), "resource": try chain.made(chain.resource),
      "manifest": [
        "mode": .string(mode), "columns": ["uscc", "month", "kwh"], "encoding": "gb18030",
        "delimiter": "comma", "rows": .int(Int64(1_000 + counter)), "bytes": 52_000,
        "digest": digest("file"),
      ],
      "upload": .string(random("UPL")), "route": "cityPlatform",
    ]
    return .object(input.merging(changes) { $1 })
  }

  private var counter = 0

  /// An id that no earlier call gave.
  func random(_ prefix: String) -> String {
    counter += 1
    let bytes = SHA256.hash(Array("\(prefix)/\(counter)".utf8)).bytes
    return RecordID.make(prefix: prefix, random: bytes).rawValue
  }

  /// The input of a delivery that declares its number.
  func delivery(number: Int, file: String = "file") throws -> JSON {
    guard case .object(var manifest) = try delivery(mode: "upsert")["manifest"] ?? .null else {
      throw FakeError.stepMissing
    }
    manifest["sequence"] = .int(Int64(number))
    manifest["digest"] = digest(file)
    return try delivery(["manifest": .object(manifest)])
  }

  func deliver(mode: String = "full") throws {
    batch = try chain.must("batch.deliver", try delivery(mode: mode), owner)
  }

  func ingest(mode: String = "full") throws {
    try deliver(mode: mode)
    let id = try chain.made(batch)
    try chain.must("batch.attest", ["batch": id, "digest": digest("file")], unit)
    try chain.must("batch.started", ["batch": id], system)
  }

  func acceptance(base: RecordID? = nil) throws -> JSON {
    [
      "batch": try chain.made(batch), "rowsGood": 990, "rowsBad": 10, "rowsRepeated": 3,
      "counts": [["name": "notDecimal", "count": 8], ["name": "tooFewFields", "count": 2]],
      "version": [
        "base": base.map { .string($0.rawValue) } ?? .null, "rows": 990, "bytes": 40_000,
        "vaultObject": .string(random("VLT")), "digest": digest("stored"),
        "sheet": ["columns": 3], "profileObject": .string(random("VLT")),
        "badRowsObject": .string(random("VLT")),
      ],
    ]
  }

  func supply() throws {
    try approve()
    try accept()
  }

  func accept() throws {
    try ingest()
    try chain.must("batch.accepted", try acceptance(), system)
    version = try chain.record(Batch.self, batch).datasetVersion
  }

  func grantRequest(_ changes: [String: JSON] = [:]) throws -> JSON {
    let input: [String: JSON] = [
      "scenario": try chain.made(scenario), "resource": try chain.made(chain.resource),
      "tableName": "power", "purpose": "analysis",
      "columns": [
        ["name": "uscc", "mask": "pseudonym"], ["name": "month", "mask": "year"],
        ["name": "kwh", "mask": "none"],
      ],
    ]
    return .object(input.merging(changes) { $1 })
  }

  func requestGrant(_ changes: [String: JSON] = [:]) throws {
    try supply()
    grant = try chain.must("grant.request", try grantRequest(changes), owner)
  }

  func written() throws -> JSON {
    let record = try chain.record(Grant.self, grant)
    return [
      "grant": try chain.made(grant), "datasetVersion": try chain.made(version),
      "vaultObject": .string(random("VLT")), "rows": 990,
      "policyDigest": .string(record.policyDigest.hex),
      "consentEpoch": .int(Int64(record.consentEpoch)),
      "consents": record.consentRows == nil ? .null : digest("subjects"),
      "consentsUntil": record.consentRows == .consented
        ? .string(platform.today.adding(years: 1).description) : .null,
    ]
  }

  func readyGrant(_ changes: [String: JSON] = [:]) throws {
    try requestGrant(changes)
    let id = try chain.made(grant)
    try chain.must("grant.approve", ["grant": id], bureau)
    try chain.must("grant.started", ["grant": id], system)
    try chain.must("grant.materialised", try written(), system)
  }

  func sampleReport(rows: Int64 = 90) throws -> JSON {
    [
      "grant": try chain.made(grant), "rows": .int(rows), "object": .string(random("VLT")),
      "risk": [
        "quasiColumns": ["month"], "smallestGroup": 5, "uniqueRows": 0, "meanRiskPerMille": 12,
      ],
    ]
  }

  func makeSample() throws {
    try readyGrant()
    try chain.must("sample.request", ["grant": try chain.made(grant), "rows": 100], owner)
    try chain.must("sample.made", try sampleReport(), system)
  }

  /// Puts a record in place with one member changed.
  func alter<R: Record>(_ type: R.Type, _ id: RecordID?, _ member: String, _ value: JSON) throws {
    guard case .object(var members) = try JSON(encoding: try chain.record(type, id)) else {
      throw FakeError.stepMissing
    }
    members[member] = value
    try platform.records.put(try JSON.object(members).decode(type))
  }
}
