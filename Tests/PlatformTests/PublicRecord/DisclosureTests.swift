// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

@Suite struct DisclosureTests {
  @Test(arguments: ["authorisedParty", "content", "scope", "term"])
  func `a disclosure with one of the four items missing is refused`(item: String) throws {
    let chain = try EzhouChain()
    try chain.activate()
    var items: [String: JSON] = [
      "authorisedParty": "甲公司", "content": "企业用电", "scope": "第一批第 1 行", "term": "五年",
    ]
    items[item] = " "
    let outcome = try chain.platform.run(
      "disclosure.publish",
      ["agreement": try chain.made(chain.agreement), "items": .object(items)], as: chain.bureau)
    #expect(outcome.codes == ["disclosure.item.missing"])
    #expect(outcome.clauses == ["EZ-02.15-a"])
  }

  @Test func `the next disclosure is due once the interval is set`() throws {
    let chain = try EzhouChain()
    try chain.activate()
    let input: JSON = [
      "agreement": try chain.made(chain.agreement),
      "items": ["authorisedParty": "甲", "content": "乙", "scope": "丙", "term": "丁"],
    ]
    let first = try chain.must("disclosure.publish", input, chain.bureau)
    #expect(try chain.record(Disclosure.self, first).nextDueOn == nil)
    try chain.must(
      "openValue.set",
      [
        "key": "supervision.disclosureIntervalDays", "value": "90", "documentNumber": "5号",
        "digest": digest("interval"),
      ], chain.bureau)
    let second = try chain.must("disclosure.publish", input, chain.bureau)
    #expect(try chain.record(Disclosure.self, second).nextDueOn == Day("2026-06-30"))
    #expect(PublicRecords.listings.first?.publicScope == .everywhereWhere([]))
  }
}
