// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Platform
import Regulation
import Store
import Testing

@Suite struct PasswordTests {
  private func change(
    _ fixture: StoreFixture, _ account: RecordID, from current: String, to next: String,
    token: String? = nil
  ) async throws -> Answer {
    try await fixture.committer.submit(
      Submission(
        name: "account.changePassword", account: account,
        input: ["current": .string(current), "password": .string(next)], token: token))
  }

  private func codes(_ answer: Answer) -> [String] {
    guard case .refused(_, let reasons) = answer else { return [] }
    return reasons.map(\.code)
  }

  @Test func `a change of password ends all other sessions and service tokens`() async throws {
    try await StoreFixture.with { fixture in
      let admins = try await fixture.found()
      let account = try #require(admins[.systemAdministrator])
      let other = try #require(admins[.auditAdministrator])
      let sessions = Sessions(
        database: fixture.database, clock: fixture.clock, random: SeededRandom(seed: 3),
        gate: SignInGate(uptime: { 0 }))
      let own = try sessions.open(account: account, kind: .session)
      let elsewhere = try sessions.open(account: account, kind: .session)
      let service = try sessions.open(account: account, kind: .service)
      let stranger = try sessions.open(account: other, kind: .session)
      let answer = try await change(
        fixture, account, from: "a long password", to: "another long one", token: own)
      guard case .allowed = answer else {
        Issue.record("not allowed")
        return
      }
      #expect(try sessions.actor(token: own)?.account == account)
      #expect(try sessions.actor(token: elsewhere) == nil)
      #expect(try sessions.actor(token: service) == nil)
      #expect(try sessions.actor(token: stranger)?.account == other)
    }
  }

  @Test func `a wrong or unchanged password changes and ends nothing`() async throws {
    try await StoreFixture.with { fixture in
      let account = try #require(try await fixture.found()[.systemAdministrator])
      let sessions = Sessions(
        database: fixture.database, clock: fixture.clock, random: SeededRandom(seed: 3),
        gate: SignInGate(uptime: { 0 }))
      let token = try sessions.open(account: account, kind: .session)
      let wrong = try await change(
        fixture, account, from: "a wrong password", to: "another long one")
      #expect(codes(wrong) == ["account.password.wrong"])
      let same = try await change(
        fixture, account, from: "a long password", to: "a long password")
      #expect(codes(same) == ["account.password.same"])
      #expect(try sessions.actor(token: token)?.account == account)
    }
  }

  @Test func `a password that was changed meanwhile does not count`() async throws {
    let action = try #require(Registry.shuyu.actions["account.changePassword"])
    try await StoreFixture.with { fixture in
      let id = try #require(try await fixture.found()[.systemAdministrator])
      let found = try fixture.database.read { try $0.find(Account.self, id) }
      let account = try #require(found)
      let prepared = try action.prepare(
        ["current": "a long password", "password": "another long one"],
        Preparation(
          random: SeededRandom(seed: 5), subjects: StoreFixture.subjects(), account: account)
      ).get()
      _ = try await change(fixture, id, from: "a long password", to: "a third long one")
      let profile = try StoreFixture.profile()
      let context = Context(
        actor: try #require(account.actor), profile: profile, now: fixture.clock.now(),
        calendar: try WorkingCalendar([]), entropy: [1])
      let decision = try fixture.database.read { try prepared.decide($0, context) }
      guard case .refused(let reasons) = decision else {
        Issue.record("not refused")
        return
      }
      #expect(reasons.map(\.code) == ["account.password.wrong"])
    }
  }
}
