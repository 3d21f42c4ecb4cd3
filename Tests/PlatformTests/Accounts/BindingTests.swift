// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

@Suite struct BindingTests {
  private static let person = "11010519491231002X"

  /// An account of an organisation that may act for data subjects, and its administrator.
  private struct Desk {
    let market: MarketCase
    let security: Actor
    let account: RecordID

    init() throws {
      market = try MarketCase()
      security = try market.platform.actor("security", .securityAdministrator)
      account = try market.platform.actor("citizen", .dataSubject).account
    }

    func grant(_ fields: [String: JSON]) throws -> Outcome {
      let base: [String: JSON] = [
        "account": account.json, "capacities": ["dataSubject"], "assurance": "document_seen",
      ]
      return try market.platform.run(
        "account.grant", .object(base.merging(fields) { $1 }), as: security)
    }
  }

  @Test func `a data subject's account is bound to a verified code`() throws {
    let desk = try Desk()
    let without = try desk.grant([:])
    #expect(without.codes == ["account.grant.subject"] && without.clauses == ["EZ-02.3-b"])
    let code: [String: JSON] = ["subjectKind": "person", "subjectCode": .string(Self.person)]
    #expect(
      try desk.grant(code.merging(["assurance": "unverified"]) { $1 }).codes
        == ["account.grant.unverified"])
    #expect(try desk.grant(code).isAllowed)
    let account = try desk.market.record(Account.self, desk.account)
    #expect(try account.subject == FakePlatform.subjects().mark(of: Self.person, .person))
  }

  @Test(arguments: ["operator", "egressChecker"])
  func `who asks for releases or checks them is bound to a verified person`(
    capacity: String
  ) throws {
    let market = try MarketCase()
    let security = try market.platform.actor("security", .securityAdministrator)
    let organisation = try market.platform.organisation("both", [.operator, .egressChecker])
    let account = try market.platform.actor("worker", of: organisation, [.dataSubject]).account
    func grant(_ fields: [String: JSON]) throws -> Outcome {
      let base: [String: JSON] = [
        "account": account.json, "capacities": [.string(capacity)], "assurance": "document_seen",
      ]
      return try market.platform.run(
        "account.grant", .object(base.merging(fields) { $1 }), as: security)
    }
    let without = try grant([:])
    #expect(without.codes == ["account.grant.person"] && without.clauses == ["EZ-02.13-a"])
    let enterprise = try grant([
      "subjectKind": "enterprise", "subjectCode": "91420000MA4KXXXX0X",
    ])
    #expect(!enterprise.isAllowed)
    let person: [String: JSON] = ["subjectKind": "person", "subjectCode": .string(Self.person)]
    let unverified = try grant(person.merging(["assurance": "unverified"]) { $1 })
    #expect(unverified.codes == ["account.grant.unverified"])
    #expect(try grant(person).isAllowed)
    // Later grants rest on the same person.
    #expect(try grant([:]).isAllowed)
  }

  @Test func `a code that fails its check binds nobody and is not repeated`() throws {
    let desk = try Desk()
    let wrong = "110105194912310021"
    for fields: [String: JSON] in [
      ["subjectKind": "person", "subjectCode": .string(wrong)],
      ["subjectKind": "enterprise", "subjectCode": .string(Self.person)],
      ["subjectCode": .string(Self.person)], ["subjectKind": "person"],
    ] {
      let outcome = try desk.grant(fields)
      #expect(outcome.codes == ["account.grant.code"])
      #expect(!"\(outcome.reasons)".contains(wrong))
    }
    #expect(try desk.market.record(Account.self, desk.account).subject == nil)
  }

  @Test func `a binding stays when capacities change and cannot become another`() throws {
    let desk = try Desk()
    #expect(
      try desk.grant(["subjectKind": "person", "subjectCode": .string(Self.person)]).isAllowed)
    #expect(try desk.grant([:]).isAllowed)
    let other = try desk.grant([
      "subjectKind": "enterprise", "subjectCode": .string(MarketCase.subjectCode),
    ])
    #expect(other.codes == ["account.grant.rebound"])
    #expect(
      try desk.market.record(Account.self, desk.account).subject
        == FakePlatform.subjects().mark(of: Self.person, .person))
  }

  @Test func `no code and no digest stands in facts or in a listing`() throws {
    let desk = try Desk()
    #expect(
      try desk.grant(["subjectKind": "person", "subjectCode": .string(Self.person)]).isAllowed)
    let mark = try #require(FakePlatform.subjects().mark(of: Self.person, .person))
    let facts = try #require(desk.market.platform.log.last).facts.canonicalText
    #expect(!facts.contains(Self.person) && !facts.contains(mark.digest.text))
    let listing = try #require(desk.market.platform.registry.listings["accounts"])
    #expect(!listing.columns.map(\.name).contains("subject"))
    let info = try #require(desk.market.platform.registry.actions["account.grant"]).info
    #expect(info.fields.filter(\.secret).map(\.name) == ["subjectCode"])
    #expect(Account.table.redactable.contains("subject"))
  }
}
