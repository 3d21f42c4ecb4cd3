// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Store
import Testing

@Suite struct IdempotencyTests {
  @Test func `the same key and body give the same receipt and act once`() async throws {
    try await StoreFixture.with { fixture in
      let admins = try await fixture.found()
      let administrator = try #require(admins[.systemAdministrator])
      let first = try await fixture.register(1, as: administrator, key: "k")
      let second = try await fixture.register(1, as: administrator, key: "k")
      #expect(first == second)
      #expect(first.receipt != nil)
    }
  }

  @Test func `the same key with another body is refused and nothing is recorded`() async throws {
    try await StoreFixture.with { fixture in
      let admins = try await fixture.found()
      let administrator = try #require(admins[.systemAdministrator])
      _ = try await fixture.register(1, as: administrator, key: "k")
      let before = try fixture.database.entryCount()
      let answer = try await fixture.register(2, as: administrator, key: "k")
      guard case .malformed(let reasons) = answer else {
        Issue.record("not refused")
        return
      }
      #expect(reasons.map(\.code) == ["idempotency.mismatch"])
      let value = try fixture.database.entryCount()
      #expect(value == before)
    }
  }

  @Test func `a refusal is remembered like an allowance`() async throws {
    try await StoreFixture.with { fixture in
      let admins = try await fixture.found()
      let administrator = try #require(admins[.systemAdministrator])
      _ = try await fixture.register(1, as: administrator)
      let first = try await fixture.register(1, as: administrator, key: "r")
      let second = try await fixture.register(1, as: administrator, key: "r")
      #expect(first == second)
      guard case .refused = first else {
        Issue.record("not refused")
        return
      }
    }
  }

  @Test func `a key is forgotten after 24 hours`() async throws {
    try await StoreFixture.with { fixture in
      let admins = try await fixture.found()
      let administrator = try #require(admins[.systemAdministrator])
      _ = try await fixture.register(1, as: administrator, key: "k")
      fixture.clock.move(to: fixture.clock.now().adding(milliseconds: 24 * 3_600_000 + 1))
      let answer = try await fixture.register(2, as: administrator, key: "k")
      guard case .allowed = answer else {
        Issue.record("the key was still held")
        return
      }
    }
  }

  @Test func `the same key with another secret is another request`() async throws {
    try await StoreFixture.with { fixture in
      let admins = try await fixture.found()
      let administrator = try #require(admins[.systemAdministrator])
      guard case .allowed(_, let unit) = try await fixture.register(1, as: administrator) else {
        Issue.record("not registered")
        return
      }
      func create(_ password: String) async throws -> Answer {
        try await fixture.committer.submit(
          Submission(
            name: "account.create", account: administrator,
            input: [
              "login": "someone", "organisation": unit["id"] ?? .null, "kind": "person",
              "name": "A Person", "password": .string(password),
            ], idempotencyKey: "k"))
      }
      let first = try await create("correct horse battery")
      let again = try await create("correct horse battery")
      let other = try await create("another horse battery")
      #expect(first == again)
      guard case .malformed(let reasons) = other else {
        Issue.record("the first answer was given for another secret")
        return
      }
      #expect(reasons.map(\.code) == ["idempotency.mismatch"])
    }
  }

  @Test func `two accounts may use the same key`() async throws {
    try await StoreFixture.with { fixture in
      let admins = try await fixture.found()
      let one = try #require(admins[.systemAdministrator])
      let two = try #require(admins[.auditAdministrator])
      let first = try await fixture.register(1, as: one, key: "k")
      let second = try await fixture.register(1, as: two, key: "k")
      #expect(first != second)
    }
  }
}
