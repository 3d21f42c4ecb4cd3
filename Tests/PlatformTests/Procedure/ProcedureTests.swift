// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Platform
import Regulation
import Testing

@Suite struct ProcedureTests {
  /// The chain of Ezhou with a plan before the call and a filing before the signature.
  private func longer() throws -> Profile {
    let text = try ProjectFiles.ezhouText()
    let plan = """
          steps:
            - id: plan
              zh: 编制方案
              en: Draft a plan
              kind: draft
              by: [implementingBody]
              outcomes: {passed: approval}
              clauses: [EZ-02.8-a]
            - id: approval
              zh: 政府批准
              en: Approval of the government
              kind: externalDecision
              by: [grantor]
              separation: organisation
              needs: [plan]
              period: {rule: within, from: plan, workingDays: {value: 10, clauses: [EZ-02.8-a]}}
              outcomes: {passed: call, rejected: refused, returned: plan}
              clauses: [EZ-02.8-a]
      """
    let start = try #require(text.range(of: "  - id: authorisation\n    zh: 运营机构准入"))
    let steps = try #require(text[start.upperBound...].range(of: "    steps:"))
    return try Profile.load(
      yaml: text.replacingCharacters(in: steps, with: plan), file: "longer.yaml")
  }

  @Test func `another place's order of steps needs no new code`() throws {
    let chain = try EzhouChain(profile: try longer())
    let platform = chain.platform
    let government = try platform.actor("government", .grantor)
    try chain.draftCall()
    let publish: JSON = ["call": try chain.made(chain.call), "publicationURL": "https://x"]
    let early = try platform.run("call.publish", publish, as: chain.bureau)
    #expect(early.codes == ["procedure.order"])
    #expect(early.clauses == ["EZ-02.8-a"])
    let paper: [String: JSON] = [
      "case": try chain.made(chain.file), "outcome": "passed", "documentNumber": "1号",
      "digest": digest("plan"),
    ]
    let stranger = try platform.run("case.record", .object(paper), as: chain.winner)
    #expect(stranger.codes == ["procedure.by"])
    try chain.must("case.record", .object(paper), chain.bureau)
    // From Monday 2 March 2026 ten working days end on Monday 16 March.
    #expect(try chain.record(CaseFile.self, chain.file).dueOn == Day("2026-03-16"))
    var decision = try chain.decisionFields()
    decision["occurredOn"] = "2026-03-02"
    let own = try platform.run("decision.record", .object(decision), as: chain.bureau)
    #expect(own.codes == ["procedure.by", "case.step.self"])
    try chain.must("decision.record", .object(decision), government)
    #expect(try platform.run("call.publish", publish, as: chain.bureau).isAllowed)
  }

  @Test func `a step with an action of its own is not recorded by hand`() throws {
    let chain = try EzhouChain()
    try chain.draftCall()
    let outcome = try chain.platform.run(
      "case.record",
      [
        "case": try chain.made(chain.file), "outcome": "passed", "documentNumber": "1号",
        "digest": digest("x"),
      ], as: chain.bureau)
    #expect(outcome.codes == ["case.step.own"])
  }

  @Test func `a way back undoes the steps from there on`() throws {
    let chain = try EzhouChain()
    try chain.publishNotice()
    let procedure = try #require(chain.platform.profile.procedure("authorisation"))
    let before = ProcedureState(
      procedure: procedure, file: try chain.record(CaseFile.self, chain.file))
    #expect(before.done == ["call", "application", "comprehensiveReview"])
    #expect(
      before.nextSteps.map(\.id) == [
        "publicNotice", "majorDecision", "agreementSigned", "activation",
      ])
    let id = try chain.made(chain.notice)
    try chain.must("notice.object", ["notice": id, "text": "x"], chain.loser)
    try chain.must(
      "objection.answer", ["notice": id, "number": 1, "upheld": true, "answer": "y"], chain.bureau)
    chain.platform.move(to: try day("2026-03-31"))
    try chain.must("notice.close", ["notice": id], chain.bureau)
    let after = ProcedureState(
      procedure: procedure, file: try chain.record(CaseFile.self, chain.file))
    #expect(after.done == ["call", "application"])
  }

  @Test(
    arguments: [
      ("disclosureIntervalDays", "supervision.disclosureIntervalDays", ["0", "3661"], "3660"),
      ("checkers", "egress.checkers", ["0", "6", "true"], "3"),
      ("contributorsMin", "egress.contributorsMin", ["2", "10001"], "10"),
      ("reportDueMonth", "supervision.reportDueMonth", ["0", "13"], "12"),
    ])
  func `an open value is set within the bounds that the profile declares`(
    _ name: String, _ key: String, _ beyond: [String], _ within: String
  ) throws {
    let chain = try EzhouChain()
    var input: [String: JSON] = [
      "key": .string(key), "documentNumber": "1号", "digest": digest("x"),
    ]
    for value in beyond {
      input["value"] = .string(value)
      let outcome = try chain.platform.run("openValue.set", .object(input), as: chain.bureau)
      #expect(outcome.codes == ["openValue.form"], "\(name) \(value)")
    }
    input["value"] = .string(within)
    #expect(try chain.platform.run("openValue.set", .object(input), as: chain.bureau).isAllowed)
  }

  @Test func `only values that the text leaves open are set, and as plain values`() throws {
    let chain = try EzhouChain()
    var input: [String: JSON] = [
      "key": "authorisation.termYears", "value": "9", "documentNumber": "1号",
      "digest": digest("x"),
    ]
    let fixed = try chain.platform.run("openValue.set", .object(input), as: chain.bureau)
    #expect(fixed.codes == ["openValue.unknown"])
    input["key"] = try chain.noticeKey()
    for text in ["five", "-1", "05", "1e3", "100001"] {
      input["value"] = .string(text)
      let outcome = try chain.platform.run("openValue.set", .object(input), as: chain.bureau)
      #expect(outcome.codes == ["openValue.form"], "\(text)")
    }
    input["value"] = "7"
    let first = try chain.must("openValue.set", .object(input), chain.bureau)
    input["value"] = "8"
    #expect(try chain.must("openValue.set", .object(input), chain.bureau) == first)
    #expect(try chain.record(OpenSetting.self, first).value == "8")
  }
}
