// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Gateway
import Regulation
import Synchronization
import Testing

@Suite struct RightsLeaseTests {
  private let rights = FakeRights()
  private let digest = SHA256.hash(Array(FakeRights.secret(1).utf8))
  private let day = Samples.start.day(in: .china)

  private func isAllowed(_ lease: RightsLease, on day: Day? = nil, at uptime: Int64) async throws
    -> Bool?
  {
    let found = try await lease.rights(ofKey: digest, on: day ?? self.day, uptime: uptime)
    guard let found else { return nil }
    if case .allowed = found.standing { return true }
    return false
  }

  private func grant(_ isAllowed: Bool) {
    let entitlement = Entitlement(
      release: Samples.id("RLS", 1), content: digest, form: .cube, price: .zero, callsPerDay: nil)
    rights.set(
      1, isAllowed ? .allowed(entitlement) : .refused([Reason("x.y", zh: "否", en: "no")]))
  }

  @Test func `a key is read once for a lease and again after it`() async throws {
    grant(true)
    let lease = RightsLease(source: rights)
    for uptime in Int64(0)..<1_000 {
      #expect(try await isAllowed(lease, at: uptime) == true)
    }
    #expect(rights.reads == 1)
    grant(false)
    #expect(try await isAllowed(lease, at: 4_999) == true)
    #expect(try await isAllowed(lease, at: 5_000) == false)
    #expect(rights.reads == 2)
  }

  @Test func `what was decided holds for the next call`() async throws {
    grant(true)
    let lease = RightsLease(source: rights)
    #expect(try await isAllowed(lease, at: 0) == true)
    grant(false)
    lease.invalidate()
    #expect(try await isAllowed(lease, at: 0) == false)
  }

  @Test func `another day is another lease`() async throws {
    grant(true)
    let lease = RightsLease(source: rights)
    #expect(try await isAllowed(lease, at: 0) == true)
    grant(false)
    #expect(try await isAllowed(lease, on: day.adding(days: 1), at: 0) == false)
  }

  @Test func `an unknown key is held too, and a failure is not`() async throws {
    let lease = RightsLease(source: rights)
    #expect(try await isAllowed(lease, at: 0) == nil)
    #expect(try await isAllowed(lease, at: 1) == nil)
    #expect(rights.reads == 1)
    lease.invalidate()
    rights.state.withLock { $0.fails = true }
    await #expect(throws: FakeRights.Failure.self) { _ = try await isAllowed(lease, at: 1) }
    rights.state.withLock { $0.fails = false }
    grant(true)
    #expect(try await isAllowed(lease, at: 1) == true)
  }

  @Test func `many calls at once share one read`() async throws {
    grant(true)
    let lease = RightsLease(source: rights)
    try await withThrowingTaskGroup(of: Bool?.self) { group in
      for _ in 0..<100 { group.addTask { try await self.isAllowed(lease, at: 0) } }
      for try await answer in group { #expect(answer == true) }
    }
    #expect(rights.reads == 1)
  }

  @Test func `the number of held keys is bounded`() async throws {
    let lease = RightsLease(source: rights, keysMax: 10)
    for number in 0..<100 {
      let other = SHA256.hash(Array("\(number)".utf8))
      #expect(try await lease.rights(ofKey: other, on: day, uptime: Int64(number)) == nil)
    }
    #expect(lease.reads == 100)
  }
}
