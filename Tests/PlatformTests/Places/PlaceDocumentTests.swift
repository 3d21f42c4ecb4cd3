// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// Documents without which something is refused, by each place.
@Suite struct PlaceDocumentTests {
  @Test func `no delivery in Handan before the unit designated its security managers`() throws {
    let life = try PlaceLife(.handan)
    try life.approve()
    let early = try life.run("batch.deliver", try life.delivery(), .owner)
    #expect(early.codes == ["batch.documents"] && early.clauses == ["HD-18.p2-c"])
    let rule = try #require(life.platform.profile.ruleDocument("securityManagers"))
    let wrong = try life.run("ruleDocument.submit", life.document(rule), .owner)
    #expect(wrong.codes == ["ruleDocument.by"] && wrong.clauses == ["HD-18.p2-c"])
    try life.handIn(.delivery, .unit, by: .sourceUnit)
    #expect(try life.run("batch.deliver", try life.delivery(), .owner).isAllowed)
  }

  @Test func `no contract in Shuozhou before the developer's security system of five stages`()
    throws
  {
    let life = try PlaceLife(.shuozhou)
    try life.published()
    let contract = try life.contractFields()
    let early = try life.run("contract.sign", contract, .owner)
    #expect(early.codes == ["contract.rules.missing"] && early.clauses == ["SZ-11.4.3-a"])
    let rule = try #require(life.platform.profile.ruleDocument("developerSecurity"))
    let bare = life.document(rule).setting("parts", ["access": "第 1 页"])
    let partly = try life.run("ruleDocument.submit", bare, .developer)
    #expect(partly.codes == ["ruleDocument.parts"] && partly.clauses == ["SZ-11.4.3-a"])
    try life.handIn(.contract, .developer, by: .developer)
    #expect(try life.run("contract.sign", contract, .owner).isAllowed)
  }

  /// A later version takes the place of the one before.
  @Test func `a document that nobody approves is in force when handed in`() throws {
    let life = try PlaceLife(.shuozhou)
    for _ in 0..<2 { try life.handIn(.contract, .developer, by: .developer) }
    let documents = try life.platform.records.all(
      OperatorRules.self, .equal("kind", "developerSecurity"))
    #expect(documents.map(\.state).filter { $0 == .approved }.count == 1)
    #expect(documents.first { $0.state == .approved }?.version == 2)
    #expect(documents.first { $0.state == .superseded }?.version == 1)
    let decision: JSON = [
      "ruleDocument": try #require(documents.first).id.json, "conclusion": "approved",
      "opinion": "同意",
    ]
    #expect(try !life.run("ruleDocument.decide", decision, .bureau).isAllowed)
  }

  /// What is asked before activation, by place; each with its clause.
  @Test(arguments: [
    ("sichuan", ["SC-18-a", "SC-23.p2-c"]), ("handan", ["HD-18.p4-b"]),
    ("quzhou", ["QZ-27.p2-b"]),
    ("shuozhou", ["SZ-10.5.1-c", "SZ-10.6-a", "SZ-11.3.5-a"]),
  ])
  func `documents before activation are missing until handed in`(
    place: String, clauses: [String]
  ) throws {
    let script = try #require(PlaceScript.all.first { $0.place == place })
    let life = try PlaceLife(script)
    let owner = try life.person(.owner)
    let context = Context(
      actor: try life.person(.bureau), profile: life.platform.profile, now: life.platform.now,
      calendar: life.platform.calendar, entropy: [UInt8](repeating: 1, count: 32))
    func missing() throws -> Set<String> {
      let found = try OperatorRules.missing(
        .activation, of: [.operator: owner.organisation], life.platform.records, context)
      return Set(found.flatMap(\.clauses).map(\.rawValue))
    }
    #expect(try missing() == Set(clauses))
    try life.handIn(.activation, .owner, by: .operator)
    try life.handIn(.activation, .bureau, by: .implementingBody)
    #expect(try missing().isEmpty)
  }
}
