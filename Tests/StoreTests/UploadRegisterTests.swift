// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import GRDB
import Platform
import Regulation
import Store
import Testing

/// Uploaded files that wait for an action.
@Suite struct UploadRegisterTests {
  private func upload(_ name: String, bytes: Int) -> Upload {
    let digest = SHA256.hash(Array(name.utf8))
    return Upload(
      id: RecordID.make(prefix: "UPL", random: digest.bytes), bytes: bytes, digest: digest)
  }

  private func actor(_ account: String, _ organisation: String) -> Actor {
    Actor(
      account: RecordID.make(prefix: "ACC", random: SHA256.hash(Array(account.utf8)).bytes),
      organisation: RecordID.make(
        prefix: "ORG", random: SHA256.hash(Array(organisation.utf8)).bytes),
      place: "ezhou", capacities: [.operator])
  }

  @Test func `files are counted for an account and for its organisation`() async throws {
    try await StoreFixture.with { fixture in
      let register = UploadRegister(fixture.database)
      let (one, two) = (actor("one", "unit"), actor("two", "unit"))
      let now = fixture.clock.now()
      for (name, who, bytes) in [("a", one, 10), ("b", one, 20), ("c", two, 5)] {
        try register.add(upload(name, bytes: bytes), for: who, name: name, mediaType: "t", at: now)
      }
      let staged = try register.staged(of: one)
      #expect(staged.account == StagedFiles(count: 2, bytes: 30))
      #expect(staged.organisation == StagedFiles(count: 3, bytes: 35))
      let strangers = try register.staged(of: actor("x", "other")).organisation
      #expect(strangers == StagedFiles())
    }
  }

  @Test func `a file that an action names by its digest waits no more and never expires`()
    async throws
  {
    try await StoreFixture.with { fixture in
      let admins = try await fixture.found()
      let administrator = try #require(admins[.systemAdministrator])
      let register = UploadRegister(fixture.database)
      let found = try fixture.database.read { read in try Accounts.actor(administrator, read) }
      let who = try #require(found)
      let (kept, left) = (upload("kept", bytes: 1), upload("left", bytes: 1))
      for file in [kept, left] {
        try register.add(file, for: who, name: "f", mediaType: "t", at: fixture.clock.now())
      }
      // Any allowed action whose fields hold the digest keeps the file.
      _ = try await fixture.register(1, as: administrator, name: kept.digest.hex)
      let waiting = try register.staged(of: who).account.count
      #expect(waiting == 1)
      let later = fixture.clock.now().adding(milliseconds: 1)
      let expired = try register.expire(uploadedBefore: later, at: later)
      #expect(expired == [left.id])
      let again = try register.expire(uploadedBefore: later, at: later)
      #expect(again == [left.id])
      try register.forget(left.id)
      try register.forget(kept.id)
      let isEmpty = try register.expire(uploadedBefore: later, at: later).isEmpty
      #expect(isEmpty)
      let keptRow = try register.find(kept.id)
      #expect(keptRow != nil)
      let leftRow = try register.find(left.id)
      #expect(leftRow == nil)
    }
  }

  @Test func `an id in a text makes nothing of a file: it waits, and expires`() async throws {
    let registry = Registry([Organisations.self, Accounts.self, RuleSets.self, Probes.self])
    try await StoreFixture.with(registry: registry) { fixture in
      let administrator = try #require(try await fixture.found()[.systemAdministrator])
      let register = UploadRegister(fixture.database)
      let found = try fixture.database.read { read in try Accounts.actor(administrator, read) }
      let who = try #require(found)
      let (named, taken) = (upload("named", bytes: 5), upload("taken", bytes: 7))
      for file in [named, taken] {
        try register.add(file, for: who, name: "f", mediaType: "t", at: fixture.clock.now())
      }
      let answer = try await fixture.register(1, as: administrator, name: named.id.rawValue)
      guard case .allowed = answer else { throw StepMissing() }
      let delivered = try await fixture.committer.submit(
        Submission(
          name: "probe.deliver", account: administrator,
          input: ["upload": .string(taken.id.rawValue)]))
      guard case .allowed = delivered else { throw StepMissing() }
      let staged = try register.staged(of: who).account
      #expect(staged == StagedFiles(count: 1, bytes: 5))
      let later = fixture.clock.now().adding(milliseconds: 1)
      let expired = try register.expire(uploadedBefore: later, at: later)
      #expect(expired == [named.id])
      let papers = try register.paperBytes(of: who.organisation)
      #expect(papers == 0, "data are no papers")
    }
  }

