// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

@Suite struct ImportReviewTests {
  private func state(_ own: ImportCase) throws -> DataImport.State {
    try own.chain.record(DataImport.self, own.id).state
  }

  @Test func `two different people agree before the file may be taken in`() throws {
    let own = try ImportCase()
    try own.scan()
    #expect(try own.vote(own.first).isAllowed)
    #expect(try state(own) == .scanned)
    let early = try own.platform.run("import.deliver", try own.delivery(), as: own.owner)
    #expect(early.codes == ["import.approval"])
    #expect(early.clauses.contains("EZ-02.11-b"))
    #expect(try own.vote(own.second).isAllowed)
    #expect(try state(own) == .approved)
    let votes = try own.chain.record(DataImport.self, own.id).votes
    #expect(votes.map(\.account) == [own.first.account, own.second.account])
  }

  @Test func `nobody decides before the scan`() throws {
    let own = try ImportCase()
    try own.request()
    #expect(try own.vote(own.first).codes == ["import.state"])
  }

  @Test func `one person with two accounts counts once`() throws {
    let own = try ImportCase()
    try own.bind(own.second, to: "person \(own.first.account.rawValue)")
    try own.scan()
    #expect(try own.vote(own.first).isAllowed)
    #expect(try own.vote(own.first).codes == ["import.review.samePerson"])
    #expect(try own.vote(own.second).codes == ["import.review.samePerson"])
    #expect(try state(own) == .scanned)
  }

  @Test func `who asked decides from no account, nor does anyone near the operator`() throws {
    let own = try ImportCase()
    try own.scan()
    let requester = try own.chain.record(Account.self, own.owner.account).subject
    let digest = try #require(try JSON(encoding: requester)["digest"]?.string)
    guard
      case .object(var members) = try JSON(
        encoding: own.chain.record(Account.self, own.second.account))
    else { return }
    members["subject"] = ["kind": "person", "digest": .string(digest)]
    try own.platform.records.put(JSON.object(members).decode(Account.self))
    #expect(try own.vote(own.second).codes == ["import.review.self"])
    let owner = own.owner.organisation
    let between = try own.platform.organisation("between", [.developer], linkedTo: [owner])
    let linked = try own.platform.organisation(
      "linked office", [.implementingBody], linkedTo: [between])
    let near = try own.platform.actor("near", of: linked, [.implementingBody])
    try own.bind(near, to: "near")
    #expect(try own.vote(near).codes == ["import.review.self"])
  }

  @Test func `an account of nobody in particular does not decide, nor does another body`() throws {
    let own = try ImportCase()
    try own.scan()
    let office = try own.platform.organisation("office", [.implementingBody])
    let unbound = try own.platform.actor("unbound", of: office, [.implementingBody])
    #expect(try own.vote(unbound).codes == ["import.review.person"])
    let province = try own.platform.actor("province", .dataAuthority)
    try own.bind(province, to: "province")
    #expect(try own.vote(province).codes == ["import.review.role"])
  }

  @Test func `two of one unit do not suffice where the rules part them`() throws {
    let own = try ImportCase(separate: true)
    try own.scan()
    #expect(try own.vote(own.first).isAllowed)
    #expect(try own.vote(own.second).codes == ["import.review.organisation"])
    let office = try own.platform.organisation("other office", [.implementingBody])
    let other = try own.platform.actor("other", of: office, [.implementingBody])
    try own.bind(other, to: "other")
    #expect(try own.vote(other).isAllowed)
    #expect(try state(own) == .approved)
  }

  @Test func `one no with its reasons rejects for good`() throws {
    let own = try ImportCase()
    try own.scan()
    #expect(try own.vote(own.first).isAllowed)
    #expect(
      try own.vote(own.second, "rejected", opinion: nil).codes == ["import.review.ground"])
    #expect(try own.vote(own.second, "rejected", opinion: "来源不明").isAllowed)
    #expect(try state(own) == .rejected)
    let outcome = try own.platform.run("import.deliver", try own.delivery(), as: own.owner)
    #expect(outcome.codes == ["import.approval"])
  }

  @Test func `a lying declaration is not agreed to, but may be rejected`() throws {
    let phone: JSON = [
      [
        "column": "orders", "suggested": "directIdentifier", "evidence": ["valuesPhone"],
        "namesPerson": true, "namesSubject": true,
      ]
    ]
    let own = try ImportCase()
    try own.scan(columns: phone)
    let outcome = try own.vote(own.first)
    #expect(outcome.codes == ["import.review.identifier", "import.review.personal"])
    #expect(try own.vote(own.first, "rejected", opinion: "未如实申报").isAllowed)
  }

  @Test func `an overlap is weighed in words, and stands in no entry`() throws {
    let own = try ImportCase()
    let pair: JSON = [
      "column": "code", "resource": .string(own.supply.random("RES")), "other": "uscc",
      "form": "plain", "atLeast": 64,
    ]
    try own.scan(overlap: [pair])
    #expect(try own.vote(own.first, opinion: nil).codes == ["import.review.overlap"])
    #expect(try own.vote(own.first, opinion: "关联所需").isAllowed)
    #expect(try own.chain.record(DataImport.self, own.id).overlap?.pairs.count == 1)
    let entry = try #require(own.platform.log.last { $0.type == "import.scanned" })
    #expect(!entry.facts.canonicalText.contains("uscc"))
  }

  @Test func `overlaps are told in powers of two alone`() throws {
    let own = try ImportCase()
    try own.request()
    let exact: JSON = [
      "column": "code", "resource": .string(own.supply.random("RES")), "other": "uscc",
      "form": "plain", "atLeast": 63,
    ]
    let outcome = try own.platform.run(
      "import.scanned", try own.report(overlap: [exact]), as: own.system)
    guard case .malformed = outcome else {
      Issue.record("an exact number was taken")
      return
    }
    #expect((0...9).map(ImportOverlap.rounded) == [0, 1, 2, 2, 4, 4, 4, 4, 8, 8])
  }

  @Test func `a scan is reported once, and an unfit file is never decided on`() throws {
    let own = try ImportCase()
    try own.scan()
    let again = try own.platform.run("import.scanned", try own.report(), as: own.system)
    #expect(again.codes == ["import.already"])
    try own.request()
    let id = try own.chain.made(own.id)
    try own.chain.must(
      "import.unfit", ["import": id, "failureClass": "manifest.digest"], own.system)
    #expect(try own.vote(own.first).codes == ["import.state"])
    let twice = try own.platform.run(
      "import.unfit", ["import": id, "failureClass": "manifest.digest"], as: own.system)
    #expect(twice.codes == ["import.already"])
  }

  @Test func `nobody agrees once the right has run out or the scenario ended`() throws {
    let own = try ImportCase()
    try own.scan(["source": own.source(["until": "2026-04-30"])])
    own.platform.move(to: try day("2026-05-01"))
    #expect(try own.vote(own.first).codes == ["import.right"])
  }
}
