// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation
import GRDB
import Platform
import Regulation
import Store
import Testing

/// Copies of data that were uploaded more than once, and files that are papers and data at once.
@Suite struct DeliveredCopyTests {
  private struct Refused: Error {}

  private func upload(_ name: String, of content: String, bytes: Int = 7) -> Upload {
    Upload(
      id: RecordID.make(prefix: "UPL", random: SHA256.hash(Array(name.utf8)).bytes), bytes: bytes,
      digest: SHA256.hash(Array(content.utf8)))
  }

  /// A platform with an administrator who uploads and acts.
  private func with(
    _ body: (StoreFixture, UploadRegister, Actor) async throws -> Void
  ) async throws {
    let registry = Registry([Organisations.self, Accounts.self, RuleSets.self, Probes.self])
    try await StoreFixture.with(registry: registry) { fixture in
      let administrator = try #require(try await fixture.found()[.systemAdministrator])
      let found = try fixture.database.read { read in try Accounts.actor(administrator, read) }
      try await body(fixture, UploadRegister(fixture.database), try #require(found))
    }
  }

  private func take(
    _ input: [String: JSON], as actor: Actor, _ fixture: StoreFixture
  ) async throws {
    let answer = try await fixture.committer.submit(
      Submission(name: "probe.take", account: actor.account, input: .object(input)))
    guard case .allowed = answer else { throw Refused() }
  }

  private func manifest(_ digest: Digest) -> JSON {
    [
      "mode": "full", "columns": ["a"], "encoding": "utf8", "delimiter": "comma", "rows": 1,
      "bytes": 7, "digest": .string(digest.hex),
    ]
  }

  private func expired(
    _ register: UploadRegister, _ fixture: StoreFixture
  ) throws -> Set<RecordID> {
    let later = fixture.clock.now().adding(milliseconds: 1)
    return Set(try register.expire(uploadedBefore: later, at: later))
  }

  private func papers(_ fixture: StoreFixture) throws -> Int {
    try fixture.database.pool.read { connection in
      try Int.fetchOne(connection, sql: "SELECT count(*) FROM paper") ?? -1
    }
  }

  @Test func `copies of delivered data wait and expire, whatever the delivery says of them`()
    async throws
  {
    try await with { fixture, register, who in
      let files = ["first", "second", "third"].map { upload($0, of: "rows") }
      for file in files {
        try register.add(file, for: who, name: "f", mediaType: "t", at: fixture.clock.now())
      }
      let digest = files[1].digest
      try await take(
        [
          "upload": .string(files[1].id.rawValue), "manifest": manifest(digest),
          "digest": .string(digest.hex), "proof": .string(digest.hex),
        ], as: who, fixture)
      let waiting = try register.staged(of: who).account
      #expect(waiting == StagedFiles(count: 2, bytes: 14))
      let bytes = try register.paperBytes(of: who.organisation)
      #expect(bytes == 0, "data are no papers, and lock nobody out")
      #expect(try papers(fixture) == 0)
      // Who attests compares the digest, and has a copy too.
      try await take(["digest": .string(digest.hex)], as: who, fixture)
      #expect(try papers(fixture) == 0)
      #expect(try expired(register, fixture) == [files[0].id, files[2].id])
    }
  }

  @Test func `a delivery keeps no other file by its manifest, but the papers beside it`()
    async throws
  {
    try await with { fixture, register, who in
      let (data, other) = (upload("data", of: "rows"), upload("other", of: "other rows"))
      let proof = upload("proof", of: "contract")
      for file in [data, other, proof] {
        try register.add(file, for: who, name: "f", mediaType: "t", at: fixture.clock.now())
      }
      try await take(
        [
          "upload": .string(data.id.rawValue), "manifest": manifest(other.digest),
          "digest": .string(other.digest.hex), "proof": .string(proof.digest.hex),
        ], as: who, fixture)
      #expect(try register.isPaper(proof.id))
      #expect(try !register.isPaper(data.id) && !register.isPaper(other.id))
      #expect(try papers(fixture) == 1)
      #expect(try expired(register, fixture) == [other.id])
    }
  }

  @Test func `a paper stays a paper though it is handed in, and data stay data though named`()
    async throws
  {
    try await with { fixture, register, who in
      let (paper, large) = (
        upload("paper", of: "scan"), upload("large", of: "film", bytes: Paper.bytesMax + 1)
      )
      let (data, waiting) = (upload("data", of: "rows"), upload("waiting", of: "more"))
      for file in [paper, large, data, waiting] {
        try register.add(file, for: who, name: "f", mediaType: "t", at: fixture.clock.now())
      }
      for file in [paper, large] {
        try await take(["proof": .string(file.digest.hex)], as: who, fixture)
        try await take(["upload": .string(file.id.rawValue)], as: who, fixture)
        #expect(try register.isPaper(file.id))
        try register.forgetDestroyed(file.id)
        #expect(try register.isKept(file.id, of: who.organisation))
      }
      try await take(["upload": .string(data.id.rawValue)], as: who, fixture)
      try await take(["proof": .string(data.digest.hex)], as: who, fixture)
      #expect(try !register.isPaper(data.id) && !register.isPaper(waiting.id))
      #expect(try papers(fixture) == 1)
      let digest = try #require(DigestText(data.digest.hex))
      #expect(try register.isKept(data.id, of: who.organisation))
      #expect(try !register.isKept(digest, of: who.organisation), "data are no evidence")
      try register.forgetDestroyed(data.id)
      #expect(try !register.isKept(data.id, of: who.organisation))
      try register.forgetDestroyed(waiting.id)
      #expect(try register.isKept(waiting.id, of: who.organisation))
    }
  }

  @Test func `what is uploaded as data is handed in and never kept as a paper`() async throws {
    try await with { fixture, register, who in
      let (data, other) = (upload("data", of: "rows"), upload("other", of: "more"))
      for file in [data, other] {
        try register.add(
          file, for: who, name: "f", mediaType: "t", isData: true, at: fixture.clock.now())
        try await take(["proof": .string(file.digest.hex)], as: who, fixture)
      }
      #expect(try papers(fixture) == 0)
      let bytes = try register.paperBytes(of: who.organisation)
      #expect(bytes == 0)
      let waiting = try register.staged(of: who).account.count
      #expect(waiting == 2)
      try await take(["upload": .string(data.id.rawValue)], as: who, fixture)
      #expect(try expired(register, fixture) == [other.id])
      #expect(try register.isKept(data.id, of: who.organisation))
    }
  }

  @Test func `papers are found and counted without looking at what is no paper`() async throws {
    try await with { fixture, _, _ in
      for (sql, word) in [
        (UploadRegister.paperQuery, "SEARCH"), (UploadRegister.papersQuery, "SEARCH"),
      ] {
        let plan = try fixture.database.pool.read { connection in
          try Row.fetchAll(connection, sql: "EXPLAIN QUERY PLAN " + sql, arguments: ["x"])
            .map { row -> String in row["detail"] }
        }
        #expect(plan.allSatisfy { !$0.hasPrefix("SCAN u") && !$0.hasPrefix("SCAN p") }, "\(plan)")
        #expect(plan.contains { $0.contains(word) }, "\(plan)")
      }
    }
  }

  @Test func `copies that an earlier release kept are let go, and papers stay`() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "shuyu-copies-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "state.sqlite").path
    let earlier = try PlatformDatabase(path: path, registry: .shuyu)
    try earlier.pool.write { try DeliveredCopyTests.fillAsBefore($0) }
    try earlier.close()
    let database = try PlatformDatabase(path: path, registry: .shuyu)
    let (used, papers) = try database.pool.read { connection in
      (
        try String.fetchAll(
          connection, sql: "SELECT id FROM upload WHERE used_at IS NOT NULL ORDER BY id"),
        try Row.fetchAll(connection, sql: "SELECT entry, upload FROM paper ORDER BY upload")
          .map { row -> String in "\(row["entry"] as Int) \(row["upload"] as String)" }
      )
    }
    #expect(used == ["data", "filed", "other", "paper"])
    #expect(papers == ["3 filed", "3 paper"])
    try database.close()
  }

