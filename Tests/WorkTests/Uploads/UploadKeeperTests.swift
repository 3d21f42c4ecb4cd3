// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation
import GRDB
import Logging
import Platform
import Regulation
import Store
import Synchronization
import Testing
import Vault
import Work

/// What may wait for an action, how much of it and how long.
@Suite struct UploadKeeperTests {
  /// A keeper over a real vault and a real database.
  private struct Desk {
    let keeper: UploadKeeper
    let vault: VaultStore
    let register: UploadRegister
    let clock: ManualClock
    let database: PlatformDatabase

    /// Has the organisation keep papers of so many bytes.
    func keepPapers(_ bytes: Int) throws {
      try database.pool.write { connection in
        try connection.execute(
          sql: """
            INSERT INTO upload (id, account, organisation, name, media_type, bytes, digest,
              created_at, used_at)
            VALUES ('UPL-paper', 'a', ?, 'f', 't', ?, 'd', 1, 1)
            """, arguments: [WorkFixture.id("ORG", "unit").rawValue, bytes])
      }
    }
  }

  private struct Broken: Error {}

  private let one = UploadKeeperTests.actor("one")

  private static func actor(_ name: String) -> Actor {
    Actor(
      account: WorkFixture.id("ACC", name), organisation: WorkFixture.id("ORG", "unit"),
      place: "ezhou", capacities: [.operator])
  }

  private func with(
    free: Int? = nil, papers: Int = 5_000, _ body: (Desk) async throws -> Void
  ) async throws {
    try await WorkFixture.with { fixture in
      let database = try PlatformDatabase(
        path: fixture.folder + "/state.sqlite", registry: .shuyu)
      let clock = ManualClock(WorkFixture.now)
      var logger = Logger(label: "test")
      logger.logLevel = .critical
      let keeper = UploadKeeper(
        vault: fixture.vault, database: database, clock: clock, random: SeededRandom(seed: 5),
        quota: UploadQuota(
          fileBytesMax: 1_000, account: StagedFiles(count: 3, bytes: 1_500),
          organisation: StagedFiles(count: 4, bytes: 1_800), paperBytesMax: papers, keepHours: 2,
          roomBytesMin: 100),
        freeBytes: { free }, logger: logger)
      try await body(
        Desk(
          keeper: keeper, vault: fixture.vault, register: UploadRegister(database), clock: clock,
          database: database))
      try database.close()
    }
  }

  private func keep(
    _ desk: Desk, _ count: Int, as actor: Actor? = nil, announced: Int? = nil,
    error: (any Error)? = nil
  ) async throws -> Upload {
    let body = AsyncThrowingStream<[UInt8], any Error> { stream in
      for start in stride(from: 0, to: count, by: 100) {
        stream.yield([UInt8](repeating: 7, count: min(100, count - start)))
      }
      stream.finish(throwing: error)
    }
    return try await desk.keeper.keep(
      for: actor ?? one, name: "f", mediaType: "t", length: announced, body: body)
  }

  /// A body that must not be read.
  private func refused(_ desk: Desk, announced: Int) async throws -> UploadProblem? {
    let reads = Mutex(0)
    let body = AsyncThrowingStream<[UInt8], any Error> {
      reads.withLock { $0 += 1 }
      return nil
    }
    do {
      _ = try await desk.keeper.keep(
        for: one, name: "f", mediaType: "t", length: announced, body: body)
      return nil
    } catch let problem as UploadProblem {
      #expect(reads.withLock { $0 } == 0)
      return problem
    }
  }

