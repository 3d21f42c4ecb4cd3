// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Glibc
import Platform
import Sandbox
import Tabular
import Testing
import Work

extension WorkTests {
  /// Deliveries with more keys than are held in memory.
  @Suite struct ManyKeyTests {
    private static let head = "uscc,district,kwh,month\n"

    /// 300 rows: key 7 has two contents, key 8 the same one three times.
    private static let text =
      head + (0..<300).map { "K\($0),d,\($0),2026-01-31\n" }.joined()
      + "K7,d,700,2026-01-31\nK8,d,8,2026-01-31\nK8,d,8,2026-01-31\n"

    private static func bounded(_ fixture: WorkFixture, inMemory: Int) -> WorkFixture {
      fixture.bounded {
        $0.keys.heldMax = 20
        $0.keys.parts = 4
        $0.keys.blockRows = 4
        $0.memoryInputBytes = inMemory
      }
    }

    /// What is taken of a file, and what is said about it.
    private static func take(
      _ fixture: WorkFixture, _ text: String, rows: Int
    ) async throws -> Batch {
      try fixture.makeResource()
      let id = try fixture.makeBatch("one", Array(text.utf8), rows: rows)
      try await fixture.ingest()
      #expect(try fixture.isMemoryClean())
      return try fixture.platform.find(Batch.self, id)
    }

    @Test(arguments: [1 << 29, 0])
    func `rows that share a key are kept apart as ever`(_ inMemory: Int) async throws {
      // In memory or, where this machine has it, on the encrypted scratch.
      guard inMemory > 0 || WorkFixture.hasScratch else { return }
      try await WorkFixture.with { fixture in
        let fixture = Self.bounded(fixture, inMemory: inMemory)
        let batch = try await Self.take(fixture, Self.text, rows: 303)
        #expect(batch.state == .accepted, "\(batch.failureClass ?? "")")
        let version = try #require(try fixture.versions().first)
        #expect(version.rows == 299)
        let printed = try await fixture.query(
          version.vaultObject,
          "SELECT count(*) AS n, count(DISTINCT uscc) AS k, count(*) FILTER (uscc = 'K7') AS s "
            + "FROM t")
        #expect(printed == "n,k,s\n299,299,0\n")
        #expect(batch.rowsBad == 2)
        #expect(batch.rowsRepeated == 2)
        #expect(try fixture.scratches() == [])
      }
    }

    @Test func `more rows than were declared are refused as that`() async throws {
      try await WorkFixture.with { fixture in
        let bounded = Self.bounded(fixture, inMemory: 1 << 29)
        let batch = try await Self.take(bounded, Self.text, rows: 100)
        #expect(batch.state == .rejected)
        #expect(batch.failureClass == "manifest.rows")
        #expect(try bounded.versions().isEmpty)
      }
    }

    @Test(.enabled(if: WorkFixture.hasScratch, "no gocryptfs or no /dev/fuse for this user"))
    func `keys for which there is no room make the delivery wait, for a day`() async throws {
      try await WorkFixture.with { fixture in
        let full = fixture.bounded(floorBytes: 1 << 60) {
          $0.keys.heldMax = 20
          // What is stored of the file fits, its keys beside it do not.
          $0.memoryInputBytes = 5_000
        }
        let batch = try await Self.take(full, Self.text, rows: 303)
        #expect(batch.state == .ingesting && batch.failureClass == nil)
        #expect(try full.scratches() == [])
        try await Self.bounded(fixture, inMemory: 5_000).ingest()
        #expect(try fixture.platform.find(Batch.self, batch.id).state == .accepted)
        // Each look at the clock is an hour later.
        let later = try fixture.makeBatch("two", Array(Self.text.utf8), rows: 303)
        var rounds = 0
        while rounds < 40, try fixture.platform.find(Batch.self, later).state != .rejected {
          try await full.ingest()
          rounds += 1
        }
        #expect(rounds > 2)
        #expect(try fixture.platform.find(Batch.self, later).failureClass == "fault.scratch")
      }
    }

    @Test func `what a night is compared with lies on the scratch where it is large`()
      async throws
    {
      try await WorkFixture.with { plain in
        var tools = WorkFixture.tools
        tools.gocryptfs = "/nowhere/gocryptfs"
        let fixture = plain.bounded(tools: tools) { $0.segments = .small(bucketRows: 5_000) }
        try fixture.makeResource()
        let rows = (0..<3_000).map { ("B\($0)", $0) }
        try await fixture.deliver("first", rows, .full, fixture.parts)
        let bytes = try fixture.active().bytes
        // The night's own rows fit; the bucket with their keys does not, and there is no scratch.
        let cases = [("tight", bytes, "fault.scratch"), ("fits", bytes * 4, nil)]
        for (name, bound, expected) in cases {
          let bounded = fixture.bounded(tools: tools) {
            $0.memoryInputBytes = bound
            $0.memoryInputBytesMax = bound
          }
          let batch = try await bounded.deliver(name, [("B1", 9)], .upsert, bounded.parts)
          #expect(batch.failureClass == expected, "\(name)")
          #expect(try bounded.isMemoryClean())
        }
        let version = try fixture.active()
        #expect(version.rows == 3_000 && version.segments?.count == 2)
      }
    }

    @Test func `a file without a name is in no folder`() throws {
      let folder = FileManager.default.temporaryDirectory
        .appending(path: "shuyu-unnamed-\(UUID().uuidString)").path
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: false)
      defer { try? FileManager.default.removeItem(atPath: folder) }
      let file = try UnnamedFile(in: folder)
      #expect(write(file.descriptor, "x", 1) == 1)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
      var status = stat()
      #expect(fstat(file.descriptor, &status) == 0 && status.st_nlink == 0)
      #expect(status.st_mode & 0o777 == 0o600)
      #expect(throws: DomainFault.memory) { try UnnamedFile(in: folder + "/nowhere") }
    }
  }
}
