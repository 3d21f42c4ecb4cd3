// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Platform
import Sandbox
import Testing
import Work

extension WorkTests {
  /// Work whose data memory is not to carry.
  @Suite(.enabled(if: WorkFixture.hasScratch, "no gocryptfs or no /dev/fuse for this user"))
  struct DiskScratchTests {
    private static let measured = "scratch: encrypted folder on a disk, measured"

    private static func layers(_ job: Job) -> Set<String> {
      let boxes = job.receipt?["sandboxes"]?.array ?? []
      return Set(boxes.flatMap { $0["layers"]?.array ?? [] }.compactMap(\.string))
    }

    /// The domain of the job tests; nothing of it lies in memory from then on.
    private static func with(_ body: (WorkFixture) async throws -> Void) async throws {
      try await GrantTests.with(["district": "none", "kwh": "none"]) { fixture in
        try await body(fixture.bounded { $0.memoryInputBytes = 0 })
      }
    }

    @Test func `a small job stays in memory and pays nothing`() async throws {
      try await JobTests.with { fixture in
        let id = try fixture.makeJob("one", source: JobTests.code, outputs: JobTests.output)
        try await JobWorker(parts: fixture.parts).round()
        let job = try fixture.platform.find(Job.self, id)
        #expect(job.state == .succeeded)
        #expect(!Self.layers(job).contains(Self.measured))
        #expect(!FileManager.default.fileExists(atPath: fixture.scratch.root))
      }
    }

