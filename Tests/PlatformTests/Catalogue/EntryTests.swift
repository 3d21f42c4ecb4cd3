// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

@Suite struct EntryTests {
  @Test func `the text's fifteen rows are loaded once, as stubs`() throws {
    let chain = try EzhouChain()
    try chain.must("entry.loadBatch", [:], chain.bureau)
    let entries = try chain.platform.records.all(AuthorisedEntry.self, .equal("place", "ezhou"))
    #expect(Set(entries.map(\.row)) == Set(1...15))
    #expect(entries.count == 25)
    #expect(entries.allSatisfy { $0.state == .stub && $0.batch == 1 && $0.resource == nil })
    let again = try chain.platform.run("entry.loadBatch", [:], as: chain.bureau)
    #expect(again.codes == ["entry.batch.loaded"])
  }

  @Test(arguments: 1...15)
  func `a stub is not listed and the refusal cites its own row`(row: Int) throws {
    let chain = try EzhouChain()
    try chain.must("entry.loadBatch", [:], chain.bureau)
    let entry = try chain.row(Int64(row))
    let outcome = try chain.platform.run(
      "entry.list", ["entry": .string(entry.id.rawValue)], as: chain.colleague)
    #expect(outcome.codes == ["entry.stub"])
    let clause = "EZ-A2.\(row < 10 ? "0" : "")\(row)-a"
    #expect(outcome.clauses.isSuperset(of: [clause, "EZ-02.1-e"]))
  }

  @Test func `an entry is not listed before five points are signed and secrecy is answered`()
    throws
  {
    let chain = try EzhouChain()
    try chain.describeEntry()
    let entry: JSON = ["entry": try chain.made(chain.entry)]
    let outcome = try chain.platform.run("entry.list", entry, as: chain.bureau)
    #expect(outcome.codes == ["entry.check.open", "entry.secrecy.pending"])
    #expect(outcome.clauses == ["EZ-02.3-b", "EZ-03.1-f"])
  }

  @Test func `one failed point keeps an entry out until it is signed anew`() throws {
    let chain = try EzhouChain()
    try chain.listEntry()
    let second = try chain.row(2).id
    let id = JSON.string(second.rawValue)
    try chain.publishResource("企业用水")
    try chain.must(
      "entry.describe", ["entry": id, "resource": try chain.made(chain.resource)], chain.colleague)
    for point in ["nationalSecurity", "publicInterest", "tradeSecret", "privacy"] {
      try chain.must(
        "entry.check", ["entry": id, "check": .string(point), "passed": true], chain.bureau)
    }
    let last = "personalInformation"
    try chain.must(
      "entry.check", ["entry": id, "check": .string(last), "passed": false], chain.bureau)
    try chain.must(
      "entry.secrecyReview", ["entry": id, "conclusion": "passed", "ground": "无"], chain.secrecy)
    let refused = try chain.platform.run("entry.list", ["entry": id], as: chain.bureau)
    #expect(refused.codes == ["entry.check.failed"])
    #expect(refused.clauses == ["EZ-02.3-b"])
    try chain.must(
      "entry.check", ["entry": id, "check": .string(last), "passed": true], chain.bureau)
    #expect(try chain.platform.run("entry.list", ["entry": id], as: chain.bureau).isAllowed)
  }

  @Test func `the review that row fourteen requires cannot be waived`() throws {
    let chain = try EzhouChain()
    try chain.describeEntry()
    let row = try chain.row(14)
    let outcome = try chain.platform.run(
      "entry.secrecyReview",
      ["entry": .string(row.id.rawValue), "conclusion": "notRequired", "ground": "x"],
      as: chain.secrecy)
    #expect(outcome.codes == ["entry.secrecy.needed"])
    #expect(outcome.clauses.contains("EZ-A2.14-a"))
  }

