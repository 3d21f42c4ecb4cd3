// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

@Suite struct AgreementTests {
  @Test(arguments: ["2031-03-31", "2031-04-02", "2029-04-01"])
  func `another term than five years is refused`(end: String) throws {
    let chain = try EzhouChain()
    try chain.recordDecision()
    var fields = try chain.agreementFields()
    fields["endsOn"] = .string(end)
    let outcome = try chain.platform.run("agreement.draft", .object(fields), as: chain.bureau)
    #expect(outcome.codes == ["agreement.term.fixed"])
    #expect(outcome.clauses == ["EZ-02.6-i"])
    fields["endsOn"] = "2031-04-01"
    #expect(try chain.platform.run("agreement.draft", .object(fields), as: chain.bureau).isAllowed)
  }

  @Test func `a source unit is no grantor`() throws {
    let chain = try EzhouChain()
    try chain.recordDecision()
    var fields = try chain.agreementFields()
    fields["grantor"] = .string(chain.unit.organisation.rawValue)
    let outcome = try chain.platform.run("agreement.draft", .object(fields), as: chain.bureau)
    #expect(outcome.codes == ["agreement.grantor"])
    #expect(outcome.clauses.contains("EZ-02.2-g"))
  }

  @Test func `only a body that the profile lets sign is a grantor`() throws {
    let chain = try EzhouChain()
    try chain.recordDecision()
    var fields = try chain.agreementFields()
    let data = try chain.platform.organisation("another department", [.dataAuthority])
    let closed = try chain.platform.organisation("old bureau", [.implementingBody])
    let old = try #require(try chain.platform.records.find(Organisation.self, closed))
    guard case .object(var document) = try JSON(encoding: old) else { return }
    document["state"] = "closed"
    try chain.platform.records.put(JSON.object(document).decode(Organisation.self))
    for id in [chain.winner.organisation, chain.loser.organisation, data, closed] {
      fields["grantor"] = .string(id.rawValue)
      let outcome = try chain.platform.run("agreement.draft", .object(fields), as: chain.bureau)
      #expect(outcome.codes == ["agreement.grantor"])
    }
    let government = try chain.platform.organisation("city government", [.grantor])
    fields["grantor"] = .string(government.rawValue)
    #expect(try chain.platform.run("agreement.draft", .object(fields), as: chain.bureau).isAllowed)
  }

  @Test func `entries beyond the call and unknown use classes are refused`() throws {
    let chain = try EzhouChain()
    try chain.recordDecision()
    var fields = try chain.agreementFields()
    fields["entries"] = [.string(try chain.row(2).id.rawValue)]
    fields["products"] = [
      ["code": "A", "name": "甲", "useClass": "entertainment"],
      ["code": "A", "name": "乙", "useClass": "publicBenefit"],
    ]
    let outcome = try chain.platform.run("agreement.draft", .object(fields), as: chain.bureau)
    #expect(
      outcome.codes == [
        "call.entry.unlisted", "agreement.scope", "agreement.product.twice",
        "agreement.product.class",
      ])
  }

  @Test func `of two people of one party the second cannot sign`() throws {
    let chain = try EzhouChain()
    try chain.draftAgreement()
    try chain.must("agreement.sign", try chain.signatureFields(), chain.bureau)
    let second = try chain.platform.run(
      "agreement.sign", try chain.signatureFields(), as: chain.colleague)
    #expect(second.codes == ["agreement.signed"])
    #expect(try chain.record(Agreement.self, chain.agreement).signatures.count == 1)
  }

  @Test func `only parties sign, and not before the decision`() throws {
    let chain = try EzhouChain()
    try chain.draftAgreement()
    let stranger = try chain.platform.run(
      "agreement.sign", try chain.signatureFields(), as: chain.loser)
    #expect(stranger.codes == ["agreement.unknown"])
    guard case .object(var fields) = try chain.signatureFields() else { return }
    fields["occurredOn"] = "2026-03-30"
    let early = try chain.platform.run("agreement.sign", .object(fields), as: chain.winner)
    #expect(early.codes == ["agreement.sign.early"])
    #expect(early.clauses == ["EZ-02.6-g"])
  }

  @Test func `an agreement signed by one side is not activated`() throws {
    let chain = try EzhouChain()
    try chain.draftAgreement()
    try chain.must("agreement.sign", try chain.signatureFields(), chain.winner)
    let outcome = try chain.platform.run(
      "agreement.activate", ["agreement": try chain.made(chain.agreement)], as: chain.bureau)
    #expect(outcome.codes == ["procedure.order"])
    #expect(outcome.clauses == ["EZ-02.6-h", "EZ-02.6-i"])
  }

  @Test func `an agreement is not activated before its first day`() throws {
    let chain = try EzhouChain()
    try chain.sign()
    let outcome = try chain.platform.run(
      "agreement.activate", ["agreement": try chain.made(chain.agreement)], as: chain.bureau)
    #expect(outcome.codes == ["agreement.term.outside"])
  }

  @Test func `a second whole authorisation is not activated beside the first`() throws {
    let chain = try EzhouChain()
    try chain.sign()
    let agreement = try chain.record(Agreement.self, chain.agreement)
    guard case .object(var twin) = try JSON(encoding: agreement) else { return }
    twin["id"] = "AGR-0000000000"
    twin["state"] = "active"
    twin["application"] = "APP-0000000000"
    try chain.platform.records.put(JSON.object(twin).decode(Agreement.self))
    chain.platform.move(to: try day("2026-04-01"))
    let outcome = try chain.platform.run(
      "agreement.activate", ["agreement": try chain.made(chain.agreement)], as: chain.bureau)
    #expect(outcome.codes == ["agreement.mode.full"])
    #expect(outcome.clauses.contains("EZ-02.2-a"))
  }

  @Test func `a suspended agreement gives no rights until it is resumed`() throws {
    let chain = try EzhouChain()
    try chain.suspend()
    let today = chain.platform.today
    #expect(try !chain.record(Agreement.self, chain.agreement).isInForce(on: today))
    try chain.must(
      "agreement.resume",
      ["agreement": try chain.made(chain.agreement), "documentNumber": "2号"], chain.bureau)
    #expect(try chain.record(Agreement.self, chain.agreement).isInForce(on: today))
  }

  @Test func `the public sees party, content, scope and term only`() throws {
    let listing = try #require(Agreements.listings.first)
    #expect(listing.publicScope == .everywhereWhere([.equal("isPublic", "yes")]))
    let shown = Set(listing.columns.map(\.name)).subtracting(listing.hidden(from: nil))
    #expect(
      shown == [
        "number", "operator", "state", "startsOn", "endsOn", "mode", "entries", "products",
        "termYears", "listReason",
      ])
    #expect(listing.withheld(from: nil) == ["products": "listReason"])
    #expect(listing.scope(of: try EzhouChain().loser) == .party)
  }
}
