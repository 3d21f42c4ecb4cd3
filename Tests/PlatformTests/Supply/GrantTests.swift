// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

@Suite struct GrantTests {
  private func request(_ supply: SupplyCase, _ changes: [String: JSON]) throws -> Outcome {
    try supply.platform.run("grant.request", try supply.grantRequest(changes), as: supply.owner)
  }

  @Test func `an approved grant is written and ready`() throws {
    let supply = try SupplyCase()
    try supply.readyGrant()
    let grant = try supply.chain.record(Grant.self, supply.grant)
    #expect(grant.state == .ready && grant.rows == 990)
    let resource = try supply.chain.record(Resource.self, supply.chain.resource)
    #expect(grant.policyDigest == grant.policy(over: resource).digest)
    #expect(grant.parties == [supply.owner.organisation, supply.unit.organisation])
    #expect(!grant.needsLinkageReview)
    let stop = try SupplyChain.stop(
      grant: grant.id, on: supply.platform.today, supply.platform.profile, supply.platform.records)
    #expect(stop == nil)
  }

  @Test func `identifiers are hidden, and the subject's code shows for answers about one only`()
    throws
  {
    let supply = try SupplyCase()
    try supply.supply()
    for mask in ["none", "partial"] {
      let outcome = try request(supply, ["columns": [["name": "uscc", "mask": .string(mask)]]])
      #expect(outcome.codes == ["grant.column.identifier"])
      #expect(outcome.clauses == ["EZ-02.13-a"])
    }
    let service = try request(
      supply, ["purpose": "subjectService", "columns": [["name": "uscc", "mask": "none"]]])
    #expect(service.isAllowed)
  }

  @Test func `anonymised demand never shows a subject's code`() throws {
    let supply = try SupplyCase()
    try supply.supply()
    let plan = try supply.plan(["demand": [try supply.line(["consentWay": "anonymised"])]])
    try supply.alter(Scenario.self, supply.scenario, "plan", plan)
    let outcome = try request(
      supply, ["purpose": "subjectService", "columns": [["name": "uscc", "mask": "none"]]])
    #expect(outcome.codes == ["grant.column.identifier"])
  }

  @Test func `nothing beyond the approved demand is granted`() throws {
    let supply = try SupplyCase()
    try supply.supply()
    let plan = try supply.plan(["demand": [try supply.line(["columns": ["kwh"]])]])
    try supply.alter(Scenario.self, supply.scenario, "plan", plan)
    let columns: JSON = [["name": "kwh", "mask": "none"], ["name": "month", "mask": "year"]]
    let wide = try request(supply, ["columns": columns])
    #expect(wide.codes == ["grant.columns"])
    #expect(wide.clauses == ["EZ-02.2-d"])
    let filter: JSON = [["column": "month", "test": "isNotNull", "values": []]]
    let hidden = try request(
      supply, ["columns": [["name": "kwh", "mask": "none"]], "rowFilter": filter])
    #expect(hidden.codes == ["grant.columns"])
    #expect(try request(supply, ["columns": [["name": "kwh", "mask": "none"]]]).isAllowed)
  }

  static let refused: [([String: JSON], String)] = [
    (["tableName": "Power; --"], "field.name"),
    (["columns": [["name": "kwh", "mask": "year"]]], "grant.column.type"),
    (
      ["columns": [["name": "kwh", "mask": "none"], ["name": "kwh", "mask": "null"]]],
      "grant.columns"
    ),
    (
      ["rowFilter": [["column": "uscc", "test": "equal", "values": ["91420700MA00000000"]]]],
      "grant.filter.identifier"
    ),
    (["rowFilter": [["column": "kwh", "test": "less", "values": ["1 OR 1"]]]], "grant.filter"),
    (["resource": "RES-0000000000000000"], "resource.unknown"),
    (["scenario": "SCN-0000000000000000"], "scenario.unknown"),
  ]

  @Test(arguments: refused)
  func `a request that does not fit is refused`(changes: [String: JSON], code: String) throws {
    let supply = try SupplyCase()
    try supply.supply()
    #expect(try request(supply, changes).codes == [code])
  }

