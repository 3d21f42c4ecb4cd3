// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

@Suite struct ScenarioTests {
  @Test func `a scenario that bureau and unit agree to at both gates is approved`() throws {
    let supply = try SupplyCase()
    try supply.approve()
    let scenario = try supply.chain.record(Scenario.self, supply.scenario)
    #expect(scenario.state == .approved)
    #expect(scenario.supplyDue == (try day("2026-04-30")))
    #expect(scenario.supplyRoute == .cityPlatform)
    #expect(scenario.reviews.count == 4)
    #expect(scenario.sourceUnits == [supply.unit.organisation])
    #expect(scenario.responsiblePerson == "张三")
  }

  @Test func `the responsible person is in no fact`() throws {
    let supply = try SupplyCase()
    try supply.propose()
    let facts = supply.platform.log.filter { $0.type == "scenario.proposed" }.map(\.facts)
    #expect(facts.count == 1)
    #expect(!facts[0].canonicalText.contains("张三"))
  }

  @Test func `the same plan under another title is refused, and so is the same title`() throws {
    let supply = try SupplyCase()
    try supply.propose()
    for plan in [
      try supply.plan(["title": "另一场景"]), try supply.plan(["purpose": "另一用途"]),
    ] {
      let outcome = try supply.tryPropose(plan)
      #expect(outcome.codes == ["scenario.plan.reused"])
      #expect(outcome.clauses == ["EZ-02.10-a"])
    }
  }

  @Test func `nothing is proposed before the rules for developers are approved`() throws {
    let supply = try SupplyCase(rules: false)
    let outcome = try supply.tryPropose(try supply.plan())
    #expect(outcome.codes == ["scenario.rules"])
    #expect(outcome.clauses == ["EZ-02.11-a", "EZ-02.11-c"])
  }

  @Test func `an agreement not in force or another operator's carries no scenario`() throws {
    let supply = try SupplyCase()
    try supply.alter(Agreement.self, supply.chain.agreement, "state", "suspended")
    #expect(try supply.tryPropose(try supply.plan()).codes == ["agreement.force"])
    let other = try supply.platform.run(
      "scenario.propose", try supply.proposal(try supply.plan()), as: supply.chain.loser)
    #expect(other.codes == ["agreement.unknown"])
  }

  @Test(arguments: [
    ("principles", JSON.object(["lawful": "依法"]), "scenario.principles", "EZ-01-a"),
    ("productForm", "poem", "scenario.productForm", "EZ-A1.5-a"),
  ])
  func `a plan that lacks something is refused with the clause`(
    member: String, value: JSON, code: String, clause: String
  ) throws {
    let supply = try SupplyCase()
    let outcome = try supply.tryPropose(try supply.plan([member: value]))
    #expect(outcome.codes == [code])
    #expect(outcome.clauses == [clause])
  }

  @Test func `a scenario without a responsible person is refused`() throws {
    let supply = try SupplyCase()
    let input: JSON = [
      "agreement": try supply.chain.made(supply.chain.agreement), "plan": try supply.plan(),
    ]
    let outcome = try supply.platform.run("scenario.propose", input, as: supply.owner)
    #expect(outcome.codes == ["scenario.responsible"])
    #expect(outcome.clauses == ["EZ-02.13-d"])
  }

  static let badLines: [([String: JSON], String)] = [
    (["columns": ["uscc", "nothing"]], "scenario.demand.column"),
    (["columns": ["kwh", "kwh"]], "scenario.demand.column"),
    (["identifierPurpose": .null], "scenario.demand.identifier"),
    (["entry": "AUT-0000000000000000"], "scenario.demand.entry"),
  ]

  @Test(arguments: badLines)
  func `a demand line outside the catalogue or without its purpose is refused`(
    changes: [String: JSON], code: String
  ) throws {
    let supply = try SupplyCase()
    let plan = try supply.plan(["demand": [try supply.line(changes)]])
    #expect(try supply.tryPropose(plan).codes == [code])
  }

  @Test func `only listed entries of the agreement are demanded, each once`() throws {
    let supply = try SupplyCase()
    let stub = try supply.chain.row(2)
    let outside = try supply.plan([
      "demand": [try supply.line(["entry": .string(stub.id.rawValue)])]
    ])
    #expect(try supply.tryPropose(outside).clauses == ["EZ-02.2-d"])
    let twice = try supply.plan(["demand": [try supply.line(), try supply.line()]])
    #expect(try supply.tryPropose(twice).codes == ["scenario.demand.twice"])
    try supply.alter(AuthorisedEntry.self, supply.chain.entry, "state", "described")
    #expect(try supply.tryPropose(try supply.plan()).codes == ["scenario.demand.unlisted"])
  }

  @Test func `personal information needs a way of consent`() throws {
    let supply = try SupplyCase()
    try supply.alter(AuthorisedEntry.self, supply.chain.entry, "personalInformation", "possible")
    let plan = try supply.plan(["demand": [try supply.line(["consentWay": .null])]])
    let outcome = try supply.tryPropose(plan)
    #expect(outcome.codes == ["scenario.demand.consent"])
    #expect(outcome.clauses == ["EZ-02.3-b", "EZ-A2.01-a"])
    #expect(try supply.tryPropose(try supply.plan()).isAllowed)
  }

