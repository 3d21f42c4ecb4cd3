// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

@Suite struct FilingTests {
  private let contract: JSON = "SCT-0000000000"

  /// A chain in which the winner has signed a contract with a developer.
  private func signed() throws -> EzhouChain {
    let chain = try EzhouChain()
    let document: JSON = [
      "id": contract, "place": "ezhou", "operator": .string(chain.winner.organisation.rawValue),
      "developer": .string(try chain.platform.organisation("developer", [.developer]).rawValue),
      "product": "PRD-0000000000", "agreement": "AGR-0000000000", "digest": digest("contract"),
      "signedOn": "2026-02-26", "state": "signed",
    ]
    try chain.platform.records.put(document.decode(ScenarioContract.self))
    return chain
  }

  private func fields(_ on: String) -> JSON {
    [
      "kind": "scenarioContract", "subject": contract, "digest": digest("contract"),
      "eventOn": .string(on),
    ]
  }

  @Test func `nothing is filed without the other body's receipt`() throws {
    let chain = try signed()
    let id = try chain.must("filing.submit", fields("2026-02-27"), chain.winner)
    let filing = try chain.record(FilingRecord.self, id)
    #expect(filing.state == .submitted && filing.dueOn == nil)
    let twice = try chain.platform.run("filing.submit", fields("2026-02-27"), as: chain.winner)
    #expect(twice.codes == ["filing.already"])
    let receipt: JSON = [
      "filing": .string(id.rawValue), "conclusion": "filed", "receiptNumber": "备2026-1",
    ]
    try chain.must("filing.receipt", receipt, chain.bureau)
    let filed = try chain.record(FilingRecord.self, id)
    #expect(filed.state == .filed && filed.receiptNumber == "备2026-1")
    #expect(
      try chain.platform.run("filing.receipt", receipt, as: chain.bureau).codes
        == ["filing.state"])
  }

  @Test func `what is sent back says why, and is handed in again`() throws {
    let chain = try signed()
    let id = try chain.must("filing.submit", fields("2026-02-27"), chain.winner)
    var receipt: [String: JSON] = [
      "filing": .string(id.rawValue), "conclusion": "returned", "receiptNumber": "退2026-1",
    ]
    let silent = try chain.platform.run("filing.receipt", .object(receipt), as: chain.bureau)
    #expect(silent.codes == ["filing.returned.opinion"])
    #expect(silent.clauses == ["EZ-02.10-e"])
    receipt["opinion"] = "缺少附件二"
    try chain.must("filing.receipt", .object(receipt), chain.bureau)
    let returned = try chain.record(FilingRecord.self, id)
    #expect(returned.state == .returned && returned.opinion == "缺少附件二")
    try chain.must("filing.submit", fields("2026-02-27"), chain.winner)
  }

  @Test func `who files a plan or an agreement need not be who opened the case or granted`() throws
  {
    let chain = try PlaceChain("sichuan")
    let plan = Array(PlaceLives.sichuan("cityAuthorisation").prefix { $0.name != "call.draft" })
    try chain.play(plan)
    let filing: [String: JSON] = [
      "kind": "plan", "subject": "$case", "digest": digest("plan"), "eventOn": "2026-03-03",
    ]
    try chain.must(PlaceStep("authority", "filing.submit", .object(filing)))
    try chain.play(Array(PlaceLives.sichuan("cityAuthorisation").dropFirst(plan.count)))
    let agreement: [String: JSON] = [
      "kind": "agreement", "subject": "$agreement.winner", "digest": digest("agreement"),
      "eventOn": "2026-03-25",
    ]
    try chain.must(PlaceStep("bureau", "filing.submit", .object(agreement)))
  }

  @Test func `once the period is set the due day is computed and lateness marked`() throws {
    let chain = try signed()
    try chain.must(
      "openValue.set",
      [
        "key": "operation.filings.scenarioContract.workingDays", "value": "1",
        "documentNumber": "4号", "digest": digest("period"),
      ], chain.bureau)
    let id = try chain.must("filing.submit", fields("2026-02-26"), chain.winner)
    let filing = try chain.record(FilingRecord.self, id)
    #expect(filing.dueOn == Day("2026-02-27"))
    #expect(filing.isLate(try ProjectFiles.calendar()))
  }

  @Test func `only those whom the profile names file, and days to come are refused`() throws {
    let chain = try signed()
    let other = try chain.platform.run("filing.submit", fields("2026-03-03"), as: chain.unit)
    #expect(other.codes == ["filing.by", "filing.subject", "day.future"])
    #expect(other.clauses == ["EZ-02.10-e"])
    let odd = try chain.platform.run(
      "filing.submit",
      ["kind": "holiday", "subject": contract, "digest": digest("x"), "eventOn": "2026-03-02"],
      as: chain.winner)
    #expect(odd.codes == ["filing.kind"])
  }

  @Test func `only its own body files a record, and only one that exists`() throws {
    let chain = try signed()
    let rival = try chain.platform.run("filing.submit", fields("2026-02-27"), as: chain.loser)
    #expect(rival.codes == ["filing.subject"])
    #expect(rival.clauses == ["EZ-02.10-e"])
    let nothing = try chain.platform.run(
      "filing.submit",
      [
        "kind": "scenarioContract", "subject": "SCT-1111111111", "digest": digest("x"),
        "eventOn": "2026-02-27",
      ], as: chain.winner)
    #expect(nothing.codes == rival.codes && nothing.reasons == rival.reasons)
    #expect(
      try chain.platform.run("filing.submit", fields("2026-02-27"), as: chain.winner).isAllowed)
  }
}
