// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// What was begun is brought to its end, by the day that was set and by the body that began it.
@Suite struct CaseEndTests {
  private func open(_ by: String, _ procedure: String, about: JSON? = nil, save: String = "case")
    -> PlaceStep
  {
    var input: [String: JSON] = ["procedure": .string(procedure), "title": "事项"]
    input["subject"] = about
    return PlaceStep(by, "case.open", .object(input), save: save)
  }

  private func withdraw(_ by: String) -> PlaceStep {
    PlaceStep(by, "case.withdraw", ["case": "$case", "ground": "误报"])
  }

  @Test func `an incident is closed by its measures and never by withdrawing it`() throws {
    let chain = try PlaceChain("quzhou")
    try chain.must(open("bureau", "incident"))
    let early = try chain.attempt(withdraw("bureau"))
    #expect(early.codes == ["case.withdraw.barred"])
    #expect(early.clauses == ["QZ-27.p5-a", "QZ-27.p5-b"])
    try chain.must(.record("bureau", ["emergencyPlan"]))
    #expect(try chain.attempt(withdraw("bureau")).codes == ["case.withdraw.barred"])
    let half = try chain.attempt(.record("bureau", ["containment"]))
    #expect(half.codes == ["case.step.material"])
    try chain.must(.record("bureau", ["containment", "elimination"]))
    #expect(try chain.record(CaseFile.self, "case").state == .active)
  }

  @Test func `an order that nobody recorded yet is withdrawn, and one that was given is not`()
    throws
  {
    let first = try PlaceChain("quzhou")
    try first.must(open("bureau", "rectification"))
    try first.must(withdraw("bureau"))
    #expect(try first.record(CaseFile.self, "case").state == .cancelled)
    let second = try PlaceChain("quzhou")
    try second.must(open("bureau", "rectification"))
    try second.must(
      .record("bureau", ["actType", "actEvidence"], more: ["dueOn": "2026-04-01"]))
    let late = try second.attempt(withdraw("bureau"))
    #expect(late.codes == ["case.withdraw.barred"])
    #expect(late.clauses.contains("QZ-29.1-a"))
    #expect(try second.record(CaseFile.self, "case").state == .open)
  }

  @Test func `a day that was set binds until acceptance and not only until handing in`() throws {
    let chain = try PlaceChain("sichuan")
    try chain.must(open("authority", "rectification"))
    try chain.must(.record("authority", ["breach", "instruction"]))
    let guided: [String: JSON] = ["dueOn": "2026-04-01", "invites": ["$org.winner"]]
    try chain.must(.record("bureau", ["dueDate", "suspension"], more: guided))
    try chain.must(.record("winner", ["result"], on: "2026-03-20"))
    let handedIn = try chain.record(CaseFile.self, "case")
    #expect(handedIn.current == "acceptance" && handedIn.dueOn == Day("2026-04-01"))
    let lapse = PlaceStep("system", "case.lapse", ["case": "$case"])
    #expect(try chain.attempt(lapse).codes == ["case.lapse.early"])
    try chain.must(PlaceStep("system", lapse.name, lapse.input, on: "2026-04-02"))
    #expect(try chain.record(CaseFile.self, "case").current == "termination")
  }

  @Test func `each supervising body opens and closes findings of its own`() throws {
    let chain = try PlaceChain("handan")
    try chain.add("market", [.marketRegulator])
    let about: JSON = "$org.winner"
    try chain.must(open("market", "tradeFinding", about: about))
    try chain.must(open("finance", "tradeFinding", about: about, save: "other"))
    #expect(
      try chain.attempt(open("market", "tradeFinding", about: about)).codes
        == ["case.open.already"])
    try chain.must(.record("market", ["finding"], more: ["dueOn": "2026-03-20"]))
    try chain.must(.record("winner", ["answer"]))
    let closed = try chain.attempt(.record("finance"))
    #expect(closed.codes == ["case.step.body"])
    #expect(closed.clauses == ["HD-15-c", "HD-15-d", "HD-15-e"])
    try chain.must(.record("market"))
    #expect(try chain.record(CaseFile.self, "case").state == .active)
    #expect(try chain.record(CaseFile.self, "other").state == .open)
  }

  @Test func `two bodies of one capacity do not close each other's findings`() throws {
    let chain = try PlaceChain("quzhou")
    try chain.add("cyberspace", [.securityAuthority])
    try chain.add("secrecy", [.securityAuthority])
    let about: JSON = "$org.winner"
    try chain.must(open("cyberspace", "securityFinding", about: about))
    let wrong = try chain.attempt(
      .record("secrecy", ["remit", "finding"], more: ["dueOn": "2026-03-20"]))
    #expect(wrong.codes == ["case.step.body"])
    try chain.must(open("secrecy", "securityFinding", about: about, save: "other"))
  }

  @Test func `a day that goes on has a step before it and none of its own`() throws {
    let text = try ProjectFiles.text("Regulations/quzhou.yaml").replacing(
      "        zh: 责令整改\n", with: "        zh: 责令整改\n        keepsDue: true\n")
    #expect(throws: ProfileError.self) { try Profile.load(yaml: text, file: "quzhou.yaml") }
  }
}
