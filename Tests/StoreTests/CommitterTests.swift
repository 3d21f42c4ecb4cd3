// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Evidence
import Platform
import Regulation
import Store
import Testing

@Suite struct CommitterTests {
  @Test func `an allowed action has an entry, a receipt and a row`() async throws {
    try await StoreFixture.with { fixture in
      let admins = try await fixture.found()
      let administrator = try #require(admins[.systemAdministrator])
      let answer = try await fixture.register(1, as: administrator)
      guard case .allowed(let receipt, let result) = answer else {
        Issue.record("not allowed")
        return
      }
      let stored = try StoredEntries(fixture.database).entries(from: receipt.entry, limit: 1)
      let bytes = try #require(stored.first)
      #expect(Entry.leafHash(bytes) == receipt.leaf)
      let entry = try Entry.decode(bytes)
      #expect(entry.type == "organisation.register")
      #expect(entry.outcome == .allowed)
      #expect(entry.isManualClock)
      let id = try #require(result["id"]?.string.flatMap(RecordID.init))
      let row = try fixture.database.read { try $0.find(Organisation.self, id) }
      #expect(row?.name == "Unit 1")
      #expect(entry.chain.map(\.subject) == [id])
    }
  }

  @Test func `a refusal is an entry with codes and without events`() async throws {
    try await StoreFixture.with { fixture in
      let admins = try await fixture.found()
      let administrator = try #require(admins[.systemAdministrator])
      _ = try await fixture.register(1, as: administrator)
      let answer = try await fixture.register(1, as: administrator)
      guard case .refused(let receipt, let reasons) = answer else {
        Issue.record("not refused")
        return
      }
      #expect(reasons.map(\.code) == ["organisation.duplicate"])
      let stored = try StoredEntries(fixture.database).entries(from: receipt.entry, limit: 1)
      let entry = try Entry.decode(try #require(stored.first))
      #expect(entry.outcome == .refused)
      #expect(entry.events.isEmpty)
      #expect(entry.reasons.map(\.code) == ["organisation.duplicate"])
    }
  }

  @Test func `an account without the capacity is told so and it is recorded`() async throws {
    try await StoreFixture.with { fixture in
      let admins = try await fixture.found()
      let auditor = try #require(admins[.auditAdministrator])
      let before = try fixture.database.entryCount()
      let answer = try await fixture.register(1, as: auditor)
      guard case .forbidden = answer else {
        Issue.record("not forbidden")
        return
      }
      let value = try fixture.database.entryCount()
      #expect(value == before + 1)
    }
  }

  @Test func `malformed fields are told one by one and nothing is recorded`() async throws {
    try await StoreFixture.with { fixture in
      let admins = try await fixture.found()
      let administrator = try #require(admins[.systemAdministrator])
      let before = try fixture.database.entryCount()
      let answer = try await fixture.committer.submit(
        Submission(
          name: "organisation.register", account: administrator,
          input: ["name": "", "surplus": 1, "legalForm": "club"]))
      guard case .malformed(let reasons) = answer else {
        Issue.record("not malformed")
        return
      }
      #expect(
        reasons.map(\.field) == ["capacities", "legalForm", "name", "place", "surplus", "uscc"])
      let value = try fixture.database.entryCount()
      #expect(value == before)
    }
  }

  @Test func `an account that nobody granted anything cannot act`() async throws {
    try await StoreFixture.with { fixture in
      _ = try await fixture.found()
      let nobody = RecordID.make(prefix: "ACC", random: [UInt8](repeating: 9, count: 16))
      let answer = try await fixture.register(1, as: nobody)
      #expect(answer == .notSignedIn)
      let unknown = try await fixture.committer.submit(
        Submission(name: "no.such", account: nobody, input: [:]))
      #expect(unknown == .unknownAction)
    }
  }

  @Test func `who left the post acts no more, not even for a day on which they held it`()
    async throws
  {
    try await StoreFixture.with { fixture in
      let admins = try await fixture.found()
      let administrator = try #require(admins[.systemAdministrator])
      let security = try #require(admins[.securityAdministrator])
      guard case .allowed = try await fixture.register(1, as: administrator) else {
        Issue.record("not allowed while in the post")
        return
      }
      let closed = try await fixture.committer.submit(
        Submission(
          name: "account.close", account: security,
          input: ["account": .string(administrator.rawValue)]))
      guard case .allowed = closed else {
        Issue.record("the account is not closed")
        return
      }
      let entries = try fixture.database.entryCount()
      #expect(try await fixture.register(2, as: administrator) == .notSignedIn)
      let dated = try await fixture.committer.submit(
        Submission(
          name: "organisation.register", account: administrator,
          input: ["name": "Unit 2", "occurredOn": "2026-01-05"]))
      #expect(dated == .notSignedIn)
      #expect(try fixture.database.entryCount() == entries)
    }
  }

  @Test func `the platform's own actions cannot be called by an account`() async throws {
    try await StoreFixture.with { fixture in
      let admins = try await fixture.found()
      let administrator = try #require(admins[.systemAdministrator])
      let answer = try await fixture.committer.submit(
        Submission(name: "platform.found", account: administrator, input: [:]))
      guard case .forbidden = answer else {
        Issue.record("a system action was open to an account")
        return
      }
    }
  }

  @Test func `of many who register one code at once exactly one is allowed`() async throws {
    try await StoreFixture.with { fixture in
      let admins = try await fixture.found()
      let administrator = try #require(admins[.systemAdministrator])
      let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
        for _ in 0..<40 {
          group.addTask { try await fixture.register(5, as: administrator) }
        }
        return try await group.reduce(into: [Answer]()) { $0.append($1) }
      }
      let allowed = answers.filter { if case .allowed = $0 { true } else { false } }
      #expect(allowed.count == 1)
      #expect(Set(answers.compactMap(\.receipt?.entry)).count == 40)
    }
  }

  @Test func `waiting actions become few transactions`() async throws {
    try await StoreFixture.with { fixture in
      let admins = try await fixture.found()
      let administrator = try #require(admins[.systemAdministrator])
      let commits = fixture.committer.commits()
      async let seen = commits.reduce(into: 0) { count, _ in count += 1 }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<200 {
          group.addTask { _ = try await fixture.register(number, as: administrator) }
        }
        try await group.waitForAll()
      }
      fixture.committer.stop()
      let value = await seen
      #expect(value < 200)
      let report = try RebuildCheck(fixture.database).run()
      #expect(report.isEqual)
      #expect(report.rows["organisation"] == 201)
    }
  }
}
