// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// What is weighed names each record on which it rests.
@Suite struct DutyLinkTests {
  private func inForce() throws -> EzhouChain {
    let chain = try EzhouChain([Duties.self, RuleSets.self])
    try chain.activate()
    return chain
  }

  private func evaluation(_ chain: EzhouChain, _ name: String) throws -> RecordID {
    try chain.must(
      "duty.record",
      [
        "duty": "annualEvaluation", "about": try chain.made(chain.agreement),
        "title": .string(name), "digest": digest("evaluation \(name)"),
        "parts": [
          "evaluatedPeriod": "2026 年", "evaluationBasis": "年度运营报告", "evaluationScore": "达标",
        ],
      ], chain.bureau)
  }

  private func weighing(_ chain: EzhouChain, _ named: String, _ paper: String) throws -> JSON {
    [
      "duty": "exitWeighing", "about": try chain.made(chain.agreement), "title": "依据",
      "digest": digest("weighing \(paper)"),
      "parts": [
        "exitGround": "agreementBreach", "pastEvaluations": .string(named), "weighing": "见纪要",
      ],
    ]
  }

  private func run(_ chain: EzhouChain, _ named: String, _ paper: String) throws -> Outcome {
    try chain.platform.run(
      "duty.record", try weighing(chain, named, paper), as: chain.bureau)
  }

  @Test func `there must be something to weigh`() throws {
    let chain = try inForce()
    let none = try run(chain, "无", "1")
    #expect(none.codes == ["duty.link.none"] && none.clauses == ["EZ-02.15-e"])
    let first = try evaluation(chain, "一")
    #expect(try run(chain, first.rawValue, "1").isAllowed)
  }

  @Test func `every record is named, by its whole id`() throws {
    let chain = try inForce()
    let (first, second) = (try evaluation(chain, "一"), try evaluation(chain, "二"))
    let left = try run(chain, first.rawValue, "1")
    #expect(left.codes == ["duty.link.missing"] && left.clauses == ["EZ-02.15-e"])
    let words = left.reasons.first?.message.zh ?? ""
    #expect(words.contains(second.rawValue) && !words.contains(first.rawValue))
    let glued = try run(chain, first.rawValue + second.rawValue, "2")
    #expect(glued.codes == ["duty.link.missing"])
    let cut = try run(chain, "\(first), \(second.rawValue.dropLast())", "3")
    #expect(cut.codes == ["duty.link.missing"])
    #expect(try run(chain, "2026 年度达标", "4").codes == ["duty.link.missing"])
    for (text, paper) in [
      ("\(first)、\(second)", "5"), ("\(second)\n\(first)", "6"), ("\(first)；\(second)；另见附件", "7"),
    ] {
      #expect(try run(chain, text, paper).isAllowed, "\(text)")
    }
  }

  @Test func `a record of another agreement is none of these`() throws {
    let chain = try inForce()
    let first = try evaluation(chain, "一")
    var record = try #require(try JSON(encoding: try chain.record(DutyRecord.self, first)).object)
    let other = RecordID.make(prefix: "DTR", random: [UInt8](repeating: 5, count: 32))
    record["id"] = .string(other.rawValue)
    record["about"] = .string(
      RecordID.make(prefix: "AGR", random: [UInt8](repeating: 5, count: 32)).rawValue)
    try chain.platform.records.put(try JSON.object(record).decode(DutyRecord.self))
    #expect(try run(chain, other.rawValue, "1").codes == ["duty.link.missing"])
    #expect(try run(chain, first.rawValue, "1").isAllowed)
  }

  @Test func `an ending waits for its own weighing, once`() throws {
    let chain = try inForce()
    let end: JSON = ["agreement": try chain.made(chain.agreement), "ground": "agreementBreach"]
    func waits() throws -> [ClauseID] {
      try chain.platform.unprepared("agreement.terminate", end, as: chain.bureau)
        .flatMap(\.clauses)
    }
    #expect(try waits() == ["EZ-02.15-e"])
    let first = try evaluation(chain, "一")
    #expect(try waits() == ["EZ-02.15-e"])
    var other = try weighing(chain, first.rawValue, "1").object ?? [:]
    other["parts"] = [
      "exitGround": "operatorRequest", "pastEvaluations": .string(first.rawValue),
      "weighing": "见纪要",
    ]
    try chain.must("duty.record", .object(other), chain.bureau)
    #expect(try waits() == ["EZ-02.15-e"])
    try chain.must("duty.record", try weighing(chain, first.rawValue, "2"), chain.bureau)
    #expect(try waits().isEmpty)
  }

  @Test func `what is weighed later is made up after the end, and nothing else is`() throws {
    let chain = try EzhouChain([Duties.self, RuleSets.self])
    try chain.terminate()
    #expect(throws: Never.self) { try evaluation(chain, "终止后") }
    let report = try chain.platform.run(
      "duty.record",
      [
        "duty": "annualReport", "about": try chain.made(chain.agreement), "title": "报告",
        "digest": digest("report"),
      ], as: chain.winner)
    #expect(report.codes.contains("duty.subject"))
  }

  @Test func `a link names a part of the record and a duty owed for agreements`() throws {
    let text = try ProjectFiles.text("Regulations/ezhou.yaml")
    for (wrong, message) in [
      (
        "{part: pastEvaluation, duty: annualEvaluation}",
        "reckons with `pastEvaluation`, which is not among its parts"
      ),
      (
        "{part: pastEvaluations, duty: baseSystems}",
        "names records of `baseSystems`, which is no duty owed for agreements"
      ),
    ] {
      let problem = #expect(throws: ProfileError.self) {
        try Profile.load(
          yaml: text.replacing("{part: pastEvaluations, duty: annualEvaluation}", with: wrong),
          file: "ezhou.yaml")
      }
      #expect(problem?.problems.contains { $0.message == message } == true, "\(wrong)")
    }
  }
}
