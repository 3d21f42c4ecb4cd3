// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// What must have been recorded before an action.
@Suite struct PrerequisiteTests {
  private func signing(_ life: PlaceLife, _ duty: String, _ parts: JSON) -> JSON {
    [
      "duty": .string(duty), "about": life.agreement.json, "title": "文件", "parts": parts,
      "digest": digest("paper \(duty)"),
    ]
  }

  private let seal: JSON = ["sealNumber": "专用章1号", "sealedBy": "赵六"]

  @Test func `an action waits for a duty of its agreement until another person confirmed it`()
    throws
  {
    let life = try PlaceLife(.quzhou)
    let input: JSON = ["agreement": life.agreement.json]
    let bureau = try life.person(.bureau)
    let before = try life.platform.unprepared("agreement.sign", input, as: bureau)
    #expect(before.map(\.code) == ["prerequisite.missing"])
    #expect(before.first?.clauses == ["QZ-05.p1-b", "QZ-16.p1-a"])
    #expect(before.first?.message.zh.contains("合同专用章用印登记") == true)
    let record = try life.must("duty.record", signing(life, "sealUse", seal), .bureau)
    #expect(try life.record(DutyRecord.self, record).state == .confirming)
    #expect(try !life.platform.unprepared("agreement.sign", input, as: bureau).isEmpty)
    let own = try life.run(
      "duty.confirm", ["dutyRecord": record.json, "conclusion": "approved"], .bureau)
    #expect(own.codes == ["duty.confirm.self"])
    let lead = try life.platform.actor(
      "lead", of: bureau.organisation, [.implementingBody, .dataAuthority])
    try life.platform.mustRun(
      "duty.confirm", ["dutyRecord": record.json, "conclusion": "approved"], as: lead)
    #expect(try life.record(DutyRecord.self, record).state == .kept)
    #expect(try life.platform.unprepared("agreement.sign", input, as: bureau).isEmpty)
  }

  @Test func `a record that was sent back does not count, and says why`() throws {
    let life = try PlaceLife(.quzhou)
    let record = try life.must("duty.record", signing(life, "sealUse", seal), .bureau)
    let lead = try life.platform.actor(
      "lead", of: try life.person(.bureau).organisation, [.implementingBody, .dataAuthority])
    let silent = try life.platform.run(
      "duty.confirm", ["dutyRecord": record.json, "conclusion": "rejected"], as: lead)
    #expect(silent.codes == ["duty.confirm.opinion"])
    try life.platform.mustRun(
      "duty.confirm",
      ["dutyRecord": record.json, "conclusion": "rejected", "opinion": "编号不符"], as: lead)
    let found = try life.record(DutyRecord.self, record)
    #expect(found.state == .declined && found.opinion == "编号不符")
    #expect(
      try !life.platform.unprepared(
        "agreement.sign", ["agreement": life.agreement.json], as: lead
      ).isEmpty)
  }

  @Test func `a failed verdict is no permission`() throws {
    let life = try PlaceLife(.quzhou)
    let exit: JSON = ["agreement": life.agreement.json, "ground": "voluntaryExit"]
    let bureau = try life.person(.bureau)
    let found: JSON = ["exitReasonsFound": "理由不足"]
    var input = signing(life, "exitFinding", found).object ?? [:]
    let bare = try life.run("duty.record", .object(input), .bureau)
    #expect(bare.codes == ["duty.verdict"])
    input["verdict"] = "failed"
    try life.must("duty.record", .object(input), .bureau)
    let clauses = try life.platform.unprepared("agreement.terminate", exit, as: bureau)
      .flatMap(\.clauses)
    #expect(clauses == ["QZ-17.2-a", "QZ-06.4-a"])
    input["verdict"] = "passed"
    input["digest"] = digest("second finding")
    try life.must("duty.record", .object(input), .bureau)
    let left = try life.platform.unprepared("agreement.terminate", exit, as: bureau)
    #expect(left.flatMap(\.clauses) == ["QZ-06.4-a"])
    let breach: JSON = ["agreement": life.agreement.json, "ground": "agreementBreach"]
    let waits = try life.platform.unprepared("agreement.terminate", breach, as: bureau)
    #expect(waits.flatMap(\.clauses) == ["QZ-06.4-a"])
  }

  @Test func `a procedure that others wait for must have come to its end`() throws {
    let life = try PlaceLife(.quzhou)
    let bureau = try life.person(.bureau)
    let reasons = try life.platform.unprepared("call.draft", [:], as: bureau)
    #expect(reasons.flatMap(\.clauses) == ["QZ-05.p2-a", "QZ-06.p1-a"])
    #expect(reasons.first?.message.en.contains("Preparation") == true)
  }

  @Test func `a failed evaluation opens the case of the end`() throws {
    let life = try PlaceLife(.quzhou)
    var input = signing(life, "yearlyEvaluation", ["evaluationResult": "不达标"]).object ?? [:]
    input["verdict"] = "failed"
    try life.must("duty.record", .object(input), .bureau)
    let opened = try life.platform.records.first(
      CaseFile.self, .equal("procedure", "termination"), .equal("subject", life.agreement))
    #expect(opened?.state == .open)
    let owner = try life.person(.owner).organisation
    #expect(opened?.parties.contains(owner) == true)
  }

  @Test func `names that no action and no listing has are found with their line`() throws {
    var text = try ProjectFiles.text("Regulations/quzhou.yaml")
    text = text.replacing(
      "{actions: [agreement.sign], duty", with: "{actions: [agreement.sgn], duty")
    text = text.replacing("listings: [admissions, releases]", with: "listings: [jbs, releases]")
    let profile = try Profile.load(yaml: text, file: "quzhou.yaml")
    let problems = Registry.shuyu.problems(of: profile, file: "quzhou.yaml")
    #expect(
      problems.map(\.message) == [
        "names `agreement.sgn`, which is no action of people",
        "names `jbs`, which is no listing",
      ])
    #expect(problems.allSatisfy { $0.line > 0 })
  }

  @Test func `who supervises sees every row of the listings that the text gives it`() throws {
    let life = try PlaceLife(.quzhou)
    let products = try #require(Registry.shuyu.listings["products"])
    let market = try life.platform.actor("market", .marketRegulator)
    #expect(products.scope(of: market) != .place)
    #expect(products.under(life.platform.profile).scope(of: market) == .place)
    let jobs = try #require(Registry.shuyu.listings["jobs"])
    #expect(jobs.under(life.platform.profile).scope(of: market) != .place)
  }
}
