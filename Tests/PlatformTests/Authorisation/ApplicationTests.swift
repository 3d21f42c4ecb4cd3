// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

@Suite struct ApplicationTests {
  @Test func `an application with anything missing is refused with each clause`() throws {
    let chain = try EzhouChain()
    try chain.publishCall()
    var fields = try chain.applicationFields()
    fields["materials"] = [EzhouChain.file("申报书")]
    fields["evidence"] = [EzhouChain.file("dataDevelopment")]
    fields["declaresNoIncident"] = false
    let outcome = try chain.platform.run(
      "application.submit", .object(fields), as: chain.winner)
    #expect(
      outcome.clauses == ["EZ-02.6-d", "EZ-02.5-a", "EZ-02.5-b", "EZ-02.5-c", "EZ-02.5-d"])
    #expect(outcome.codes.contains("application.material.missing"))
    #expect(outcome.codes.contains("application.declaration"))
  }

  @Test func `applications before publication and after closing are refused`() throws {
    let chain = try EzhouChain()
    try chain.draftCall()
    let early = try chain.platform.run(
      "application.submit", .object(try chain.applicationFields()), as: chain.winner)
    #expect(early.codes == ["application.early"])
    #expect(early.clauses.contains("EZ-02.6-b"))
    try chain.must(
      "call.publish", ["call": try chain.made(chain.call), "publicationURL": "https://x"],
      chain.bureau)
    chain.platform.move(to: try day("2026-03-21"))
    let late = try chain.platform.run(
      "application.submit", .object(try chain.applicationFields()), as: chain.winner)
    #expect(late.codes == ["application.late"])
    #expect(late.clauses == ["EZ-02.6-d"])
  }

  @Test func `nobody applies twice unless the first application was withdrawn`() throws {
    let chain = try EzhouChain()
    try chain.publishCall()
    let fields = JSON.object(try chain.applicationFields())
    let first = try chain.must("application.submit", fields, chain.winner)
    let second = try chain.platform.run("application.submit", fields, as: chain.winner)
    #expect(second.codes == ["application.twice"])
    try chain.must(
      "application.withdraw", ["application": .string(first.rawValue)], chain.winner)
    #expect(try chain.platform.run("application.submit", fields, as: chain.winner).isAllowed)
  }

  @Test func `nobody withdraws a rival's application`() throws {
    let chain = try EzhouChain()
    try chain.apply()
    let outcome = try chain.platform.run(
      "application.withdraw", ["application": try chain.made(chain.applications.first)],
      as: chain.loser)
    #expect(outcome.codes == ["application.unknown"])
  }

  @Test(arguments: [("2023-03-02", false), ("2023-03-01", true)])
  func `an incident within three years makes an applicant ineligible, an older one does not`(
    found: String, eligible: Bool
  ) throws {
    let chain = try EzhouChain()
    try chain.closeCall()
    var fields = EzhouChain.eligible(try chain.made(chain.applications.last))
    fields["incidentsFound"] = [.string(found)]
    try chain.must("eligibility.check", .object(fields), chain.bureau)
    let application = try chain.record(Application.self, chain.applications.last)
    #expect((application.state == .eligible) == eligible)
    #expect(application.reasons.flatMap(\.clauses) == (eligible ? [] : ["EZ-02.5-c"]))
  }

  @Test func `incidents of a withdrawn application count in the next, those of a rival do not`()
    throws
  {
    let chain = try EzhouChain()
    try chain.publishCall()
    var fields = try chain.applicationFields()
    fields["declaresNoIncident"] = false
    fields["incidents"] = ["2025-06-01"]
    let first = try chain.must("application.submit", .object(fields), chain.winner)
    try chain.must("application.withdraw", ["application": first.json], chain.winner)
    let clean = JSON.object(try chain.applicationFields())
    let again = try chain.must("application.submit", clean, chain.winner)
    let rival = try chain.must("application.submit", clean, chain.loser)
    chain.platform.move(to: try day("2026-03-23"))
    try chain.must("call.close", ["call": try chain.made(chain.call)], chain.bureau)
    for id in [again, rival] {
      try chain.must("eligibility.check", .object(EzhouChain.eligible(id.json)), chain.bureau)
    }
    let found = try chain.record(Application.self, again)
    #expect(found.state == .ineligible && found.reasons.map(\.code) == ["eligibility.incident"])
    #expect(try chain.record(Application.self, rival).state == .eligible)
  }

  @Test(arguments: [false, true])
  func `an old report matters only once its age is set by a document`(isSet: Bool) throws {
    let chain = try EzhouChain()
    try chain.closeCall()
    if isSet {
      try chain.must(
        "openValue.set",
        [
          "key": "eligibility.reportAgeMonthsMax", "value": "1", "documentNumber": "鄂州数〔2026〕1号",
          "digest": digest("age"),
        ], chain.bureau)
    }
    let id = try chain.made(chain.applications.first)
    try chain.must("eligibility.check", .object(EzhouChain.eligible(id)), chain.bureau)
    let application = try chain.record(Application.self, chain.applications.first)
    #expect(application.state == (isSet ? .ineligible : .eligible))
    #expect(application.reasons.map(\.code) == (isSet ? ["eligibility.report.old"] : []))
  }

  @Test func `applicants never see rivals and scores stay hidden until concluded`() throws {
    let listings = Dictionary(
      uniqueKeysWithValues: Authorisations.listings.map { ($0.plural, $0) })
    let chain = try EzhouChain()
    let applications = try #require(listings["applications"])
    #expect(applications.scope(of: chain.winner) == .party)
    #expect(applications.scope(of: chain.developer) == nil)
    #expect(applications.publicScope == nil)
    let reviews = try #require(listings["reviews"])
    #expect(reviews.scope(of: chain.winner) == nil)
    #expect(reviews.scope(of: chain.expert) == .account(column: "reviewer"))
    #expect(reviews.scope(of: chain.bureau) == .placeWhere([.equal("isConcluded", "yes")]))
    #expect(listings["calls"]?.hidden(from: chain.winner).contains("selected") == true)
  }
}
