// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Platform
import Regulation

/// A scenario of Ezhou under rules that ask for everything that some place asks of an import.
final class ImportCase {
  let supply: SupplyCase
  /// Two people of the bureau, each bound to a person.
  let first: Actor
  let second: Actor
  var id: RecordID?
  var resource: RecordID?
  var batch: RecordID?
  var grant: RecordID?

  var platform: FakePlatform { supply.platform }
  var chain: EzhouChain { supply.chain }
  var owner: Actor { supply.owner }
  var system: Actor { supply.system }

  /// - Parameter rules: whether the scenario's operator has its rules in force.
  init(separate: Bool = false, rules: Bool = true) throws {
    supply = try SupplyCase(rules: rules)
    supply.platform.profile = try ImportCase.profile(separate: separate)
    first = supply.bureau
    second = supply.chain.colleague
    for actor in [first, second] { try bind(actor, to: "person \(actor.account.rawValue)") }
  }

  /// The rules of Ezhou with the demands of Handan's imports.
  static func profile(separate: Bool) throws -> Profile {
    var text = try ProjectFiles.ezhouText()
    for (name, value) in [
      ("lawfulSource", "true"), ("legalBasis", "true"), ("fusion", "true"),
      ("separateOrganisations", String(separate)),
    ] {
      text = text.replacing(
        "  \(name): {silent: true}", with: "  \(name): {value: \(value), clauses: [EZ-02.11-b]}")
    }
    return try Profile.load(yaml: text, file: "ezhou.yaml")
  }

  /// Binds an account to a person.
  func bind(_ actor: Actor, to person: String) throws {
    guard case .object(var members) = try JSON(encoding: chain.record(Account.self, actor.account))
    else { throw FakeError.stepMissing }
    members["subject"] = [
      "kind": "person", "digest": .string(SHA256.hash(Array(person.utf8)).hex),
    ]
    try platform.records.put(JSON.object(members).decode(Account.self))
  }

  static func column(
    _ name: String, _ type: String, _ kind: String, grade: String = "general"
  ) -> JSON {
    [
      "name": .string(name), "type": .string(type), "label": .string(name), "purpose": "融合",
      "kind": .string(kind), "grade": .string(grade), "secret": false,
    ]
  }

  func input(_ changes: [String: JSON] = [:]) throws -> JSON {
    let input: [String: JSON] = [
      "scenario": try chain.made(supply.scenario), "title": "企业订单",
      "source": source(), "proof": digest("proof"), "personal": false,
      "columns": [
        ImportCase.column("code", "creditCode", "direct"),
        ImportCase.column("orders", "integer", "sensitive"),
      ],
      "keyColumns": ["code"], "subjectColumn": "code", "manifest": manifest(),
      "upload": .string(supply.random("UPL")),
    ]
    return .object(input.merging(changes) { $1 })
  }

  func source(_ changes: [String: JSON] = [:]) -> JSON {
    let source: [String: JSON] = [
      "holder": "甲供应链公司", "right": "contract", "number": "合同8", "signedOn": "2026-03-02",
      "until": "2027-03-01", "purpose": "景气分析",
    ]
    return .object(source.merging(changes) { $1 })
  }

  func manifest(_ changes: [String: JSON] = [:]) -> JSON {
    let manifest: [String: JSON] = [
      "mode": "full", "columns": ["code", "orders"], "encoding": "utf8", "delimiter": "comma",
      "rows": 100, "bytes": 3_000, "digest": digest("own"),
    ]
    return .object(manifest.merging(changes) { $1 })
  }

  func tryRequest(_ changes: [String: JSON] = [:]) throws -> Outcome {
    try platform.run("import.request", try input(changes), as: owner)
  }

  func request(_ changes: [String: JSON] = [:]) throws {
    if supply.scenario == nil { try supply.supply() }
    id = try chain.must("import.request", try input(changes), owner)
  }

