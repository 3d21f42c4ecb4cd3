// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

@Suite struct OpenDocumentTests {
  private func open(
    _ market: MarketCase, _ release: RecordID, _ document: String, _ actor: Actor
  ) throws -> Outcome {
    try market.platform.run(
      "document.open", ["document": .string(document), "subject": release.json], as: actor)
  }

  @Test(arguments: ["evidence", "content"])
  func `who may not vote on a release may not read it either`(document: String) throws {
    let market = try MarketCase()
    let id = try market.evaluated(market.queryFields)
    let colleague = try market.platform.actor(
      "colleague", of: market.producer.organisation, [.egressChecker])
    let mother = try market.platform.organisation(
      "mother", [.egressChecker], linkedTo: [market.producer.organisation])
    let linked = try market.platform.actor("mother", of: mother, [.egressChecker])
    for actor in [colleague, market.related, linked] {
      let outcome = try open(market, id, document, actor)
      #expect(outcome.codes == ["document.related"])
      #expect(outcome.clauses == ["EZ-02.13-a"])
    }
    #expect(try market.platform.records.all(DocumentReading.self).isEmpty)
  }

  @Test func `a checker's reading is recorded with document, release and day`() throws {
    let market = try MarketCase()
    let id = try market.evaluated(market.queryFields)
    let checker = market.checkers[0]
    #expect(try open(market, id, "evidence", checker).isAllowed)
    let reading = try #require(try market.platform.records.all(DocumentReading.self).first)
    #expect(reading.account == checker.account && reading.subject == id)
    #expect(reading.document == .evidence && reading.readOn == market.platform.today)
  }

  @Test func `nothing is read of a release that is not looked at, nor by others`() throws {
    let market = try MarketCase()
    let id = try market.approved(market.queryFields)
    #expect(try open(market, id, "evidence", market.checkers[0]).codes == ["document.unknown"])
    let none = MarketCase.id("RLS", "none")
    #expect(try open(market, none, "content", market.checkers[0]).codes == ["document.unknown"])
    #expect(try !open(market, id, "evidence", market.bureau).isAllowed)
  }

  @Test func `those who supervise see who read what`() throws {
    let listing = try #require(Documents.listings.first)
    #expect(listing.scopes[.auditAdministrator] == .place)
    #expect(listing.scopes[.egressChecker] == .party)
    #expect(listing.publicScope == nil)
  }
}
