// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// What the authority above sees of the duties owed for agreements below it (SC-15.p2-c).
@Suite struct DutyBelowTests {
  private static let city = "sichuan-510100"
  private static let agreement = MarketCase.id("AGR", "city")

  /// A city of the province with an agreement in force, and the province's own.
  private func tiers() throws -> PlaceLife {
    let life = try PlaceLife(.sichuan)
    let records = life.platform.records
    let authority: JSON = [
      "id": MarketCase.id("LAU", "city").json, "place": .string(Self.city), "root": "sichuan",
      "parent": "sichuan", "level": "city", "name": "成都市", "division": "510100", "papers": [],
      "registeredOn": "2026-03-01",
    ]
    try records.put(authority.decode(Authority.self))
    let own = try JSON(encoding: try life.record(Agreement.self, life.agreement))
    try records.put(
      own.setting("id", Self.agreement.json).setting("place", .string(Self.city))
        .decode(Agreement.self))
    return life
  }

  private func below(_ life: PlaceLife, _ actor: Actor) throws -> [DutyStanding] {
    try DutyBoard.below(
      actor, life.platform.profile, today: life.platform.today, calendar: life.platform.calendar,
      life.platform.records)
  }

  @Test func `the province sees each duty of a city's agreement and bears none of them`() throws {
    let life = try tiers()
    let found = try below(life, try life.person(.bureau))
    let asked = life.platform.profile.duties.filter { $0.subject == .agreement }
    #expect(!found.isEmpty && found.count == asked.count)
    #expect(found.allSatisfy { $0.place == "成都市" && !$0.isOwn })
    #expect(found.allSatisfy { $0.subject.id == Self.agreement })
    #expect(found.contains { $0.isMissing })
  }

  @Test func `what was done below is seen as done`() throws {
    let life = try tiers()
    let bureau = try life.person(.bureau)
    let name = try #require(try below(life, bureau).first { $0.isMissing }).rule.id
    let latest: JSON = [
      "id": MarketCase.id("DTL", "city").json, "place": .string(Self.city),
      "duty": .string(name), "about": Self.agreement.json,
      "record": MarketCase.id("DTR", "city").json, "lastOn": "2026-04-01", "periods": [],
    ]
    try life.platform.records.put(latest.decode(DutyLatest.self))
    let after = try below(life, bureau).first { $0.rule.id == name }
    #expect(after?.lastOn == Day("2026-04-01") && after?.isMissing == false)
  }

  @Test func `nobody else sees them, and a place without authorities has none`() throws {
    let life = try tiers()
    for role in [PlaceLife.Role.owner, .developer, .unit] {
      #expect(try below(life, try life.person(role)).isEmpty, "\(role)")
    }
    let ezhou = try EzhouChain([Duties.self, RuleSets.self])
    try ezhou.activate()
    let none = try DutyBoard.below(
      ezhou.bureau, ezhou.platform.profile, today: ezhou.platform.today,
      calendar: ezhou.platform.calendar, ezhou.platform.records)
    #expect(none.isEmpty)
  }
}