  @Test func `numbers of persons need a way of consent whatever the entry is labelled`() throws {
    let supply = try SupplyCase()
    let resource = try supply.chain.record(Resource.self, supply.chain.resource)
    let columns = try resource.columns.map { column -> JSON in
      let json = try JSON(encoding: column)
      return column.name == "uscc" ? json.setting("type", "identityNumber") : json
    }
    try supply.alter(Resource.self, resource.id, "columns", .array(columns))
    try supply.alter(AuthorisedEntry.self, supply.chain.entry, "personalInformation", "none")
    let plan = try supply.plan(["demand": [try supply.line(["consentWay": .null])]])
    #expect(try supply.tryPropose(plan).codes == ["scenario.demand.consent"])
    #expect(try supply.tryPropose(try supply.plan()).isAllowed)
  }

  @Test func `no vote says yes before the assessment`() throws {
    let supply = try SupplyCase()
    try supply.propose()
    let outcome = try supply.vote("feasibility", supply.bureau)
    #expect(outcome.codes == ["scenario.assessment.missing"])
    #expect(outcome.clauses == ["EZ-02.13-b"])
  }

  @Test func `the bureau alone does not approve, and votes once`() throws {
    let supply = try SupplyCase()
    try supply.assess()
    #expect(try supply.vote("feasibility", supply.bureau).isAllowed)
    #expect(try supply.vote("demand", supply.bureau).isAllowed)
    #expect(try supply.chain.record(Scenario.self, supply.scenario).state == .submitted)
    let again = try supply.vote("demand", supply.chain.colleague)
    #expect(again.codes == ["scenario.review.already"])
    #expect(try supply.vote("feasibility", supply.unit).isAllowed)
    #expect(try supply.chain.record(Scenario.self, supply.scenario).state == .submitted)
    #expect(try supply.vote("demand", supply.unit).isAllowed)
    #expect(try supply.chain.record(Scenario.self, supply.scenario).state == .approved)
  }

  @Test func `the first no rejects`() throws {
    let supply = try SupplyCase()
    try supply.assess()
    #expect(try supply.vote("feasibility", supply.bureau).isAllowed)
    #expect(try supply.vote("demand", supply.unit, "rejected").isAllowed)
    #expect(try supply.chain.record(Scenario.self, supply.scenario).state == .rejected)
    #expect(try supply.vote("feasibility", supply.unit).codes == ["scenario.state"])
  }

  @Test func `day and the only route are set with the bureau's yes`() throws {
    let supply = try SupplyCase()
    try supply.assess()
    let late = try supply.vote("demand", supply.bureau, "approved", ["supplyDue": "2026-03-01"])
    #expect(late.codes == ["scenario.supplyDue"])
    let direct = try supply.vote("demand", supply.bureau, "approved", ["supplyRoute": "direct"])
    #expect(direct.codes == ["scenario.supplyRoute"])
    #expect(direct.clauses == ["EZ-02.10-c", "EZ-02.4-a", "EZ-02.4-b"])
  }

  @Test func `strangers review nothing and learn nothing`() throws {
    let supply = try SupplyCase()
    try supply.assess()
    let stranger = try supply.platform.actor("water company", .sourceUnit)
    #expect(try supply.vote("demand", stranger).codes == ["scenario.unknown"])
  }

  @Test func `the operator's organisation never reviews its own scenario`() throws {
    let supply = try SupplyCase()
    try supply.assess()
    let two = try supply.platform.actor(
      "double", of: supply.owner.organisation, [.implementingBody])
    #expect(try supply.vote("feasibility", two).codes == ["scenario.self"])
  }

  @Test func `a returned scenario begins its review anew`() throws {
    let supply = try SupplyCase()
    try supply.assess()
    #expect(try supply.vote("feasibility", supply.bureau).isAllowed)
    let id = try supply.chain.made(supply.scenario)
    try supply.chain.must("scenario.return", ["scenario": id, "ground": "补充用途"], supply.unit)
    let input: JSON = [
      "scenario": id, "plan": try supply.plan(["purpose": "服务中小企业信贷"]),
      "responsiblePerson": "李四",
    ]
    try supply.chain.must("scenario.resubmit", input, supply.owner)
    let scenario = try supply.chain.record(Scenario.self, supply.scenario)
    #expect(scenario.state == .submitted && scenario.round == 2)
    #expect(scenario.reviews.isEmpty && scenario.exAnteAssessmentDigest == nil)
    #expect(scenario.responsiblePerson == "李四")
  }

  @Test func `each action of a scenario is possible in these states only`() throws {
    let supply = try SupplyCase()
    try supply.propose()
    let id = try supply.chain.made(supply.scenario)
    let resubmission: JSON = [
      "scenario": id, "plan": try supply.plan(), "responsiblePerson": "张三",
    ]
    let rows: [(String, JSON, Actor, Set<Scenario.State>)] = [
      ("scenario.return", ["scenario": id, "ground": "补"], supply.bureau, [.submitted]),
      ("scenario.resubmit", resubmission, supply.owner, [.returned]),
      ("scenario.assess", ["scenario": id, "digest": digest("a")], supply.bureau, [.submitted]),
      (
        "scenario.review", ["scenario": id, "gate": "demand", "conclusion": "rejected"],
        supply.bureau, [.submitted]
      ),
      (
        "scenario.end", ["scenario": id, "ground": "停"], supply.owner,
        [.submitted, .returned, .approved]
      ),
    ]
    let fresh = try supply.chain.record(Scenario.self, supply.scenario)
    for (name, input, actor, allowed) in rows {
      for state in Scenario.State.allCases {
        try supply.platform.records.put(fresh)
        try supply.alter(Scenario.self, supply.scenario, "state", .string(state.rawValue))
        let outcome = try supply.platform.run(name, input, as: actor)
        #expect(outcome.isAllowed == allowed.contains(state), "\(name) in \(state)")
        if !outcome.isAllowed { #expect(outcome.codes == ["scenario.state"]) }
      }
    }
  }
}
