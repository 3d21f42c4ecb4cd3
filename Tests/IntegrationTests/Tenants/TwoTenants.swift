// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Platform
import Regulation
import Scenarios

/// Two operators of one place, each with an agreement, a scenario, data, a grant, a sample and
/// programs that ran, on one server. What they share is the place, its bureau, one source unit and
/// the carrier of deliveries.
struct TwoTenants {
  /// The people, signed in.
  var play: ChainPlay
  /// The two.
  var tenants: [Tenant]

  private static let people = [
    "bureau", "colleague", "unit", "secrecy", "expert", "carrier", "operator", "rival",
  ]

  /// What the chain does for resources that neither of them uses.
  private static let others = ["titles", "health", "insurance", "vehicles", "marriage", "taxes"]

  private static let common = [
    "resourceRegistered", "entriesLoaded", "entryDescribed", "entryChecked", "entryListed",
  ]

  /// The chain of the place, with what each of the two plays of it.
  static func chain() throws -> ScenarioChain {
    let file = Built.root.appending(path: "Scenarios/ezhou/chain.yaml")
    let text = try String(contentsOf: file, encoding: .utf8)
      .replacing("[operator, platformOperator]", with: "[operator]")
      .replacing("\npeople:\n", with: "\npeople:\n\(carrier)")
    return try ScenarioChain.load(
      yaml: text + played("one", as: "operator", "rival", "whole", "alpha", 1)
        + played("other", as: "rival", "operator", "individual", "beta", 2),
      file: "ezhou/chain.yaml")
  }

  private static let carrier =
    "  - {id: carrier, organisation: 平台公司, form: legalPerson, capacities: [platformOperator]}\n"

  /// The way from the call to an approved scenario, with the entry and the plan of one operator.
  private static func played(
    _ name: String, as operator: String, _ rival: String, _ mode: String, _ table: String,
    _ number: Int
  ) -> String {
    """
      - name: \(name)
        title: {zh: 一家运营机构, en: one operator}
        after: founded
        repeat:
          stages: [callDrafted, callPublished, applied, callClosed, eligible, scored, selected, \
    noticePublished, noticeClosed, decided, agreementDrafted, agreementSigned, inForce, \
    rulesApproved, scenarioProposed, scenarioAssessed, scenarioApproved]
          as: {operator: \(`operator`), rival: \(rival)}
          with:
            call.draft: {mode: \(mode), scopeEntries: ["${entry}"]\
    \(mode == "individual" ? ", grounds: {industry: 产业赋能}" : "")}
            decision.record:
              documentNumber: 鄂州数党〔2026〕\(number)号
              attachments: [{name: 决议扫描件, digest: "${sha256 决议 \(number)}"}]
            agreement.sign:
              evidenceDigest: "${sha256 签署 \(number)}"
              sealDigest: "${sha256 印章 \(number)}"
            scenario.assess: {digest: "${sha256 事前评估 \(number)}"}
            agreement.draft:
              number: EZ-2026-\(number)
              digest: "${sha256 协议 \(number)}"
              entries: ["${entry}"]
              products: [{code: EP-\(number), name: 用电指数, useClass: industrialDevelopment}]
            scenario.propose:
              plan:
                title: \(table)-plan
                purpose: 服务信贷
                productForm: evaluationIndex
                principles: {lawful: 依法, fair: 公平, publicBenefit: 公益, \
    reasonableReturn: 合理, secure: 可控}
                demand:
                  - entry: "${entry}"
                    columns: [uscc, month, kwh]
                    purpose: 计算指数
                    identifierPurpose: 按企业查询
                    consentWay: anonymised

    """
  }

  /// Brings both to an approved scenario, step by step beside each other.
  init(on server: RunningServer) async throws {
    let chain = try Self.chain()
    play = try ChainPlay(chain, on: server)
    var shared = ScenarioValues()
    try await play.join(Self.people, &shared)
    for stage in Self.common.compactMap(chain.stage) {
      for step in chain.steps(of: stage) where !Self.isOthers(step) {
        try await play.play(step, &shared)
      }
    }
    var one = Tenant(person: "operator", table: "alpha", readings: 310_000...319_999)
    var other = Tenant(person: "rival", table: "beta", readings: 770_000...779_999)
    (one.values, other.values) = (shared, shared)
    other.values.named["entry"] = shared.named["fund"]
    other.values.named["resource"] = shared.named["fundResource"]
    let ways = ["one", "other"].compactMap(chain.stage).map(chain.steps)
    guard ways.count == 2 else { throw TestProblem("the chain has not both ways") }
    for (first, second) in zip(ways[0], ways[1]) {
      try await play.play(first, &one.values)
      // What the text leaves open is set once for the place.
      if second.kind == .act("openValue.set") { continue }
      try await play.play(second, &other.values)
    }
    tenants = [one, other]
  }

