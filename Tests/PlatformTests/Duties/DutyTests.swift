// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// Recording that a duty was done: who, for what, when, by which paper.
@Suite struct DutyTests {
  /// Ezhou with an authorisation in force since 1 April 2026.
  private func inForce() throws -> EzhouChain {
    let chain = try EzhouChain([Duties.self, RuleSets.self])
    try chain.activate()
    return chain
  }

  private func fields(_ duty: String, _ more: [String: JSON] = [:]) -> JSON {
    var members: [String: JSON] = [
      "duty": .string(duty), "title": "文件", "digest": digest("paper of \(duty)"),
    ]
    for (name, value) in more { members[name] = value }
    return .object(members)
  }

  private let baseSystems: JSON = [
    "propertySystem": "数据产权办法", "circulationSystem": "流通办法", "distributionSystem": "分配办法",
    "governanceSystem": "安全办法",
  ]

  private let inspected: JSON = [
    "managementStage": "正常", "developmentStage": "正常", "circulationStage": "正常",
  ]

  @Test func `a duty is recorded with its day, and late recording shows`() throws {
    let chain = try inForce()
    let input = fields("baseSystems", ["parts": baseSystems, "occurredOn": "2026-03-30"])
    let id = try chain.must("duty.record", input, chain.bureau)
    let record = try chain.record(DutyRecord.self, id)
    #expect(record.occurredOn == Day("2026-03-30") && record.recordedOn == Day("2026-04-01"))
    #expect(record.state == .kept && record.about == "ezhou" && record.dueOn == nil)
    #expect(record.parts?["propertySystem"] == "数据产权办法")
    #expect(record.organisation == chain.bureau.organisation)
  }

