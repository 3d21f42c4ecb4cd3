// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

@Suite struct NoticeTests {
  @Test func `a notice waits until somebody sets the period that the text leaves open`() throws {
    let chain = try EzhouChain()
    try chain.concludeReview()
    let input: JSON = ["call": try chain.made(chain.call), "text": "拟选定甲公司"]
    let outcome = try chain.platform.run("notice.publish", input, as: chain.bureau)
    #expect(outcome.codes == ["profile.open"])
    #expect(outcome.clauses == ["EZ-02.6-f"])
    try chain.setNoticePeriod()
    #expect(try chain.platform.run("notice.publish", input, as: chain.bureau).isAllowed)
    let twice = try chain.platform.run("notice.publish", input, as: chain.bureau)
    #expect(twice.codes == ["notice.running"])
  }

  @Test func `the period counts working days and the notice stays open to its end`() throws {
    let chain = try EzhouChain()
    try chain.publishNotice()
    // Monday 23 March 2026 is not counted: Tuesday to Friday and Monday are five.
    let notice = try chain.record(PublicNotice.self, chain.notice)
    #expect(notice.until == Day("2026-03-30"))
    #expect(!notice.isUncertain)
    chain.platform.move(to: try day("2026-03-30"))
    let early = try chain.platform.run(
      "notice.close", ["notice": try chain.made(chain.notice)], as: chain.bureau)
    #expect(early.codes == ["notice.period"])
    #expect(early.clauses == ["EZ-02.6-f"])
  }

  @Test func `a notice cannot have been over before its step was reached`() throws {
    let chain = try EzhouChain()
    try chain.concludeReview()
    try chain.setNoticePeriod()
    let input: JSON = [
      "call": try chain.made(chain.call), "text": "拟选定甲公司", "occurredOn": "2026-02-02",
    ]
    let early = try chain.platform.run("notice.publish", input, as: chain.bureau)
    #expect(early.codes == ["case.step.early"])
    #expect(early.clauses.contains("EZ-02.6-f"))
  }

  @Test func `a conclusion dated before its step cannot make the notice be over`() throws {
    let chain = try EzhouChain()
    try chain.scoreApplications()
    let input: [String: JSON] = [
      "call": try chain.made(chain.call), "selected": try chain.made(chain.applications.first),
      "explanation": "综合得分较低",
    ]
    func conclude(on day: String) throws -> Outcome {
      let fields = input.merging(["occurredOn": .string(day)]) { $1 }
      return try chain.platform.run("review.conclude", .object(fields), as: chain.bureau)
    }
    let early = try conclude(on: "2026-02-02")
    #expect(early.codes == ["case.step.early"] && early.clauses.contains("EZ-02.6-e"))
    #expect(try conclude(on: "2026-03-23").isAllowed)
  }

  @Test func `an open objection keeps a notice open and nobody answers their own`() throws {
    let chain = try EzhouChain()
    try chain.publishNotice()
    let id = try chain.made(chain.notice)
    try chain.must("notice.object", ["notice": id, "text": "材料不实"], chain.bureau)
    chain.platform.move(to: try day("2026-03-31"))
    let open = try chain.platform.run("notice.close", ["notice": id], as: chain.bureau)
    #expect(open.codes == ["notice.objection.open"])
    let late = try chain.platform.run(
      "notice.object", ["notice": id, "text": "x"], as: chain.loser)
    #expect(late.codes == ["notice.over"])
    let answer: JSON = ["notice": id, "number": 1, "upheld": false, "answer": "经查不成立"]
    let own = try chain.platform.run("objection.answer", answer, as: chain.bureau)
    #expect(own.codes == ["objection.self"])
    try chain.must("objection.answer", answer, chain.colleague)
    try chain.must("notice.close", ["notice": id], chain.bureau)
    #expect(try chain.record(CaseFile.self, chain.file).current == "majorDecision")
  }

  @Test func `the text of an objection is in no fact`() throws {
    let chain = try EzhouChain()
    try chain.publishNotice()
    try chain.must(
      "notice.object", ["notice": try chain.made(chain.notice), "text": "张三举报"], chain.loser)
    #expect(chain.platform.log.allSatisfy { !$0.facts.canonicalText.contains("张三") })
  }

  @Test func `an upheld objection sends the case back to the review`() throws {
    let chain = try EzhouChain()
    try chain.publishNotice()
    let id = try chain.made(chain.notice)
    try chain.must("notice.object", ["notice": id, "text": "材料不实"], chain.loser)
    try chain.must(
      "objection.answer", ["notice": id, "number": 1, "upheld": true, "answer": "成立"],
      chain.bureau)
    chain.platform.move(to: try day("2026-03-31"))
    try chain.must("notice.close", ["notice": id], chain.bureau)
    #expect(try chain.record(CaseFile.self, chain.file).current == "comprehensiveReview")
    let call = try chain.record(Call.self, chain.call)
    #expect(call.state == .closed && call.selected == nil)
    for (application, points) in zip(chain.applications, [10, 30]) {
      try chain.must(
        "review.record", EzhouChain.scores(try chain.made(application), Int64(points)),
        chain.expert)
    }
    try chain.must(
      "review.conclude",
      [
        "call": try chain.made(chain.call), "selected": try chain.made(chain.applications.last),
        "explanation": "复评",
      ], chain.bureau)
    #expect(try chain.record(CaseFile.self, chain.file).current == "publicNotice")
  }
}
