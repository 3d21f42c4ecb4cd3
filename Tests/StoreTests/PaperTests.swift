// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import GRDB
import Platform
import Regulation
import Store
import Testing

/// Which uploaded files become papers of an entry.
@Suite struct PaperTests {
  private func upload(_ name: String, bytes: Int = 3) -> Upload {
    let digest = SHA256.hash(Array(name.utf8))
    return Upload(
      id: RecordID.make(prefix: "UPL", random: digest.bytes), bytes: bytes, digest: digest)
  }

  private func owner(_ account: RecordID, _ fixture: StoreFixture) throws -> Actor {
    let found = try fixture.database.read { read in try Accounts.actor(account, read) }
    return try #require(found)
  }

  private func organisation(_ answer: Answer) throws -> RecordID {
    guard case .allowed(_, let result) = answer else {
      throw Refused()
    }
    return try #require(result["id"]?.string.flatMap(RecordID.init))
  }

  private struct Refused: Error {}

  @Test func `a file of the acting organisation that a field names is a paper of the record`()
    async throws
  {
    try await StoreFixture.with { fixture in
      let administrator = try #require(try await fixture.found()[.systemAdministrator])
      let who = try owner(administrator, fixture)
      let register = UploadRegister(fixture.database)
      let file = upload("scan")
      try register.add(file, for: who, name: "扫描.pdf", mediaType: "x", at: fixture.clock.now())
      let answer = try await fixture.register(1, as: administrator, name: file.digest.hex)
      let id = try organisation(answer)
      let papers = try PaperRegister(fixture.database).papers(of: id)
      #expect(papers.map(\.digest) == [file.digest])
      #expect(papers.first?.name == "扫描.pdf")
      #expect(papers.first?.entry == answer.receipt?.entry)
      #expect(papers.first?.upload == file.id)
    }
  }

  @Test func `a file of another organisation is none, whoever names its digest`() async throws {
    try await StoreFixture.with { fixture in
      let administrator = try #require(try await fixture.found()[.systemAdministrator])
      let stranger = Actor(
        account: RecordID.make(prefix: "ACC", random: [UInt8](repeating: 8, count: 16)),
        organisation: RecordID.make(prefix: "ORG", random: [UInt8](repeating: 8, count: 16)),
        place: "ezhou", capacities: [.operator])
      let file = upload("theirs")
      try UploadRegister(fixture.database).add(
        file, for: stranger, name: "f", mediaType: "x", at: fixture.clock.now())
      let id = try organisation(
        try await fixture.register(1, as: administrator, name: file.digest.hex))
      #expect(try PaperRegister(fixture.database).papers(of: id).isEmpty)
    }
  }

  @Test func `a file that a delivery takes by its id is data and never a paper`() async throws {
    let registry = Registry([Organisations.self, Accounts.self, RuleSets.self, Probes.self])
    try await StoreFixture.with(registry: registry) { fixture in
      let administrator = try #require(try await fixture.found()[.systemAdministrator])
      let who = try owner(administrator, fixture)
      let file = upload("rows")
      try UploadRegister(fixture.database).add(
        file, for: who, name: "f", mediaType: "x", at: fixture.clock.now())
      let id = try organisation(
        try await fixture.register(1, as: administrator, name: file.digest.hex))
      #expect(try PaperRegister(fixture.database).papers(of: id).count == 1)
      // A title that says the file's id makes nothing of it: papers stay where they are.
      _ = try organisation(
        try await fixture.register(2, as: administrator, name: file.id.rawValue))
      #expect(try PaperRegister(fixture.database).papers(of: id).count == 1)
      let data = upload("data")
      try UploadRegister(fixture.database).add(
        data, for: who, name: "f", mediaType: "x", at: fixture.clock.now())
      for upload in [file, data] {
        let taken = try await fixture.committer.submit(
          Submission(
            name: "probe.deliver", account: administrator,
            input: ["upload": .string(upload.id.rawValue)]))
        guard case .allowed = taken else { throw Refused() }
      }
      // What is evidence of a record stays so, though it is handed in.
      #expect(try PaperRegister(fixture.database).papers(of: id).count == 1)
      let named = try organisation(
        try await fixture.register(3, as: administrator, name: data.digest.hex))
      #expect(try PaperRegister(fixture.database).papers(of: named).isEmpty)
    }
  }

  @Test func `papers beyond the bound are not kept as such`() async throws {
    try await StoreFixture.with { fixture in
      let administrator = try #require(try await fixture.found()[.systemAdministrator])
      let file = upload("large", bytes: Paper.bytesMax + 1)
      try UploadRegister(fixture.database).add(
        file, for: try owner(administrator, fixture), name: "f", mediaType: "x",
        at: fixture.clock.now())
      let id = try organisation(
        try await fixture.register(1, as: administrator, name: file.digest.hex))
      #expect(try PaperRegister(fixture.database).papers(of: id).isEmpty)
    }
  }

  @Test func `papers are found without a scan`() async throws {
    try await StoreFixture.with { fixture in
      let plan = try fixture.database.pool.read { connection in
        try Row.fetchAll(
          connection, sql: "EXPLAIN QUERY PLAN " + PaperRegister.query, arguments: ["x", 1]
        ).map { row -> String in row["detail"] }
      }
      #expect(plan.count >= 3)
      #expect(plan.allSatisfy { !$0.hasPrefix("SCAN") }, "\(plan)")
    }
  }
}