  /// What was there before the migration: copies, and papers of several kinds.
  private static func fillAsBefore(_ connection: Database) throws {
    try connection.execute(
      sql: """
        DELETE FROM grdb_migrations WHERE identifier = '0008-copies-of-data';
        DROP INDEX paper_by_upload;
        """)
    let types = ["batch.deliver", "import.deliver", "batch.attest", "duty.record"]
    for (index, type) in types.enumerated() {
      try connection.execute(
        sql: """
          INSERT INTO entry (idx, bytes, leaf, recorded_at, type, outcome)
          VALUES (?, x'00', zeroblob(32), 1, ?, 'allowed')
          """, arguments: [index, type])
    }
    let uploads = [
      ("data", "u", "d", 1), ("twin", "u", "d", 0), ("other", "v", "d", 0), ("copy", "v", "e", 0),
      ("filed", "u", "d", 0), ("paper", "u", "f", 0),
    ]
    for (id, organisation, digest, isData) in uploads {
      try connection.execute(
        sql: """
          INSERT INTO upload (id, account, organisation, name, media_type, bytes, digest,
            created_at, used_at, is_data)
          VALUES (?, 'a', ?, 'f', 't', 1, ?, 1, 5, ?)
          """, arguments: [id, organisation, digest, isData])
    }
    let papers = [
      (1, "data"), (1, "twin"), (2, "copy"), (2, "filed"), (3, "filed"), (3, "paper"),
    ]
    for (entry, id) in papers {
      try connection.execute(
        sql: "INSERT INTO paper (entry, upload) VALUES (?, ?)", arguments: [entry, id])
    }
  }
}
