// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import GRDB
import Platform
import Regulation
import Store
import Testing

/// Half-filled forms: bounded in length, number and age, and gone with their account.
@Suite struct DraftsTests {
  private static let draft: JSON = ["title": "half a title"]

  private func actor(_ name: String) -> Actor {
    Actor(
      account: RecordID.make(prefix: "ACC", random: SHA256.hash(Array(name.utf8)).bytes),
      organisation: RecordID.make(prefix: "ORG", random: SHA256.hash(Array(name.utf8)).bytes),
      place: "ezhou", capacities: [.operator])
  }

  private func count(_ fixture: StoreFixture) throws -> Int? {
    try fixture.database.pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM draft") }
  }

  @Test func `a draft is found by whoever saved it, for the record it is about`() async throws {
    try await StoreFixture.with { fixture in
      let drafts = Drafts(fixture.database)
      let (one, two) = (actor("one"), actor("two"))
      let now = fixture.clock.now()
      let kept = try drafts.save(Self.draft, of: one, action: "a", subject: "x", at: now)
      #expect(kept == .kept)
      let found = try drafts.find(of: one, action: "a", subject: "x")
      #expect(found == Self.draft)
      let elsewhere = [
        try drafts.find(of: two, action: "a", subject: "x"),
        try drafts.find(of: one, action: "b", subject: "x"),
        try drafts.find(of: one, action: "a", subject: "y"),
      ]
      #expect(elsewhere == [nil, nil, nil])
      _ = try drafts.save(nil, of: one, action: "a", subject: "x", at: now)
      let left = try count(fixture)
      #expect(left == 0)
    }
  }

  @Test func `an account has so many drafts, and saves those it has again`() async throws {
    try await StoreFixture.with { fixture in
      let drafts = Drafts(fixture.database)
      let now = fixture.clock.now()
      func save(_ number: Int, of name: String = "one") throws -> DraftKeeping {
        try drafts.save(
          ["n": .int(Int64(number))], of: actor(name), action: "a", subject: "s\(number)", at: now)
      }
      for number in 1...DraftKeeping.countMax { _ = try save(number) }
      let (more, again, other) = (
        try save(DraftKeeping.countMax + 1), try save(7), try save(1, of: "two")
      )
      #expect(more == .tooMany && more.reason?.code == "draft.tooMany")
      #expect(again == .kept && other == .kept)
      _ = try drafts.save(nil, of: actor("one"), action: "a", subject: "s3", at: now)
      let afterwards = try save(DraftKeeping.countMax + 1)
      #expect(afterwards == .kept)
    }
  }

  @Test(arguments: ["a", "数", "𠀀"])
  func `the longest draft is kept and one character more is refused with a reason`(
    letter: String
  ) async throws {
    try await StoreFixture.with { fixture in
      let drafts = Drafts(fixture.database)
      let frame = JSON.object(["t": ""]).canonicalText.unicodeScalars.count
      func save(_ count: Int) throws -> DraftKeeping {
        try drafts.save(
          ["t": .string(String(repeating: letter, count: count))], of: actor("one"), action: "a",
          subject: "", at: fixture.clock.now())
      }
      let longest = DraftKeeping.charactersMax - frame
      let (kept, refused) = (try save(longest), try save(longest + 1))
      #expect(kept == .kept)
      #expect(refused == .tooLong && refused.reason?.code == "draft.tooLong")
      let found = try drafts.find(of: actor("one"), action: "a", subject: "")
      #expect(found?["t"]?.string?.count == longest)
    }
  }

  @Test func `a draft that nobody saved for long goes when another is saved`() async throws {
    try await StoreFixture.with { fixture in
      let drafts = Drafts(fixture.database)
      let begun = fixture.clock.now()
      let life = Int64(DraftKeeping.days) * 86_400_000
      for (subject, age) in [("old", Int64(0)), ("young", 1)] {
        _ = try drafts.save(
          Self.draft, of: actor("one"), action: "a", subject: subject,
          at: begun.adding(milliseconds: age))
      }
      _ = try drafts.save(
        Self.draft, of: actor("two"), action: "a", subject: "new",
        at: begun.adding(milliseconds: life))
      let old = try drafts.find(of: actor("one"), action: "a", subject: "old")
      let young = try drafts.find(of: actor("one"), action: "a", subject: "young")
      #expect(old == nil && young == Self.draft)
    }
  }

  @Test func `closing or erasing an account deletes its drafts alone`()
    async throws
  {
    try await StoreFixture.with { fixture in
      let admins = try await fixture.found()
      let administrator = try #require(admins[.systemAdministrator])
      let security = try #require(admins[.securityAdministrator])
      let drafts = Drafts(fixture.database)
      func save(_ account: RecordID) throws {
        let found = try fixture.database.read { try Accounts.actor(account, $0) }
        let kept = try drafts.save(
          Self.draft, of: #require(found), action: "a", subject: "", at: fixture.clock.now())
        #expect(kept == .kept)
      }
      try save(administrator)
      try save(security)
      for name in ["account.close", "account.erase"] {
        let answer = try await fixture.committer.submit(
          Submission(
            name: name, account: security, input: ["account": .string(administrator.rawValue)]))
        guard case .allowed = answer else {
          Issue.record("\(name) was not allowed")
          return
        }
        let left = try fixture.database.pool.read {
          try String.fetchAll($0, sql: "SELECT account FROM draft")
        }
        #expect(left == [security.rawValue])
      }
    }
  }

  @Test func `drafts are found by account and by age without reading them all`() async throws {
    try await StoreFixture.with { fixture in
      let plans = try fixture.database.pool.read { connection in
        try [
          "DELETE FROM draft WHERE saved_at <= 1", "DELETE FROM draft WHERE account = 'x'",
          "SELECT count(*) FROM draft WHERE account = 'x' AND (action, subject) <> ('a', 'b')",
        ].flatMap { sql in
          try Row.fetchAll(connection, sql: "EXPLAIN QUERY PLAN \(sql)").map {
            $0["detail"] as String
          }
        }
      }
      #expect(plans.count == 3 && plans.allSatisfy { $0.hasPrefix("SEARCH draft") }, "\(plans)")
    }
  }
}
