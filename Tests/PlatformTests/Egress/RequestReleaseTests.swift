// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

@Suite struct RequestReleaseTests {
  private func run(
    _ market: MarketCase, _ fields: [String: JSON], _ changes: [String: JSON?] = [:]
  ) throws -> Outcome {
    var fields = fields
    for (name, value) in changes { fields[name] = value }
    return try market.platform.run("egress.request", .object(fields), as: market.producer)
  }

  @Test func `a query, a table, subject answers and a file can be asked for`() throws {
    let market = try MarketCase()
    let id = try #require(try run(market, market.queryFields).id)
    let release = try market.record(Release.self, id)
    #expect(release.state == .requested && release.checkersNeeded == 2)
    #expect(release.resources == [market.resource] && release.standing == nil)
    #expect(release.context == "供公众查询各区人数，由统计表生成")
    #expect(try run(market, market.queryFields, ["kind": "tabulation"]).isAllowed)
    #expect(try run(market, market.subjectFields).isAllowed)
    let file: [String: JSON?] = [
      "kind": "file", "grant": .some(nil), "output": market.output.json,
      "spec": ["file": ["description": "指数表", "decimals": 2]],
    ]
    let asked = try #require(try run(market, market.queryFields, file).id)
    #expect(try market.record(Release.self, asked).resources == [market.resource])
  }

  @Test func `what the requester says is erasable and not in facts`() throws {
    let market = try MarketCase()
    _ = try run(market, market.queryFields)
    let facts = try #require(market.platform.log.last).facts
    #expect(facts["context"] == nil && facts["controls"] == nil)
    #expect(Release.table.redactable == ["context", "controls"])
  }