  @Test func `what is too large is refused before a byte is read, or once it shows`() async throws {
    try await with { desk in
      let tooLarge = try await refused(desk, announced: 1_001)
      #expect(tooLarge == .tooLarge(limit: 1_000))
      await #expect(throws: UploadProblem.tooLarge(limit: 1_000)) {
        try await keep(desk, 1_200)
      }
      let isEmpty = try desk.vault.list().entries.isEmpty
      #expect(isEmpty)
      let kept = try await keep(desk, 1_000).bytes
      #expect(kept == 1_000)
    }
  }

  @Test func `bytes and files of an account and of its organisation have bounds`() async throws {
    try await with { desk in
      _ = try await keep(desk, 900, announced: 900)
      let tooMuch = try await refused(desk, announced: 700)
      #expect(tooMuch == .bytesWaiting(limit: 1_500))
      for _ in 0..<2 { _ = try await keep(desk, 1, announced: 1) }
      let tooMany = try await refused(desk, announced: 1)
      #expect(tooMany == .filesWaiting(limit: 3))
      let two = Self.actor("two")
      await #expect(throws: UploadProblem.bytesWaiting(limit: 1_800)) {
        try await keep(desk, 1_000, as: two, announced: 1_000)
      }
      _ = try await keep(desk, 1, as: two)
      await #expect(throws: UploadProblem.filesWaiting(limit: 4)) {
        try await keep(desk, 1, as: two)
      }
    }
  }

  @Test func `a full disk takes nothing`() async throws {
    try await with(free: 150) { desk in
      let full = try await refused(desk, announced: 51)
      #expect(full == .noRoom)
      _ = try await keep(desk, 50, announced: 50)
    }
  }

  @Test func `an organisation that keeps too much in papers uploads nothing more`() async throws {
    try await with(papers: 0) { desk in _ = try await keep(desk, 50, announced: 50) }
    try await with(papers: -1) { desk in
      let refusal = try await refused(desk, announced: 50)
      #expect(refusal == .papersKept(limit: -1))
      let isEmpty = try desk.vault.list().entries.isEmpty
      #expect(isEmpty)
    }
  }

  @Test func `the bound on papers keeps no data out, and nothing that was begun before`()
    async throws
  {
    try await with { desk in
      let begun = Mutex(false)
      let body = AsyncThrowingStream<[UInt8], any Error> {
        let isBegun = begun.withLock { value in
          defer { value = true }
          return value
        }
        guard !isBegun else { return nil }
        try desk.keepPapers(6_000)
        return [UInt8](repeating: 7, count: 30)
      }
      let kept = try await desk.keeper.keep(
        for: one, name: "f", mediaType: "t", length: nil, body: body)
      #expect(kept.bytes == 30)
      let refusal = try await refused(desk, announced: 50)
      #expect(refusal == .papersKept(limit: 5_000))
      let data = AsyncThrowingStream<[UInt8], any Error> { stream in
        stream.yield([1, 2])
        stream.finish()
      }
      let taken = try await desk.keeper.keep(
        for: one, name: "f", mediaType: "t", isData: true, length: 2, body: data)
      let isThere = try desk.register.isKept(taken.id, of: one.organisation)
      #expect(isThere)
      let digest = try #require(DigestText(taken.digest.hex))
      let isEvidence = try desk.register.isKept(digest, of: one.organisation)
      #expect(!isEvidence)
    }
  }

  @Test func `an upload that broke off leaves nothing and counts for nothing`() async throws {
    try await with { desk in
      for _ in 0..<5 {
        await #expect(throws: Broken.self) {
          try await keep(desk, 300, announced: 1_000, error: Broken())
        }
      }
      let isEmpty = try desk.vault.list().entries.isEmpty
      #expect(isEmpty)
      let staged = try desk.register.staged(of: one).account
      #expect(staged == StagedFiles())
      _ = try await keep(desk, 1_000, announced: 1_000)
    }
  }

  @Test func `what no action used in time is removed and waits no more`() async throws {
    try await with { desk in
      let old = try await keep(desk, 10)
      desk.clock.move(to: WorkFixture.now.adding(milliseconds: 3_600_000))
      let new = try await keep(desk, 10)
      let early = try desk.keeper.expire()
      #expect(early == 0)
      desk.clock.move(to: WorkFixture.now.adding(milliseconds: 2 * 3_600_000 + 1))
      let removed = try desk.keeper.expire()
      #expect(removed == 1)
      let gone = try desk.register.find(old.id)
      #expect(gone == nil)
      let there = try desk.register.find(new.id)
      #expect(there != nil)
      let objects = try desk.vault.list().entries.map(\.receipt.id.rawValue)
      #expect(objects == [new.id.rawValue])
      let again = try desk.keeper.expire()
      #expect(again == 0)
    }
  }
}
