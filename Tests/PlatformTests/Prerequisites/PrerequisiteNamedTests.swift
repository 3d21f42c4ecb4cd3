// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// An action is for those whom a record names, in their capacity.
@Suite struct PrerequisiteNamedTests {
  /// Quzhou before its applicants are scored.
  private func chain() throws -> (PlaceChain, PlaceStep) {
    let chain = try PlaceChain("quzhou")
    for step in PlaceLives.quzhouReview {
      if step.name == "review.record" { return (chain, step) }
      try chain.must(step)
    }
    throw FakeError.stepMissing
  }

  /// The clauses for which the scoring waits, after a meeting that commissioned some accounts.
  private func waits(
    _ chain: PlaceChain, _ commissioned: String?, as name: String = "expert"
  ) throws -> Set<ClauseID> {
    if let commissioned {
      let call = try chain.record(Call.self, "call").id
      let record = RecordID.make(prefix: "DTR", random: [UInt8](repeating: 3, count: 32))
      let bureau = try chain.actor("bureau")
      let document: JSON = [
        "id": .string(record.rawValue), "place": "quzhou", "duty": "expertMeeting",
        "about": .string(call.rawValue), "organisation": .string(bureau.organisation.rawValue),
        "title": "论证会", "digest": digest("meeting"), "occurredOn": "2026-03-23",
        "recordedOn": "2026-03-23", "isLate": false,
        "recordedBy": .string(bureau.account.rawValue), "state": "kept",
        "parts": ["expertAccounts": .string(commissioned)],
      ]
      try chain.platform.records.put(document.decode(DutyRecord.self))
      try chain.platform.records.put(
        DutyLatest(
          id: RecordID.make(prefix: "DTL", random: [UInt8](repeating: 3, count: 32)),
          place: "quzhou", duty: "expertMeeting", about: call.rawValue, record: record,
          lastOn: try day("2026-03-23"), periods: []))
    }
    let application = try chain.record(Application.self, "application.winner")
    return Set(
      try chain.platform.unprepared(
        "review.record", ["application": .string(application.id.rawValue)],
        as: try chain.actor(name)
      ).flatMap(\.clauses))
  }

  private let clause: ClauseID = "QZ-07.1-a"

  @Test func `an expert who is commissioned scores`() throws {
    let (chain, _) = try chain()
    #expect(try waits(chain, nil).contains(clause))
    let account = try chain.actor("expert").account
    #expect(try !waits(chain, account.rawValue).contains(clause))
    #expect(try !waits(chain, "甲、\(account.rawValue)，乙").contains(clause))
    let login = try #require(try chain.platform.records.find(Account.self, account)).login
    #expect(try !waits(chain, "other \(login)").contains(clause))
    #expect(try waits(chain, "other \(login)x").contains(clause))
  }

  @Test func `an expert whom nobody commissioned does not, nor does anybody else who is listed`()
    throws
  {
    let (chain, _) = try chain()
    try chain.add("second", [.expertGroup])
    let (first, second) = (try chain.actor("expert").account, try chain.actor("second").account)
    #expect(try waits(chain, second.rawValue).contains(clause))
    #expect(try !waits(chain, second.rawValue, as: "second").contains(clause))
    #expect(try waits(chain, first.rawValue, as: "second").contains(clause))
    let bureau = try chain.actor("bureau").account
    #expect(try waits(chain, bureau.rawValue, as: "bureau").contains(clause))
    let prefix = first.rawValue.dropLast(4)
    #expect(try waits(chain, String(prefix)).contains(clause))
  }

  @Test func `the refusal says where whoever acts is to be named`() throws {
    let (chain, _) = try chain()
    let application = try chain.record(Application.self, "application.winner")
    let reasons = try chain.platform.unprepared(
      "review.record", ["application": .string(application.id.rawValue)],
      as: try chain.actor("expert"))
    let words = reasons.filter { $0.clauses.contains(clause) }.map(\.message)
    #expect(words.first?.zh.contains("受委托专家的登录名") == true)
    #expect(words.first?.en.contains("Sign-in names of the experts") == true)
  }

  @Test func `a prerequisite names a part that its duty says`() throws {
    let text = try ProjectFiles.text("Regulations/quzhou.yaml").replacing(
      "named: {part: expertAccounts,", with: "named: {part: expertAccount,")
    let problem = #expect(throws: ProfileError.self) {
      try Profile.load(yaml: text, file: "quzhou.yaml")
    }
    #expect(
      problem?.problems.map(\.message)
        == ["names `expertAccount`, which no record of its duty says"])
  }
}