  @Test func `each part that the rules ask for is named when it is missing`() throws {
    let chain = try inForce()
    let bare = try chain.platform.run("duty.record", fields("baseSystems"), as: chain.bureau)
    #expect(bare.codes == ["duty.part.missing"] && bare.clauses == ["EZ-01-e"])
    #expect(bare.reasons.first?.message.zh.contains("收益分配制度") == true)
    // A form may give the parts under their words.
    let worded: JSON = [
      "数据产权制度（文件和版本）": "甲", "流通交易制度（文件和版本）": "乙", "收益分配制度（文件和版本）": "丙",
      "安全治理制度（文件和版本）": "丁",
    ]
    #expect(
      try chain.platform.run(
        "duty.record", fields("baseSystems", ["parts": worded]), as: chain.bureau
      ).isAllowed)
  }

  @Test func `who does not bear a duty does not record it`() throws {
    let chain = try inForce()
    let input = fields("baseSystems", ["parts": baseSystems])
    let other = try chain.platform.run("duty.record", input, as: chain.winner)
    #expect(other.codes == ["duty.by"] && other.clauses == ["EZ-01-e"])
    let unknown = try chain.platform.run("duty.record", fields("picnic"), as: chain.bureau)
    #expect(unknown.codes == ["duty.unknown"])
    #expect(unknown.reasons.first?.message.en.contains("baseSystems") == true)
  }

  @Test func `a day to come and a paper that stands for another record are refused`() throws {
    let chain = try inForce()
    let later = fields("baseSystems", ["parts": baseSystems, "occurredOn": "2026-04-02"])
    #expect(
      try chain.platform.run("duty.record", later, as: chain.bureau).codes == ["day.future"])
    let input = fields("baseSystems", ["parts": baseSystems])
    try chain.must("duty.record", input, chain.bureau)
    let again = try chain.platform.run("duty.record", input, as: chain.bureau)
    #expect(again.codes == ["duty.paper.twice"])
    let anew = fields("baseSystems", ["parts": baseSystems, "digest": digest("second edition")])
    #expect(try chain.platform.run("duty.record", anew, as: chain.bureau).isAllowed)
  }

  @Test func `a duty of an agreement is its own operator's, while the agreement is in force`()
    throws
  {
    let chain = try inForce()
    let about = try chain.made(chain.agreement)
    let input = fields("annualReport", ["about": about, "period": "2026"])
    let rival = try chain.platform.run("duty.record", input, as: chain.loser)
    #expect(rival.codes == ["duty.subject"] && rival.clauses == ["EZ-02.15-c"])
    let nothing = try chain.platform.run(
      "duty.record", fields("annualReport", ["period": "2026"]), as: chain.winner)
    #expect(nothing.codes == ["duty.subject"])
    try chain.must("duty.record", input, chain.winner)
    try chain.must(
      "agreement.suspend",
      ["agreement": about, "ground": "整改", "documentNumber": "1号"], chain.bureau)
    let suspended = fields(
      "annualReport", ["about": about, "period": "2026", "digest": digest("corrected")])
    #expect(try chain.platform.run("duty.record", suspended, as: chain.winner).isAllowed)
  }

  @Test func `a period is given where a duty goes by the calendar, and nowhere else`() throws {
    let chain = try inForce()
    let about = try chain.made(chain.agreement)
    for period in [nil, "2026H1", "2027"] as [String?] {
      let outcome = try chain.platform.run(
        "duty.record",
        fields("annualReport", ["about": about, "period": period.map(JSON.string) ?? .null]),
        as: chain.winner)
      #expect(outcome.codes == ["duty.period"], "\(period ?? "none")")
    }
    let odd = try chain.platform.run(
      "duty.record", fields("baseSystems", ["parts": baseSystems, "period": "2026"]),
      as: chain.bureau)
    #expect(odd.codes == ["duty.period"])
  }

  @Test func `lateness is marked once the interval is set`() throws {
    let chain = try inForce()
    let about = try chain.made(chain.agreement)
    try chain.must(
      "openValue.set",
      [
        "key": "supervision.reportDueMonth", "value": "3", "documentNumber": "4号",
        "digest": digest("month"),
      ], chain.bureau)
    chain.platform.move(to: try day("2027-04-02"))
    let id = try chain.must(
      "duty.record", fields("annualReport", ["about": about, "period": "2026"]), chain.winner)
    let record = try chain.record(DutyRecord.self, id)
    #expect(record.isLate && record.wasDueOn == Day("2027-03-31"))
    #expect(record.parties == [chain.winner.organisation])
  }

  @Test func `what an inspection finds stays open until its body accepts the remedy`() throws {
    let chain = try inForce()
    let about = try chain.made(chain.agreement)
    func found(_ more: [String: JSON]) -> JSON {
      var members: [String: JSON] = ["about": about, "parts": inspected]
      for (name, value) in more { members[name] = value }
      return fields("safetyInspection", members)
    }
    let dayless = try chain.platform.run(
      "duty.record", found(["findings": "日志缺失"]), as: chain.bureau)
    #expect(dayless.codes == ["duty.findings.due"])
    #expect(dayless.clauses == ["EZ-02.13-f", "EZ-02.8-b"])
    let early = try chain.platform.run(
      "duty.record", found(["findings": "日志缺失", "dueOn": "2026-04-01"]), as: chain.bureau)
    #expect(early.codes == ["duty.findings.due"])
    let id = try chain.must(
      "duty.record", found(["findings": "日志缺失", "dueOn": "2026-04-20"]), chain.bureau)
    #expect(try chain.record(DutyRecord.self, id).state == .rectifying)
    // The operator sees what concerns it, and cannot accept it itself.
    #expect(
      try chain.record(DutyRecord.self, id).parties
        == [chain.bureau.organisation, chain.winner.organisation])
    func remedy(_ paper: String) -> JSON {
      ["dutyRecord": .string(id.rawValue), "digest": digest(paper), "remedy": "已补齐"]
    }
    let own = try chain.platform.run("duty.rectify", remedy("evidence"), as: chain.winner)
    #expect(own.codes == ["duty.rectify.other"])
    let same = try chain.platform.run(
      "duty.rectify", remedy("paper of safetyInspection"), as: chain.bureau)
    #expect(same.codes == ["duty.rectify.paper"])
    try chain.must("duty.rectify", remedy("evidence"), chain.bureau)
    let closed = try chain.record(DutyRecord.self, id)
    #expect(closed.state == .rectified && closed.rectifiedOn == Day("2026-04-01"))
    #expect(
      try chain.platform.run("duty.rectify", remedy("more"), as: chain.bureau).codes
        == ["dutyRecord.state"])
  }

  @Test func `a duty without findings takes none`() throws {
    let chain = try inForce()
    let outcome = try chain.platform.run(
      "duty.record",
      fields("baseSystems", ["parts": baseSystems, "findings": "x", "dueOn": "2026-05-01"]),
      as: chain.bureau)
    #expect(outcome.codes == ["duty.findings"])
  }
}