  @Test func `exactly one source of the right kind is needed`() throws {
    let market = try MarketCase()
    #expect(
      try run(market, market.queryFields, ["output": market.output.json]).codes
        == ["egress.source"])
    #expect(try run(market, market.queryFields, ["grant": .some(nil)]).codes == ["egress.source"])
    #expect(try run(market, market.queryFields, ["kind": "file"]).codes == ["egress.source"])
    #expect(
      try run(market, market.queryFields, ["grant": market.subjectGrant.json]).codes
        == ["egress.grant.purpose"])
    #expect(
      try run(
        market, market.queryFields, ["grant": MarketCase.id("GRT", "none").json]
      ).codes == ["egress.source.unknown"])
  }

  @Test func `what is made of codes for single answers leaves as such answers alone`() throws {
    let market = try MarketCase()
    let file: [String: JSON?] = [
      "kind": "file", "grant": .some(nil), "output": market.output.json,
      "spec": ["file": ["description": "指数表", "decimals": 2]],
    ]
    let job = try market.record(JobOutput.self, market.output).job
    var made = try JSON(encoding: market.record(Job.self, job)).object ?? [:]
    made["grants"] = [market.subjectGrant.json]
    try market.platform.records.put(JSON.object(made).decode(Job.self))
    #expect(try run(market, market.queryFields, file).codes == ["egress.grant.purpose"])
    let answers: [String: JSON?] = ["grant": .some(nil), "output": market.output.json]
    #expect(try run(market, market.subjectFields, answers).isAllowed)
  }

  @Test func `another operator's grant is as unknown as none`() throws {
    let market = try MarketCase()
    let outcome = try market.platform.run(
      "egress.request", .object(market.queryFields), as: market.rival)
    #expect(outcome.codes == ["egress.source.unknown"])
    let forbidden = try market.platform.run(
      "egress.request", .object(market.queryFields), as: market.developer)
    #expect(!forbidden.isAllowed && forbidden.codes.isEmpty)
  }

  @Test func `a grant that is not ready, and an output outside quarantine, give nothing`() throws {
    let market = try MarketCase()
    for state in Grant.State.allCases where state != .ready {
      try market.change(Grant.self, market.grant) { $0.state = state }
      #expect(try run(market, market.queryFields).codes == ["egress.grant.state"], "\(state)")
    }
    try market.change(JobOutput.self, market.output) { $0.state = .destroyed }
    let fields: [String: JSON?] = [
      "kind": "file", "grant": .some(nil), "output": market.output.json,
      "spec": ["file": ["description": "指数表", "decimals": 2]],
    ]
    #expect(try run(market, market.queryFields, fields).codes == ["egress.output.state"])
  }

  @Test func `the agreement must be in force and the scenario approved`() throws {
    let market = try MarketCase()
    try market.change(Agreement.self, market.agreement) { $0.state = .suspended }
    try market.change(Scenario.self, market.scenario) { $0.state = .ended }
    #expect(
      try run(market, market.queryFields).codes
        == ["agreement.notInForce", "scenario.notApproved"])
  }

  @Test func `a column that was not granted cannot leave`() throws {
    let market = try MarketCase()
    var spec = try #require(MarketCase.tabulation.object)
    spec["dimensions"] = ["district", "owner"]
    let outcome = try run(market, market.queryFields, ["spec": ["tabulation": .object(spec)]])
    #expect(outcome.codes == ["egress.spec.notGranted"] && outcome.clauses == ["EZ-02.13-a"])
    spec["dimensions"] = ["district"]
    spec["measures"] = [["function": "max", "column": "kwh"]]
    let extreme = try run(market, market.queryFields, ["spec": ["tabulation": .object(spec)]])
    #expect(extreme.codes.allSatisfy { $0.hasPrefix("egress.spec.") } && !extreme.isAllowed)
  }

  @Test func `a template may not hand out the identifier`() throws {
    let market = try MarketCase()
    var template = try #require(MarketCase.template.object)
    template["fields"] = [
      [
        "name": "code", "columns": ["uscc"], "necessity": "核对", "derivation": ["isPresent": [:]],
      ]
    ]
    let outcome = try run(
      market, market.subjectFields, ["spec": ["subject": .object(template)]])
    #expect(outcome.codes == ["egress.template.identifier"])
  }

  @Test func `a specification holds no code of a person and one form only`() throws {
    let market = try MarketCase()
    var spec = try #require(MarketCase.tabulation.object)
    spec["filters"] = [["column": "uscc", "comparison": "in", "values": ["11010519491231002X"]]]
    let outcome = try run(market, market.queryFields, ["spec": ["tabulation": .object(spec)]])
    #expect(outcome.codes == ["egress.spec.personal"])
    #expect(!"\(outcome.reasons)".contains("11010519491231002X"))
    let both: JSON = ["tabulation": MarketCase.tabulation, "subject": MarketCase.template]
    #expect(try run(market, market.queryFields, ["spec": both]).codes == ["egress.spec.form"])
    #expect(
      try run(market, market.queryFields, ["spec": ["subject": MarketCase.template]]).codes
        == ["egress.spec.kind"])
  }

  @Test func `standing is for queries and subjects, with limits`() throws {
    let market = try MarketCase()
    #expect(
      try run(market, market.subjectFields, ["standing": .some(nil)]).codes
        == ["egress.standing.needed"])
    #expect(
      try run(market, market.queryFields, ["kind": "tabulation", "standing": true]).codes
        == ["egress.standing.kind"])
    #expect(
      try run(market, market.subjectFields, ["callsPerDay": .some(nil)]).codes
        == ["egress.standing.limits"])
    for day in ["2026-03-31", "2031-03-01"] {
      #expect(
        try run(market, market.subjectFields, ["expiresOn": .string(day)]).codes
          == ["egress.standing.days"])
    }
  }

  @Test func `open thresholds stop every request`() throws {
    let market = try MarketCase()
    market.platform.profile = try ProjectFiles.ezhou()
    let outcome = try run(market, market.queryFields)
    #expect(outcome.codes == ["profile.open"] && outcome.clauses == ["EZ-02.13-a"])
  }
}