  func report(_ columns: JSON = [], overlap: JSON = []) throws -> JSON {
    [
      "import": try chain.made(id),
      "findings": [
        "rows": 100, "rowsBad": 0, "counts": [], "columns": columns, "formulas": 0, "markup": 0,
      ],
      "overlap": ["pairs": overlap, "compared": 4, "leftOut": 0],
    ]
  }

  func scan(_ changes: [String: JSON] = [:], columns: JSON = [], overlap: JSON = []) throws {
    try request(changes)
    try chain.must("import.scanned", try report(columns, overlap: overlap), system)
  }

  func vote(
    _ actor: Actor, _ conclusion: String = "approved", opinion: String? = "同意"
  ) throws -> Outcome {
    try platform.run(
      "import.review",
      [
        "import": try chain.made(id), "conclusion": .string(conclusion),
        "opinion": opinion.map(JSON.string) ?? .null,
      ], as: actor)
  }

  func approve(_ changes: [String: JSON] = [:]) throws {
    try scan(changes)
    for actor in [first, second] {
      let outcome = try vote(actor)
      guard outcome.isAllowed else { throw UnexpectedOutcome("import.review", outcome) }
    }
  }

  func delivery(_ changes: [String: JSON] = [:]) throws -> JSON {
    let upload = try chain.record(DataImport.self, id).upload
    let input: [String: JSON] = [
      "import": try chain.made(id), "upload": .string(upload.rawValue), "digest": digest("own"),
    ]
    return .object(input.merging(changes) { $1 })
  }

  func deliver() throws {
    if id == nil { try approve() }
    try chain.must("import.deliver", try delivery(), owner)
    let found = try chain.record(DataImport.self, id)
    resource = found.resource
    batch = found.batch
  }

  func accept() throws {
    try deliver()
    let id = try chain.made(batch)
    try chain.must("batch.started", ["batch": id], system)
    try chain.must(
      "batch.accepted",
      [
        "batch": id, "rowsGood": 100, "rowsBad": 0,
        "version": [
          "rows": 100, "bytes": 3_000, "vaultObject": .string(supply.random("VLT")),
          "digest": digest("stored own"), "sheet": ["columns": 2],
        ],
      ], system)
  }

  func grantRequest(_ changes: [String: JSON] = [:]) throws -> JSON {
    let input: [String: JSON] = [
      "scenario": try chain.made(supply.scenario), "resource": try chain.made(resource),
      "tableName": "orders", "purpose": "analysis",
      "columns": [
        ["name": "code", "mask": "pseudonym"], ["name": "orders", "mask": "none"],
      ],
    ]
    return .object(input.merging(changes) { $1 })
  }

  /// The grant of the import, ready to be read.
  func readyGrant() throws {
    try accept()
    grant = try chain.must("grant.request", try grantRequest(), owner)
    let id = try chain.made(grant)
    try chain.must("grant.approve", ["grant": id], supply.bureau)
    try chain.must("grant.started", ["grant": id], system)
    let record = try chain.record(Grant.self, grant)
    let version = try DatasetVersion.active(of: record.resource, platform.records)
    try chain.must(
      "grant.materialised",
      [
        "grant": id, "datasetVersion": try chain.made(version?.id),
        "vaultObject": .string(supply.random("VLT")), "rows": 100,
        "policyDigest": .string(record.policyDigest.hex), "consentEpoch": 0,
      ], system)
  }

  func program() throws -> JSON {
    try chain.made(
      try chain.must(
        "program.register",
        [
          "scenario": try chain.made(supply.scenario), "name": "融合", "kind": "sql",
          "processing": "link", "source": "",
          "outputs": [["name": "result", "format": "csv", "query": "SELECT 1 AS n"]],
        ], owner))
  }

  func job(_ program: JSON, _ grants: [RecordID?]) throws -> Outcome {
    try platform.run(
      "job.submit",
      [
        "scenario": try chain.made(supply.scenario), "program": program,
        "environment": "production", "grants": .array(try grants.map(chain.made)),
        "outputs": ["result"],
      ], as: owner)
  }
}
