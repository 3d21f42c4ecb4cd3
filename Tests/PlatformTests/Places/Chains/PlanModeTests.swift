// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// A plan names a mode, and call and agreement keep to it (SC-11.4-a).
@Suite struct PlanModeTests {
  private func sections(_ mode: String) -> JSON {
    var members = PlaceLives.texts(PlaceLives.sichuanPlan).object ?? [:]
    members["mode"] = .string(mode)
    return .object(members)
  }

  private func with(_ step: PlaceStep, _ more: [String: JSON]) -> PlaceStep {
    PlaceStep(
      step.by, step.name, .object((step.input.object ?? [:]).merging(more) { $1 }), on: step.on,
      save: step.save)
  }

  /// The chain before the first step of a name.
  private func chain(before name: String) throws -> (PlaceChain, PlaceStep) {
    let chain = try PlaceChain("sichuan")
    for step in PlaceLives.sichuan("authorisation") {
      if step.name == name { return (chain, step) }
      try chain.must(step)
    }
    throw FakeError.stepMissing
  }

  @Test func `a plan that names no mode is not handed in`() throws {
    let (chain, plan) = try chain(before: "case.record")
    for text in ["见方案", "整体", "整体授权和分领域授权", "sectors", "全部"] {
      let outcome = try chain.attempt(with(plan, ["sections": sections(text)]))
      #expect(outcome.codes == ["plan.mode.unknown"], "\(text)")
      #expect(outcome.clauses == ["SC-11.4-a"], "\(text)")
    }
    let empty = try chain.attempt(with(plan, ["sections": sections("  ")]))
    #expect(empty.codes == ["plan.section.empty"])
    for text in ["whole", " 整体授权 ", "Whole"] {
      let other = try self.chain(before: "case.record").0
      #expect(try other.attempt(with(plan, ["sections": sections(text)])).isAllowed, "\(text)")
    }
  }

  @Test func `a call of another mode than its plan is not drafted`() throws {
    let (chain, draft) = try chain(before: "call.draft")
    let other: [String: JSON] = ["mode": "sector", "grounds": ["necessity": "确有需要"]]
    let outcome = try chain.attempt(with(draft, other))
    #expect(outcome.codes == ["plan.mode"] && outcome.clauses == ["SC-11.4-a"])
    #expect(try chain.attempt(draft).isAllowed)
  }

  @Test func `a call and an agreement do not go on once their modes differ from the plan`() throws {
    for name in ["call.publish", "agreement.draft"] {
      let (chain, step) = try chain(before: name)
      var call = try #require(try JSON(encoding: try chain.record(Call.self, "call")).object)
      call["mode"] = "scenario"
      let changed = try JSON.object(call).decode(Call.self)
      let kept = try chain.record(Call.self, "call")
      try chain.platform.records.put(changed)
      let outcome = try chain.attempt(step)
      #expect(outcome.codes.contains("plan.mode"), "\(name)")
      #expect(outcome.clauses.contains("SC-11.4-a"), "\(name)")
      try chain.platform.records.put(kept)
      #expect(try chain.attempt(step).isAllowed, "\(name)")
    }
  }

  @Test func `a plan of before modes were looked at stops nothing`() throws {
    let (chain, publish) = try chain(before: "call.publish")
    var file = try #require(try JSON(encoding: try chain.record(CaseFile.self, "case")).object)
    var plan = file["plan"]?.object ?? [:]
    #expect(plan["mode"] == "整体授权")
    plan["mode"] = "见方案"
    file["plan"] = .object(plan)
    try chain.platform.records.put(try JSON.object(file).decode(CaseFile.self))
    #expect(try chain.attempt(publish).isAllowed)
  }
}