  private static func isOthers(_ step: ScenarioStep) -> Bool {
    let text = JSON.object(step.input).canonicalText
    return others.contains { name in
      text.contains("${\(name)") || step.save.keys.contains { $0.hasPrefix(name) }
    }
  }

  /// Delivers a file of each and writes a grant over it, both on the way at once.
  mutating func supply() async throws {
    for index in tenants.indices {
      let bytes = Array(tenants[index].file.utf8)
      let upload = try await play.client("carrier").send(
        "POST", "/api/v1/uploads?name=readings.csv", bytes: bytes)
      guard let id = upload.json["id"], let digest = upload.json["digest"] else {
        throw TestProblem("the file is not kept: \(upload.status)")
      }
      tenants[index].values.named["upload"] = id
      let manifest: JSON = [
        "mode": "full", "columns": ["uscc", "month", "kwh"], "encoding": "utf8",
        "delimiter": "comma", "rows": 240, "bytes": .int(Int64(bytes.count)), "digest": digest,
      ]
      try await play.act(
        "batch.deliver", by: "carrier", form: "delivery", ["manifest": manifest, "upload": id],
        saving: ["batch": "id"], &tenants[index].values)
      try await play.act(
        "batch.attest", by: "unit", ["batch": "${batch}", "digest": digest],
        &tenants[index].values)
    }
    for index in tenants.indices {
      let batch = try await play.wait(
        "batches/\(tenants[index].text("batch"))", by: "carrier", until: ["accepted", "rejected"])
      tenants[index].values.named["version"] = batch["datasetVersion"]
      let mask: (String, String) -> JSON = { ["name": .string($0), "mask": .string($1)] }
      try await play.act(
        "grant.request", by: tenants[index].person, form: "grant",
        [
          "tableName": .string(tenants[index].table),
          "columns": [mask("uscc", "pseudonym"), mask("month", "none"), mask("kwh", "none")],
        ], saving: ["grant": "id"], &tenants[index].values)
      try await play.act(
        "grant.approve", by: "bureau", ["grant": "${grant}", "opinion": "同意"],
        &tenants[index].values)
    }
    for tenant in tenants {
      let grant = try await play.wait(
        "grants/\(tenant.text("grant"))", by: tenant.person, until: ["ready", "failed"])
      guard grant["state"] == "ready" else { throw TestProblem(grant.canonicalText) }
    }
  }

  /// A program that a tenant runs: SQL by its only query, or Python.
  private struct Code {
    let name: String
    let query: String?
    var source = ""
  }

  /// Lets the programs of both run at the same time, and keeps what became of them.
  mutating func run() async throws {
    for index in tenants.indices {
      let (own, other) = (tenants[index], tenants[1 - index])
      try await submit(Code(name: "totals", query: own.query), index)
      try await submit(
        Code(name: "search", query: nil, source: own.search(for: other)), index)
      try await submit(Code(name: "theirs", query: "SELECT * FROM \(other.table)"), index)
      try await submit(Code(name: "nobodys", query: "SELECT * FROM gamma"), index)
    }
    for index in tenants.indices {
      let person = tenants[index].person
      for name in ["totals", "search", "theirs", "nobodys"] {
        let job = try await play.wait(
          "jobs/\(tenants[index].text("job.\(name)"))", by: person,
          until: ["succeeded", "failed", "cancelled"])
        if job["state"] != "succeeded" {
          tenants[index].failures[name] = [
            "class": job["failureClass"] ?? .null, "line": job["failureLine"] ?? .null,
          ]
        }
        tenants[index].values.named["output"] =
          job["outputs"]?[0] ?? tenants[index].values.named["output"]
      }
      let named = tenants[index]
      tenants[index].records = [
        "scenarios": [named.text("scenario")], "batches": [named.text("batch")],
        "dataset-versions": [named.text("version")], "grants": [named.text("grant")],
        "programs": ["totals", "search", "theirs"].map { named.text("program.\($0)") },
        "jobs": ["totals", "search", "theirs"].map { named.text("job.\($0)") },
        "outputs": [named.text("output")],
      ]
    }
  }

  private mutating func submit(_ code: Code, _ index: Int) async throws {
    let person = tenants[index].person
    let output: [String: JSON] = [
      "name": "result", "format": "csv", "query": code.query.map(JSON.string) ?? .null,
    ]
    try await play.act(
      "program.register", by: person,
      [
        "scenario": "${scenario}", "name": .string("\(tenants[index].table)-\(code.name)"),
        "kind": code.query == nil ? "python" : "sql", "processing": "transform",
        "source": .string(code.source),
        "outputs": [.object(output.filter { $0.value != .null })],
      ], saving: ["program.\(code.name)": "id"], &tenants[index].values)
    try await play.act(
      "job.submit", by: person,
      [
        "scenario": "${scenario}", "program": .string("${program.\(code.name)}"),
        "environment": "production", "grants": ["${grant}"], "outputs": [],
      ], saving: ["job.\(code.name)": "id"], &tenants[index].values)
  }
}
