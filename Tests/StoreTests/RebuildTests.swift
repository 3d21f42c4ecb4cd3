// SPDX-License-Identifier: Apache-2.0
import Core
import GRDB
import Platform
import Regulation
import Store
import Testing

@Suite struct RebuildTests {
  @Test func `tables made anew from the entries are equal`() async throws {
    try await StoreFixture.with { fixture in
      let admins = try await fixture.found()
      let administrator = try #require(admins[.systemAdministrator])
      for number in 0..<20 { _ = try await fixture.register(number, as: administrator) }
      let report = try RebuildCheck(fixture.database).run()
      #expect(report.isEqual)
      #expect(report.entries == 21)
      try fixture.database.rebuild()
      let value = try RebuildCheck(fixture.database).run().isEqual
      #expect(value)
    }
  }

  @Test func `a row changed behind the ledger's back is found`() async throws {
    try await StoreFixture.with { fixture in
      let admins = try await fixture.found()
      let administrator = try #require(admins[.systemAdministrator])
      _ = try await fixture.register(1, as: administrator)
      try fixture.database.pool.write { connection in
        try connection.execute(
          sql: """
            UPDATE r_organisation SET body = json_set(body, '$.name', 'Other')
            WHERE json_extract(body, '$.name') = 'Unit 1'
            """)
      }
      let report = try RebuildCheck(fixture.database).run()
      #expect(report.differences.count == 1)
      try fixture.database.rebuild()
      let value = try RebuildCheck(fixture.database).run().isEqual
      #expect(value)
    }
  }

  @Test func `a row that no entry made is found`() async throws {
    try await StoreFixture.with { fixture in
      _ = try await fixture.found()
      try fixture.database.pool.write { connection in
        try connection.execute(
          sql: """
            INSERT INTO r_organisation (id, entry, body)
            SELECT 'ORG-ZZZZZZZZZZZZZZ', entry, json_set(body, '$.uscc', 'x') FROM r_organisation
            """)
      }
      let value = try RebuildCheck(fixture.database).run().isEqual
      #expect(!value)
    }
  }

  /// Changes that leave every derived row as it would be made from the changed entries.
  @Test(arguments: [
    "UPDATE entry SET type = 'other.action' WHERE idx = 1",
    "UPDATE entry SET outcome = 'refused' WHERE idx = 1",
    "UPDATE entry SET actor = NULL WHERE idx = 1",
    "UPDATE entry SET place = 'elsewhere' WHERE idx = 1",
    "UPDATE entry SET recorded_at = recorded_at + 1 WHERE idx = 1",
    "UPDATE entry SET leaf = zeroblob(32) WHERE idx = 1",
    "UPDATE entry SET bytes = CAST(replace(CAST(bytes AS TEXT), 'Unit 1', 'Unit 2') AS BLOB)",
    "DELETE FROM entry_subject WHERE entry = 1",
    "UPDATE entry_subject SET seq = 7 WHERE entry = 1",
    "INSERT INTO entry_subject (subject, seq, entry) VALUES ('ORG-ZZZZZZZZZZZZZZ', 0, 1)",
    "DELETE FROM entry_clause",
    "UPDATE payload SET salt = zeroblob(16)",
    "UPDATE payload SET body = replace(body, 'A Person', 'B Person')",
    "UPDATE payload SET subject = 'ACC-ZZZZZZZZZZZZZZ'",
    "INSERT INTO payload SELECT entry, 500, subject, salt, body FROM payload LIMIT 1",
  ])
  func `evidence changed behind the ledger's back is found`(_ change: String) async throws {
    try await StoreFixture.with { fixture in
      let admins = try await fixture.found()
      let system = try #require(admins[.systemAdministrator])
      let organisation = try await fixture.register(1, as: system)
      guard case .allowed(_, let result) = organisation, let id = result["id"] else {
        Issue.record("not registered")
        return
      }
      let made = try await fixture.committer.submit(
        Submission(
          name: "account.create", account: system,
          input: [
            "login": "someone", "organisation": id, "kind": "person", "name": "A Person",
            "password": "correct horse battery",
          ]))
      guard case .allowed = made else {
        Issue.record("no account")
        return
      }
      #expect(try RebuildCheck(fixture.database).run().isEqual)
      try fixture.database.pool.write { connection in
        try connection.execute(sql: "PRAGMA defer_foreign_keys = ON")
        try connection.execute(sql: change)
        // Who changes a payload changes the row that is made of it too.
        try connection.execute(
          sql: "UPDATE r_account SET body = replace(body, 'A Person', 'B Person') WHERE ?",
          arguments: [change.contains("B Person")])
      }
      #expect(try !RebuildCheck(fixture.database).run().isEqual)
    }
  }

  @Test func `erased payloads stay erased in tables made anew`() async throws {
    try await StoreFixture.with { fixture in
      let admins = try await fixture.found()
      let system = try #require(admins[.systemAdministrator])
      let security = try #require(admins[.securityAdministrator])
      let organisation = try await fixture.register(1, as: system)
      guard case .allowed(_, let result) = organisation, let id = result["id"] else {
        Issue.record("not registered")
        return
      }
      let made = try await fixture.committer.submit(
        Submission(
          name: "account.create", account: system,
          input: [
            "login": "someone", "organisation": id, "kind": "person", "name": "A Person",
            "password": "correct horse battery",
          ]))
      guard case .allowed(_, let account) = made, let target = account["id"] else {
        Issue.record("no account")
        return
      }
      for action in ["account.close", "account.erase"] {
        let answer = try await fixture.committer.submit(
          Submission(name: action, account: security, input: ["account": target]))
        guard case .allowed = answer else {
          Issue.record("\(action) was not allowed")
          return
        }
      }
      let left = try fixture.database.pool.read { connection in
        try String.fetchAll(
          connection, sql: "SELECT body FROM payload UNION ALL SELECT body FROM r_account")
      }
      #expect(!left.contains { $0.contains("A Person") })
      let value = try RebuildCheck(fixture.database).run().isEqual
      #expect(value)
      let bytes = try StoredEntries(fixture.database).entries(from: 0, limit: 100)
      #expect(!bytes.contains { String(decoding: $0, as: UTF8.self).contains("A Person") })
    }
  }
}
