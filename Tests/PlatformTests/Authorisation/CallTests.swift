// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

@Suite struct CallTests {
  @Test func `a call with an empty section is not published and names the section`() throws {
    let chain = try EzhouChain()
    try chain.listEntry()
    var fields = try chain.callFields()
    fields["sections"] = ["mode": "整体", "scope": "一批", "conditions": " "]
    let call = try chain.must("call.draft", .object(fields), chain.bureau)
    let outcome = try chain.platform.run(
      "call.publish", ["call": .string(call.rawValue), "publicationURL": "https://x"],
      as: chain.bureau)
    #expect(outcome.codes == ["call.section.empty"])
    #expect(outcome.clauses == ["EZ-02.6-c"])
    #expect(outcome.reasons.first?.message.en.contains("Conditions") == true)
    #expect(outcome.reasons.first?.message.en.contains("Requirements") == true)
  }

  @Test func `an unknown method and a mode without its ground are refused`() throws {
    let chain = try EzhouChain()
    try chain.listEntry()
    var fields = try chain.callFields()
    fields["method"] = "lottery"
    fields["mode"] = "individual"
    let outcome = try chain.platform.run("call.draft", .object(fields), as: chain.bureau)
    #expect(outcome.codes.sorted() == ["call.method.unknown", "call.mode.grounds"])
    #expect(outcome.clauses.isSuperset(of: ["EZ-02.6-b", "EZ-02.2-b"]))
    fields["method"] = "negotiation"
    fields["grounds"] = ["research": "高校研究"]
    #expect(try chain.platform.run("call.draft", .object(fields), as: chain.bureau).isAllowed)
  }

  @Test func `entries that are not listed are not offered`() throws {
    let chain = try EzhouChain()
    try chain.listEntry()
    var fields = try chain.callFields()
    fields["scopeEntries"] = [.string(try chain.row(14).id.rawValue)]
    let outcome = try chain.platform.run("call.draft", .object(fields), as: chain.bureau)
    #expect(outcome.codes == ["call.entry.unlisted"])
    #expect(outcome.clauses.isSuperset(of: ["EZ-02.9-a", "EZ-A2.14-a"]))
  }

  @Test func `a call is not closed before the end of its closing day`() throws {
    let chain = try EzhouChain()
    try chain.publishCall()
    chain.platform.move(to: try day("2026-03-20"))
    let outcome = try chain.platform.run(
      "call.close", ["call": try chain.made(chain.call)], as: chain.bureau)
    #expect(outcome.codes == ["call.open"])
  }

  @Test func `a call without applications is cancelled`() throws {
    let chain = try EzhouChain()
    try chain.publishCall()
    chain.platform.move(to: try day("2026-03-21"))
    try chain.must("call.close", ["call": try chain.made(chain.call)], chain.bureau)
    #expect(try chain.record(Call.self, chain.call).state == .cancelled)
    #expect(try chain.record(CaseFile.self, chain.file).state == .cancelled)
  }

  @Test func `a call of another place is as unknown as one that does not exist`() throws {
    let chain = try EzhouChain()
    try chain.draftCall()
    let elsewhere = Actor(
      account: chain.bureau.account, organisation: chain.bureau.organisation, place: "quzhou",
      capacities: chain.bureau.capacities)
    let input: JSON = ["call": try chain.made(chain.call), "publicationURL": "https://x"]
    let outcome = try chain.platform.run("call.publish", input, as: elsewhere)
    let missing = try chain.platform.run(
      "call.publish", ["call": "CAL-0000000000", "publicationURL": "https://x"], as: chain.bureau)
    #expect(outcome.reasons == missing.reasons)
    #expect(outcome.codes == ["call.unknown"])
  }
}
