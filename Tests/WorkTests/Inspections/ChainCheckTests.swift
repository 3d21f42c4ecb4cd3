// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Evidence
import Foundation
import Ledger
import Merkle
import Platform
import Synchronization
import Testing
import Work

/// The published ledger is audited, and held against what is stored.
extension WorkTests {
  struct ChainCheckTests {
    /// Stored entries that somebody can change.
    final class Stored: EntrySource {
      let bytes: Mutex<[[UInt8]]>

      init(_ count: Int) throws {
        var last: (Int, Digest)?
        var all: [[UInt8]] = []
        let subject = WorkFixture.id("AGR", "chain")
        for index in 0..<count {
          let entry = Entry(
            type: "test.act", outcome: .allowed,
            at: Instant(milliseconds: 1_795_000_000_000 + Int64(index)),
            events: [
              EntryEvent(type: "test.acted", subject: subject, facts: ["n": .int(Int64(index))])
            ],
            chain: [
              ChainLink(subject: subject, sequence: (last?.0 ?? -1) + 1, previous: last?.1)
            ])
          let encoded = try entry.encode()
          last = ((last?.0 ?? -1) + 1, TreeHash.leaf(encoded))
          all.append(encoded)
        }
        bytes = Mutex(all)
      }

      func entries(from index: Int, limit: Int) throws -> [[UInt8]] {
        bytes.withLock { Array($0.dropFirst(index).prefix(limit)) }
      }

      func count() throws -> Int { bytes.withLock { $0.count } }
    }

    private func with(
      _ body: (Stored, String, ChainCheck) async throws -> Void
    ) async throws {
      let folder = FileManager.default.temporaryDirectory
        .appending(path: "shuyu-chain-\(UUID().uuidString)").path
      defer { try? FileManager.default.removeItem(atPath: folder) }
      let stored = try Stored(300)
      let signer = try Ed25519Signer.generate(
        name: "log.test/inspection", random: SeededRandom(seed: 7))
      let publisher = try LedgerPublisher(
        source: stored, folder: folder, signers: [signer], started: Instant(milliseconds: 7))
      _ = try publisher.publish()
      let check = ChainCheck(
        ledger: LedgerReader(folder: folder), source: stored, keys: [try NoteKey(signer)])
      try await body(stored, folder, check)
    }

    @Test func `a whole ledger passes`() async throws {
      try await with { _, _, check in
        let result = try await check.run(in: "ezhou")
        #expect(result == InspectionResult(checks: 300, failures: []))
      }
    }

    @Test(arguments: [0, 255, 299])
    func `an entry that is stored otherwise is found`(place: Int) async throws {
      try await with { stored, _, check in
        stored.bytes.withLock { $0[place][$0[place].count / 2] ^= 1 }
        let found = try await check.run(in: "ezhou")
        #expect(found.failures == ["stored:\(place)"])
      }
    }

    @Test func `a changed file and another key are found`() async throws {
      try await with { stored, folder, check in
        let files = try #require(FileManager.default.enumerator(atPath: folder))
        let bundle = try #require(
          files.compactMap { $0 as? String }
            .first { $0.contains("entries") && $0.hasSuffix("000") })
        let path = "\(folder)/\(bundle)"
        var bytes = Array(try Data(contentsOf: URL(filePath: path)))
        bytes[bytes.count / 2] ^= 1
        try FileManager.default.removeItem(atPath: path)
        try Data(bytes).write(to: URL(filePath: path))
        let changed = try await check.run(in: "ezhou")
        #expect(!changed.failures.isEmpty)
        let stranger = try Ed25519Signer.generate(
          name: "log.test/inspection", random: SeededRandom(seed: 9))
        let other = ChainCheck(
          ledger: LedgerReader(folder: folder), source: stored, keys: [try NoteKey(stranger)])
        let strange = try await other.run(in: "ezhou")
        #expect(strange.failures.contains("checkpoint"))
      }
    }

    @Test func `codes of tries are codes that a report takes`() async throws {
      try #require(WorkFixture.isPossible, "bubblewrap, DuckDB and Python are needed")
      try await WorkFixture.with { fixture in
        let result = try await IsolationCheck(parts: fixture.parts).run(in: "ezhou")
        #expect(result.failures == [])
        #expect(result.checks > 120)
      }
    }
  }
}