  @Test func `rows are not chosen by values that a mask hides`() throws {
    let supply = try SupplyCase()
    try supply.supply()
    let filter: JSON = [["column": "kwh", "test": "less", "values": ["10"]]]
    let masked: JSON = [
      ["name": "uscc", "mask": "pseudonym"], ["name": "kwh", "mask": "bucket:10"],
    ]
    #expect(
      try request(supply, ["columns": masked, "rowFilter": filter]).codes == [
        "grant.filter.masked"
      ])
    let open: JSON = [["name": "uscc", "mask": "pseudonym"], ["name": "kwh", "mask": "none"]]
    #expect(try request(supply, ["columns": open, "rowFilter": filter]).isAllowed)
    // The mask of one grant is not undone by the filter or the mask of another.
    let other: [String: JSON] = ["tableName": "second", "columns": masked]
    #expect(try request(supply, other).codes == ["grant.column.other"])
    let hidden: JSON = [["name": "uscc", "mask": "null"], ["name": "kwh", "mask": "null"]]
    #expect(try request(supply, ["tableName": "third", "columns": hidden]).isAllowed)
  }

  @Test func `a filter of one grant does not undo the mask of another`() throws {
    let supply = try SupplyCase()
    try supply.supply()
    let masked: JSON = [
      ["name": "uscc", "mask": "pseudonym"], ["name": "kwh", "mask": "bucket:10"],
    ]
    #expect(try request(supply, ["columns": masked]).isAllowed)
    let narrow: [String: JSON] = [
      "tableName": "second", "columns": [["name": "uscc", "mask": "pseudonym"]],
      "rowFilter": [["column": "kwh", "test": "less", "values": ["10"]]],
    ]
    #expect(try request(supply, narrow).codes == ["grant.filter.masked"])
    let wider: [String: JSON] = [
      "tableName": "second",
      "columns": [["name": "uscc", "mask": "pseudonym"], ["name": "kwh", "mask": "bucket:15"]],
    ]
    #expect(try request(supply, wider).codes == ["grant.column.other"])
  }

  @Test func `a mask of one grant is not undone by an earlier filter of another`() throws {
    let supply = try SupplyCase()
    try supply.supply()
    let narrow: [String: JSON] = [
      "columns": [["name": "uscc", "mask": "pseudonym"]],
      "rowFilter": [["column": "kwh", "test": "less", "values": ["10"]]],
    ]
    #expect(try request(supply, narrow).isAllowed)
    let masked: [String: JSON] = [
      "tableName": "second", "columns": [["name": "kwh", "mask": "bucket:10"]],
    ]
    #expect(try request(supply, masked).codes == ["grant.column.other"])
  }

  @Test func `buckets of one hide nothing`() throws {
    let supply = try SupplyCase()
    try supply.supply()
    let resource = try supply.chain.record(Resource.self, supply.chain.resource)
    let columns = resource.columns.map { column -> JSON in
      let type = column.name == "kwh" ? "integer" : column.type.rawValue
      return [
        "name": .string(column.name), "type": .string(type), "label": .string(column.label),
        "classification": ["grade": "important", "kind": "other", "secret": false],
      ]
    }
    try supply.alter(Resource.self, resource.id, "columns", .array(columns))
    let one = try request(supply, ["columns": [["name": "kwh", "mask": "bucket:1"]]])
    #expect(one.codes == ["grant.column.bucket"])
    #expect(try request(supply, ["columns": [["name": "kwh", "mask": "bucket:2"]]]).isAllowed)
  }

  @Test func `buckets of one over whole numbers of a decimal column are no mask`() throws {
    let supply = try SupplyCase()
    try supply.supply()
    let resource = try supply.chain.record(Resource.self, supply.chain.resource)
    let columns = resource.columns.map { column -> JSON in
      let type = column.name == "kwh" ? "decimal" : column.type.rawValue
      return [
        "name": .string(column.name), "type": .string(type), "label": .string(column.label),
        "classification": ["grade": "important", "kind": "other", "secret": false],
      ]
    }
    try supply.alter(Resource.self, resource.id, "columns", .array(columns))
    let one = try request(supply, ["columns": [["name": "kwh", "mask": "bucket:1"]]])
    #expect(one.codes == ["grant.column.important"])
    #expect(try request(supply, ["columns": [["name": "kwh", "mask": "bucket:2"]]]).isAllowed)
  }

  @Test func `important data are masked and core data never granted`() throws {
    let supply = try SupplyCase()
    try supply.supply()
    let resource = try supply.chain.record(Resource.self, supply.chain.resource)
    for (grade, code) in [("important", "grant.column.important"), ("core", "grant.column.core")] {
      let columns = resource.columns.map { column -> JSON in
        [
          "name": .string(column.name), "type": .string(column.type.rawValue),
          "label": .string(column.label),
          "classification": ["grade": .string(grade), "kind": "other", "secret": false],
        ]
      }
      try supply.alter(Resource.self, resource.id, "columns", .array(columns))
      let outcome = try request(supply, ["columns": [["name": "kwh", "mask": "none"]]])
      #expect(outcome.codes == [code])
    }
  }

  @Test func `a name is used once in a scenario`() throws {
    let supply = try SupplyCase()
    try supply.requestGrant()
    #expect(try request(supply, [:]).codes == ["grant.table.taken"])
    #expect(try request(supply, ["tableName": "again"]).isAllowed)
  }

  @Test func `the requester's side never decides`() throws {
    let supply = try SupplyCase()
    try supply.requestGrant()
    let double = try supply.platform.actor(
      "double", of: supply.owner.organisation, [.implementingBody])
    let input: JSON = ["grant": try supply.chain.made(supply.grant)]
    #expect(try supply.platform.run("grant.approve", input, as: double).codes == ["grant.self"])
    let opinion: JSON = ["grant": try supply.chain.made(supply.grant), "opinion": "不同意"]
    #expect(try supply.platform.run("grant.reject", opinion, as: double).codes == ["grant.self"])
    #expect(try supply.platform.run("grant.reject", opinion, as: supply.bureau).isAllowed)
  }

  @Test func `joined resources are approved with an assessment of joining only`() throws {
    let supply = try SupplyCase()
    try supply.requestGrant()
    let other = try #require(RecordID(supply.random("GRT")))
    guard case .object(var twin) = try JSON(encoding: supply.chain.record(Grant.self, supply.grant))
    else { return }
    twin["id"] = .string(other.rawValue)
    twin["resource"] = .string(supply.random("RES"))
    twin["tableName"] = "water"
    try supply.platform.records.put(try JSON.object(twin).decode(Grant.self))
    supply.grant = try supply.chain.must(
      "grant.request", try supply.grantRequest(["tableName": "joined"]), supply.owner)
    let grant = try supply.chain.record(Grant.self, supply.grant)
    #expect(grant.needsLinkageReview && grant.joinedResources == 2)
    let id = try supply.chain.made(supply.grant)
    let bare = try supply.platform.run("grant.approve", ["grant": id], as: supply.bureau)
    #expect(bare.codes == ["grant.linkage"])
    #expect(bare.clauses == ["EZ-02.13-e"])
    try supply.chain.must(
      "grant.approve", ["grant": id, "linkageAssessment": digest("linkage")], supply.bureau)
  }

  @Test func `a copy of other rules, data or consents is not taken`() throws {
    let supply = try SupplyCase()
    try supply.requestGrant()
    let id = try supply.chain.made(supply.grant)
    try supply.chain.must("grant.approve", ["grant": id], supply.bureau)
    try supply.chain.must("grant.started", ["grant": id], supply.system)
    guard case .object(let report) = try supply.written() else { return }
    let changes: [(String, JSON)] = [
      ("policyDigest", digest("other")), ("datasetVersion", .string(supply.random("DSV"))),
      ("consentEpoch", 1),
    ]
    for (member, value) in changes {
      let outcome = try supply.platform.run(
        "grant.materialised", .object(report.merging([member: value]) { $1 }), as: supply.system)
      #expect(outcome.codes == ["grant.outdated"], "\(member)")
    }
    try supply.chain.must("grant.materialised", .object(report), supply.system)
    let again = try supply.platform.run(
      "grant.materialised", .object(report), as: supply.system)
    #expect(again.codes == ["grant.already"])
  }

  @Test func `a new version and a change of consents make a grant stale`() throws {
    let supply = try SupplyCase()
    try supply.readyGrant()
    try supply.accept()
    #expect(try supply.chain.record(Grant.self, supply.grant).state == .stale)
    let id = try supply.chain.made(supply.grant)
    try supply.chain.must("grant.started", ["grant": id], supply.system)
    try supply.chain.must(
      "grant.stale", ["grant": id, "ground": "consentChanged"], supply.system)
    let grant = try supply.chain.record(Grant.self, supply.grant)
    #expect(grant.state == .stale && grant.consentEpoch == 1)
    try supply.chain.must("grant.started", ["grant": id], supply.system)
    try supply.chain.must("grant.materialised", try supply.written(), supply.system)
    #expect(try supply.chain.record(Grant.self, supply.grant).state == .ready)
  }

  @Test func `each action of a grant is possible in these states only`() throws {
    let supply = try SupplyCase()
    try supply.requestGrant()
    let id = try supply.chain.made(supply.grant)
    let live: Set<Grant.State> = Set(Grant.State.allCases.filter(\.isLive))
    let rows: [(String, JSON, Actor, Set<Grant.State>)] = [
      ("grant.approve", ["grant": id], supply.bureau, [.requested]),
      ("grant.reject", ["grant": id, "opinion": "否"], supply.bureau, [.requested]),
      ("grant.started", ["grant": id], supply.system, [.approved, .stale]),
      ("grant.materialised", try supply.written(), supply.system, [.materialising]),
      ("grant.failed", ["grant": id, "failureClass": "query"], supply.system, [.materialising]),
      (
        "grant.stale", ["grant": id, "ground": "newVersion"], supply.system,
        [.materialising, .ready, .failed]
      ),
      ("grant.revoke", ["grant": id, "ground": "停"], supply.owner, live),
      ("grant.revoke", ["grant": id, "ground": "停"], supply.unit, live),
      (
        "grant.destroyed", ["grant": id, "certificate": digest("c")], supply.system, [.revoked]
      ),
      ("sample.request", ["grant": id, "rows": 100], supply.owner, [.ready]),
    ]
    let fresh = try supply.chain.record(Grant.self, supply.grant)
    for (name, input, actor, allowed) in rows {
      for state in Grant.State.allCases {
        try supply.platform.records.put(fresh)
        try supply.alter(Grant.self, supply.grant, "state", .string(state.rawValue))
        let outcome = try supply.platform.run(name, input, as: actor)
        #expect(outcome.isAllowed == allowed.contains(state), "\(name) in \(state)")
      }
    }
  }

  @Test func `no stranger revokes`() throws {
    let supply = try SupplyCase()
    try supply.requestGrant()
    let input: JSON = ["grant": try supply.chain.made(supply.grant), "ground": "停"]
    let outcome = try supply.platform.run("grant.revoke", input, as: supply.chain.loser)
    #expect(outcome.codes == ["grant.unknown"])
  }
}