    @Test(arguments: [ProgramKind.sql, .python])
    func `a grant and a job over it lie on the scratch, and nothing of them is left`(
      _ kind: ProgramKind
    ) async throws {
      try await Self.with { fixture in
        try await fixture.grants().round()
        #expect(try fixture.grant.state == .ready)
        #expect(try fixture.grant.rows == 20)
        let python = """
          import duckdb
          duckdb.sql("COPY (SELECT district, count(*) AS n FROM '/in/power.parquet' GROUP BY ALL) "
                     "TO '/out/totals.csv' (HEADER)")
          """
        let outputs =
          kind == .sql
          ? JobTests.output : [DeclaredOutput(name: "totals", query: nil, format: .csv)]
        let id = try fixture.makeJob(
          "one", kind, source: kind == .sql ? JobTests.code : python, outputs: outputs)
        try await JobWorker(parts: fixture.parts).round()
        let job = try fixture.platform.find(Job.self, id)
        #expect(job.state == .succeeded, "\(job.failureClass ?? "")")
        #expect(Self.layers(job).contains(Self.measured))
        let output = try fixture.platform.find(JobOutput.self, try #require(job.outputs.first))
        let text = String(decoding: try fixture.content(output.vaultObject), as: UTF8.self)
        #expect(text.contains("区0,10"))
        #expect(try fixture.isMemoryClean())
        #expect(try fixture.scratches() == [])
      }
    }

    @Test func `intermediate data larger than memory take a job to the scratch`() async throws {
      try await JobTests.with { fixture in
        let small = fixture.bounded {
          $0.job.memoryBytes = 128 << 20
          $0.job.scratchBytes = 8 << 20
        }
        let code = """
          CREATE TABLE wide AS SELECT md5(range::VARCHAR) AS t FROM range(5000000);
          CREATE TABLE r AS SELECT count(DISTINCT t) AS n FROM wide;
          """
        let id = try small.makeJob("wide", source: code, outputs: JobTests.output)
        try await JobWorker(parts: small.parts).round()
        let job = try small.platform.find(Job.self, id)
        #expect(job.state == .succeeded, "\(job.failureClass ?? "")")
        #expect(Self.layers(job).contains(Self.measured))
        let output = try small.platform.find(JobOutput.self, try #require(job.outputs.first))
        let text = String(decoding: try small.content(output.vaultObject), as: UTF8.self)
        #expect(text == "n\n5000000\n")
        #expect(try small.scratches() == [])
      }
    }

    @Test func `without gocryptfs small jobs run and large ones are refused by name`()
      async throws
    {
      try await JobTests.with { fixture in
        var tools = WorkFixture.tools
        tools.gocryptfs = "/nowhere/gocryptfs"
        let cases: [(String, Int, String?)] = [
          ("small", 1 << 20, nil), ("large", 0, "fault.scratch"),
        ]
        for (name, bound, expected) in cases {
          let without = fixture.bounded(tools: tools) {
            $0.memoryInputBytes = 0
            $0.memoryInputBytesMax = bound
          }
          #expect(without.scratch.missing == ["gocryptfs"])
          let id = try without.makeJob(name, source: JobTests.code, outputs: JobTests.output)
          try await JobWorker(parts: without.parts).round()
          #expect(try without.platform.find(Job.self, id).failureClass == expected)
          #expect(!FileManager.default.fileExists(atPath: without.scratch.root))
          #expect(try without.isMemoryClean())
        }
      }
    }

    @Test func `a disk without room refuses the work and keeps its floor`() async throws {
      try await JobTests.with { fixture in
        let full = fixture.bounded(floorBytes: 1 << 60) { $0.memoryInputBytes = 0 }
        let id = try full.makeJob("full", source: JobTests.code, outputs: JobTests.output)
        try await JobWorker(parts: full.parts).round()
        #expect(try full.platform.find(Job.self, id).failureClass == "fault.scratch")
        #expect(try full.scratches() == [])
      }
    }

    @Test func `a grant waits while the disk is full, and is written once it is not`() async throws
    {
      try await GrantTests.with(["district": "none"]) { fixture in
        let full = fixture.bounded(floorBytes: 1 << 60) { $0.memoryInputBytes = 0 }
        for _ in 0..<3 { try await full.grants().round() }
        #expect(try fixture.grant.state == .materialising)
        #expect(!fixture.platform.reports.contains { $0.hasPrefix("grant.failed") })
        try await fixture.bounded { $0.memoryInputBytes = 0 }.grants().round()
        #expect(try fixture.grant.state == .ready)
        #expect(try full.scratches() == [] && full.isMemoryClean())
      }
    }

    @Test func `a grant for which there is no room for a day has failed`() async throws {
      try await GrantTests.with(["district": "none"]) { fixture in
        let full = fixture.bounded(floorBytes: 1 << 60) { $0.memoryInputBytes = 0 }
        var rounds = 0
        // Each look at the clock is an hour later.
        while rounds < 40, try fixture.grant.state != .failed {
          try await full.grants().round()
          rounds += 1
        }
        #expect(try fixture.grant.state == .failed && fixture.grant.stateReason == "fault.scratch")
        #expect(rounds > 2)
      }
    }

    @Test func `a grant that no scratch will ever carry fails at once`() async throws {
      try await GrantTests.with(["district": "none"]) { fixture in
        var tools = WorkFixture.tools
        tools.gocryptfs = "/nowhere/gocryptfs"
        let without = fixture.bounded(tools: tools) {
          $0.memoryInputBytes = 0
          $0.memoryInputBytesMax = 0
        }
        try await without.grants().round()
        #expect(try fixture.grant.state == .failed && fixture.grant.stateReason == "fault.scratch")
      }
    }

    @Test func `deliveries, segments and folding go the same road`() async throws {
      try await WorkFixture.with { plain in
        let fixture = plain.bounded { $0.memoryInputBytes = 0 }
        try fixture.makeResource()
        let parts = try fixture.parts(.small(bucketRows: 10, foldShare: 4))
        try await fixture.deliver("first", (0..<40).map { ("B\($0)", $0) }, .full, parts)
        try await fixture.deliver("second", [("B1", 100), ("N1", 101)], .upsert, parts)
        #expect(try fixture.active().segments?.count == 2)
        try await fixture.fold(parts)
        let manifest = try #require(try await fixture.manifest(try fixture.active()))
        #expect(manifest.bases.count == 4 && manifest.deltas.isEmpty)
        let rows = try await fixture.reading(try fixture.active())
        #expect(rows.count == 41 && rows.contains("B1 100") && rows.contains("N1 101"))
        // A small version is written as a whole, with the one before it beside.
        let whole = try fixture.parts(SegmentLimits())
        try await fixture.deliver("third", [("C1", 7)], .full, whole)
        try await fixture.deliver("fourth", [("C1", 8), ("C2", 9)], .upsert, whole)
        #expect(try await fixture.reading(try fixture.active()) == ["C1 8", "C2 9"])
        #expect(try fixture.isMemoryClean())
        #expect(try fixture.scratches() == [])
      }
    }

    @Test func `what an earlier run left is swept before any work begins`() async throws {
      try await WorkFixture.with { fixture in
        #expect(try fixture.scratch.sweep(fixture.memory) == 0)
        let deep = fixture.scratch.root + "/left/" + String(repeating: "d/", count: 100)
        try FileManager.default.createDirectory(atPath: deep, withIntermediateDirectories: true)
        try Data("x".utf8).write(to: URL(filePath: deep + "file"))
        try FileManager.default.createDirectory(
          atPath: fixture.scratch.root + "/closed", withIntermediateDirectories: false,
          attributes: [.posixPermissions: 0])
        try FileManager.default.createSymbolicLink(
          atPath: fixture.scratch.root + "/link", withDestinationPath: fixture.folder)
        #expect(try fixture.scratch.sweep(fixture.memory) == 3)
        #expect(try fixture.scratches() == [])
        // A link was removed, not followed.
        #expect(FileManager.default.fileExists(atPath: fixture.folder + "/keys.json"))
      }
    }
  }
}
