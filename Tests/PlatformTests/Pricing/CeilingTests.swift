// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

@Suite struct CeilingTests {
  private func fields(_ useClass: String, _ document: String, _ from: String) -> JSON {
    [
      "useClass": .string(useClass), "document": .string(document), "amount": "0.50",
      "unit": "call", "effectiveFrom": .string(from), "digest": digest(document),
      "issuer": "provincialAuthority",
    ]
  }

  @Test func `a free class has no ceiling and an unknown class none either`() throws {
    let chain = try EzhouChain()
    let free = try chain.platform.run(
      "ceiling.record", fields("publicBenefit", "1号", "2026-01-01"), as: chain.bureau)
    #expect(free.codes == ["ceiling.free"])
    #expect(free.clauses == ["EZ-02.12-c"])
    let odd = try chain.platform.run(
      "ceiling.record", fields("leisure", "1号", "2026-01-01"), as: chain.bureau)
    #expect(odd.codes == ["ceiling.class"])
  }

  @Test func `the ceiling of the latest first day holds`() throws {
    let chain = try EzhouChain()
    let office = try chain.platform.actor("prices", .pricingAuthority)
    let first = try chain.must(
      "ceiling.record", fields("industrialDevelopment", "1号", "2026-01-01"), office)
    let second = try chain.must(
      "ceiling.record", fields("industrialDevelopment", "2号", "2026-06-01"), office)
    let context = Context(
      actor: office, profile: chain.platform.profile, now: chain.platform.now,
      calendar: chain.platform.calendar, entropy: [1])
    for (on, expected) in [
      ("2025-12-31", nil), ("2026-01-01", first), ("2026-05-31", first), ("2026-06-01", second),
    ] {
      let ceiling = try PriceCeiling.inForce(
        useClass: "industrialDevelopment", unit: "call", on: try day(on), chain.platform.records,
        context)
      #expect(ceiling?.id == expected, "on \(on)")
    }
    let twice = try chain.platform.run(
      "ceiling.record", fields("industrialDevelopment", "2号", "2026-06-01"), as: office)
    #expect(twice.codes == ["ceiling.duplicate"])
  }
}
