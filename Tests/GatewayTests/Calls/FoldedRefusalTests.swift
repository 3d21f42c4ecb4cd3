// SPDX-License-Identifier: Apache-2.0
import Core
import Gateway
import Regulation
import Testing

/// Refusals that repeat themselves are counted; the first of each kind is evidence at once.
@Suite struct FoldedRefusalTests {
  private func revoke(_ fixture: GatewayFixture, _ code: String = "key.revoked") {
    fixture.rights.set(1, .refused([Reason(code, zh: "已作废", en: "revoked")]))
    fixture.lease.invalidate()
  }

  @Test func `a thousand calls with a revoked key are two records, and all are counted`()
    async throws
  {
    try await GatewayFixture.with { fixture in
      revoke(fixture)
      let first = await fixture.ask([])
      #expect(fixture.disk.flushed == fixture.disk.files)
      #expect(fixture.records().map(\.id) == [first.usage])
      for _ in 0..<999 {
        let answer = await fixture.ask([])
        #expect(answer.code == "key.revoked" && answer.usage == first.usage)
      }
      #expect(fixture.records().count == 1)
      try await fixture.gateway.recordRefusals()
      #expect(fixture.records().count == 1)
      fixture.time.move(milliseconds: 60_000)
      try await fixture.gateway.recordRefusals()
      #expect(fixture.records().map(\.count) == [1, 999])
      #expect(
        fixture.records().map(\.outcome)
          == Array(repeating: .refused(code: "key.revoked"), count: 2))
      #expect(fixture.disk.flushed == fixture.disk.files)
    }
  }

  @Test func `each reason has its own first record, and each minute its own count`() async throws {
    try await GatewayFixture.with { fixture in
      revoke(fixture)
      _ = await fixture.ask([])
      _ = await fixture.ask([])
      revoke(fixture, "agreement.notInForce")
      _ = await fixture.ask([])
      revoke(fixture)
      fixture.time.move(milliseconds: 60_000)
      _ = await fixture.ask([])
      _ = await fixture.ask([])
      try await fixture.gateway.recordRefusals(all: true)
      let records = fixture.records()
      #expect(records.map(\.count) == [1, 1, 1, 1, 1])
      #expect(records.count { $0.outcome == .refused(code: "key.revoked") } == 4)
    }
  }

  @Test func `counted refusals keep their own time, whenever they are recorded`() async throws {
    try await GatewayFixture.with { fixture in
      revoke(fixture)
      _ = await fixture.ask([])
      _ = await fixture.ask([])
      let last = fixture.time.now
      fixture.time.move(milliseconds: 40 * 86_400_000)
      try await fixture.gateway.recordRefusals(all: true)
      #expect(fixture.records().map(\.count) == [1, 1])
      #expect(fixture.records().last?.at == last)
    }
  }

  @Test func `calls beyond the rate do not fill the disk`() async throws {
    try await GatewayFixture.with(perSecond: 2) { fixture in
      try fixture.serveCube()
      for _ in 0..<50 { _ = await fixture.ask([]) }
      #expect(
        fixture.records().map(\.outcome) == [.answered, .answered, .refused(code: "rate.exceeded")])
      try await fixture.gateway.recordRefusals(all: true)
      #expect(fixture.records().map(\.count).reduce(0, +) == 50)
    }
  }

  @Test func `an answered call is never folded`() async throws {
    try await GatewayFixture.with { fixture in
      try fixture.serveCube()
      for _ in 0..<20 { #expect(await fixture.ask([]).body != nil) }
      #expect(fixture.records().count == 20)
    }
  }

  @Test func `when the disk fails a refusal is not told as if it were recorded`() async throws {
    try await GatewayFixture.with { fixture in
      revoke(fixture)
      fixture.disk.fail(after: 0)
      for _ in 0..<2 { #expect(await fixture.ask([]).code == "gateway.unavailable") }
    }
  }

  @Test func `a count is read back, and stands for refusals only`() throws {
    let record = UsageRecord(
      id: Samples.id("USG", 1), at: Samples.start, holder: Samples.holder(),
      outcome: .refused(code: "rate.exceeded"), price: .zero,
      parameters: Samples.record(1).parameters, request: nil, count: 7)
    let text = record.canonicalText
    #expect(UsageRecord(try JSON.parse(text)) == record)
    #expect(try JSON.parse(text).canonicalText == text)
    for (from, to) in [
      ("\"count\":7", "\"count\":1"), ("\"count\":7", "\"count\":-7"),
      ("refused:rate.exceeded", "answered"),
    ] {
      #expect(UsageRecord(try JSON.parse(text.replacing(from, with: to))) == nil)
    }
  }
}