  @Test func `only the body that the text names reviews for secrecy`() throws {
    let chain = try EzhouChain()
    try chain.describeEntry()
    let passed: JSON = [
      "entry": .string(try chain.row(14).id.rawValue), "conclusion": "passed", "ground": "不涉密",
    ]
    var office = try chain.platform.actor("cyberspace", .securityAuthority)
    for body in [nil, "cyberspaceOffice", "publicSecurity"] {
      office.body = body
      let outcome = try chain.platform.run("entry.secrecyReview", passed, as: office)
      #expect(outcome.codes == ["entry.secrecy.body"] && outcome.clauses == ["EZ-03.1-f"])
    }
    #expect(try chain.row(14).secrecyReview == .required)
    try chain.must("entry.secrecyReview", passed, chain.secrecy)
  }

  @Test func `a review of secrecy answers for the data that were there`() throws {
    let chain = try EzhouChain()
    try chain.describeEntry()
    let id = JSON.string(try chain.row(14).id.rawValue)
    let passed: JSON = ["entry": id, "conclusion": "passed", "ground": "不涉密"]
    try chain.must("entry.secrecyReview", passed, chain.secrecy)
    try chain.publishResource("人防结建工程")
    let link: JSON = ["entry": id, "resource": try chain.made(chain.resource)]
    try chain.must("entry.describe", link, chain.bureau)
    #expect(try chain.row(14).secrecyReview == .required)
    try chain.must("entry.secrecyReview", passed, chain.secrecy)
    try chain.must("entry.describe", link, chain.bureau)
    #expect(try chain.row(14).secrecyReview == .passed)
  }

  @Test func `a failed secrecy review takes a listed entry off the list`() throws {
    let chain = try EzhouChain()
    try chain.describeEntry()
    let id = try chain.made(chain.entry)
    try chain.must(
      "entry.secrecyReview", ["entry": id, "conclusion": "failed", "ground": "涉密"], chain.secrecy)
    let outcome = try chain.platform.run("entry.list", ["entry": id], as: chain.bureau)
    #expect(outcome.codes.contains("entry.secrecy.failed"))
  }

  @Test func `whoever described an entry does not list it`() throws {
    let chain = try EzhouChain()
    try chain.publishResource()
    try chain.must("entry.loadBatch", [:], chain.bureau)
    let id = JSON.string(try chain.row(1).id.rawValue)
    try chain.must(
      "entry.describe", ["entry": id, "resource": try chain.made(chain.resource)], chain.bureau)
    let outcome = try chain.platform.run("entry.list", ["entry": id], as: chain.bureau)
    #expect(outcome.codes.contains("entry.list.self"))
    let other = try chain.platform.run("entry.list", ["entry": id], as: chain.colleague)
    #expect(!other.codes.contains("entry.list.self"))
  }

  @Test func `an entry is linked to a published resource only`() throws {
    let chain = try EzhouChain()
    try chain.registerResource()
    try chain.must("entry.loadBatch", [:], chain.bureau)
    let id = JSON.string(try chain.row(1).id.rawValue)
    let outcome = try chain.platform.run(
      "entry.describe", ["entry": id, "resource": try chain.made(chain.resource)], as: chain.unit)
    #expect(outcome.codes == ["entry.resource.unpublished"])
  }

  @Test func `a further entry needs its inputs`() throws {
    let chain = try EzhouChain()
    var fields: [String: JSON] = [
      "provider": "市文旅局", "name": "景区客流", "subjectKind": "area", "personalInformation": "none",
      "tradeSecret": false, "inputs": ["marketDemand": "酒店业需求"],
    ]
    let outcome = try chain.platform.run("entry.add", .object(fields), as: chain.bureau)
    #expect(outcome.codes == ["entry.input.missing"])
    #expect(outcome.clauses == ["EZ-02.9-b"])
    fields["inputs"] = [
      "workNeed": "年度计划", "marketDemand": "酒店业需求", "providerConsultation": "函〔2026〕5号",
      "classification": "一般",
    ]
    let id = try chain.must("entry.add", .object(fields), chain.bureau)
    let entry = try chain.record(AuthorisedEntry.self, id)
    #expect(entry.batch == 2 && entry.row == 1 && entry.secrecyReview == .required)
  }
}
