// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Platform
import Regulation
import Testing

@Suite struct ClockTests {
  private func decide(
    _ text: String, isManual: Bool = true, _ setting: ClockSetting? = nil
  ) throws -> Decision {
    let market = try MarketCase()
    let administrator = try market.platform.actor("administrator", .systemAdministrator)
    let context = Context(
      actor: administrator, profile: market.platform.profile, now: market.platform.now,
      calendar: market.platform.calendar, clockIsManual: isManual,
      entropy: [UInt8](repeating: 7, count: 32))
    let input: JSON = ["instant": .string(text)]
    let action = try #require(market.platform.registry.actions["clock.move"])
    let prepared = try action.prepare(
      input, Preparation(random: SeededRandom(seed: 1), subjects: FakePlatform.subjects())
    ).get()
    return try prepared.decide(market.platform.records, context)
  }

  private func codes(_ decision: Decision) -> [String] {
    guard case .refused(let reasons) = decision else { return [] }
    return reasons.map(\.code)
  }

  @Test func `a clock moved by hand goes forward, at most 400 days`() throws {
    let moved = try decide("2026-04-01T01:00:00.001Z")
    guard case .allowed(let events, _) = moved else { throw FakeError.stepMissing }
    let event = try #require(events.first)
    let stamp = Stamp(
      entry: 0, recordedAt: .min, occurredOn: .min, actor: nil, organisation: nil, place: "ezhou")
    let changes = try event.fact.changes(stamp, payload: nil, FakeRecords())
    guard case .put(let record) = changes.first else { throw FakeError.stepMissing }
    let setting = try #require(record as? ClockSetting)
    #expect(setting.instant.instant == Instant("2026-04-01T01:00:00.001Z"))
    #expect(setting.place == "ezhou")
    #expect(codes(try decide("2026-04-01T01:00:00.000Z")) == ["clock.backward"])
    #expect(codes(try decide("2026-03-01T01:00:00.000Z")) == ["clock.backward"])
    #expect(codes(try decide("2027-05-06T01:00:00.000Z")).isEmpty)
    #expect(codes(try decide("2027-05-06T01:00:00.001Z")) == ["clock.step"])
  }

  @Test func `a clock that runs by itself cannot be moved`() throws {
    #expect(codes(try decide("2026-04-02T01:00:00.000Z", isManual: false)) == ["clock.running"])
  }

  @Test func `only the system administrator moves it`() throws {
    let market = try MarketCase()
    let info = try #require(market.platform.registry.actions["clock.move"]).info
    #expect(info.capacities == [.systemAdministrator])
    let outcome = try market.platform.run(
      "clock.move", ["instant": "2026-04-02T01:00:00.000Z"], as: market.bureau)
    #expect(!outcome.isAllowed)
  }
}