  private struct StepMissing: Error {}

  @Test func `what is named by its digest counts as papers, whatever its size`() async throws {
    try await StoreFixture.with { fixture in
      let administrator = try #require(try await fixture.found()[.systemAdministrator])
      let register = UploadRegister(fixture.database)
      let found = try fixture.database.read { read in try Accounts.actor(administrator, read) }
      let who = try #require(found)
      let sizes = [1, Paper.bytesMax + 1]
      for (index, bytes) in sizes.enumerated() {
        let file = upload("paper \(index)", bytes: bytes)
        try register.add(file, for: who, name: "f", mediaType: "t", at: fixture.clock.now())
        _ = try await fixture.register(index + 1, as: administrator, name: file.digest.hex)
      }
      let staged = try register.staged(of: who).organisation
      #expect(staged == StagedFiles())
      let bytes = try register.paperBytes(of: who.organisation)
      #expect(bytes == sizes.reduce(0, +))
      let strangers = try register.paperBytes(of: actor("one", "unit").organisation)
      #expect(strangers == 0)
      let plan = try fixture.database.pool.read { connection in
        try Row.fetchAll(
          connection, sql: "EXPLAIN QUERY PLAN " + UploadRegister.papersQuery, arguments: ["x"]
        ).map { row -> String in row["detail"] }
      }
      #expect(plan.count == 1 && plan.allSatisfy { $0.hasPrefix("SEARCH") }, "\(plan)")
    }
  }

  @Test func `who names another organisation's file leaves it waiting`() async throws {
    try await StoreFixture.with { fixture in
      let administrator = try #require(try await fixture.found()[.systemAdministrator])
      let register = UploadRegister(fixture.database)
      let (theirs, who) = (upload("theirs", bytes: 1), actor("one", "unit"))
      try register.add(theirs, for: who, name: "f", mediaType: "t", at: fixture.clock.now())
      _ = try await fixture.register(1, as: administrator, name: theirs.digest.hex)
      _ = try await fixture.register(2, as: administrator, name: theirs.id.rawValue)
      let waiting = try register.staged(of: who).account.count
      #expect(waiting == 1)
    }
  }

  @Test func `an action is told of the acting organisation's files that are kept, of no other`()
    async throws
  {
    let registry = Registry([Organisations.self, Accounts.self, RuleSets.self, Probes.self])
    try await StoreFixture.with(registry: registry) { fixture in
      let administrator = try #require(try await fixture.found()[.systemAdministrator])
      let register = UploadRegister(fixture.database)
      let found = try fixture.database.read { read in try Accounts.actor(administrator, read) }
      let (now, later) = (fixture.clock.now(), fixture.clock.now().adding(milliseconds: 9))
      let (own, theirs) = (upload("own", bytes: 1), upload("theirs", bytes: 1))
      let (late, unknown) = (upload("late", bytes: 1), upload("unknown", bytes: 1))
      let who = try #require(found)
      try register.add(late, for: who, name: "f", mediaType: "t", at: now)
      _ = try register.expire(uploadedBefore: later, at: later)
      try register.add(own, for: who, name: "f", mediaType: "t", at: now)
      try register.add(theirs, for: actor("one", "unit"), name: "f", mediaType: "t", at: now)
      for (file, isTaken) in [(own, true), (theirs, false), (late, false), (unknown, false)] {
        let answer = try await fixture.committer.submit(
          Submission(
            name: "probe.hand", account: administrator,
            input: ["upload": .string(file.id.rawValue)]))
        if case .allowed = answer { #expect(isTaken) } else { #expect(!isTaken) }
      }
    }
  }

  @Test func `a refused action keeps no file`() async throws {
    try await StoreFixture.with { fixture in
      let admins = try await fixture.found()
      let administrator = try #require(admins[.systemAdministrator])
      let register = UploadRegister(fixture.database)
      let file = upload("kept", bytes: 1)
      try register.add(
        file, for: actor("one", "unit"), name: "f", mediaType: "t", at: fixture.clock.now())
      _ = try await fixture.register(1, as: administrator)
      let again = try await fixture.register(1, as: administrator, name: file.digest.hex)
      guard case .refused = again else {
        Issue.record("not refused")
        return
      }
      let waiting = try register.staged(of: actor("one", "unit")).account.count
      #expect(waiting == 1)
    }
  }
}
