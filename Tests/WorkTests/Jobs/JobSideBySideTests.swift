// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Sandbox
import Testing
import Work

extension WorkTests {
  /// A job that never ends keeps its own place and nobody else's.
  @Suite struct JobSideBySideTests {
    static let endless = "CREATE TABLE r AS SELECT count(*) AS n FROM range(1000000000000);"
    static let neighbour = WorkFixture.id("ORG", "neighbour")
    static let other = WorkFixture.id("PRG", "other")

    private func cancel(_ id: RecordID, _ fixture: WorkFixture) throws {
      var job = try fixture.platform.find(Job.self, id)
      job.state = .cancelled
      try fixture.platform.put(job)
    }

    @Test func `a job that never ends does not keep another operator's job waiting`() async throws {
      try await JobTests.with { fixture in
        let long = try fixture.makeJob("long", source: Self.endless, outputs: JobTests.output)
        let more = try fixture.makeJob("more", source: Self.endless, outputs: JobTests.output)
        async let round: Void = JobWorker(parts: fixture.parts).round()
        while try ![long, more].contains(where: {
          try fixture.platform.find(Job.self, $0).state == .running
        }) {
          await Task.yield()
        }
        // Submitted while the endless one runs, and behind another of the same operator.
        let short = try fixture.makeJob(
          "short", source: JobTests.code, outputs: JobTests.output, of: Self.neighbour,
          program: Self.other)
        while try fixture.platform.find(Job.self, short).state.isLive { await Task.yield() }
        #expect(try fixture.platform.find(Job.self, short).state == .succeeded)
        let states = try [long, more].map { try fixture.platform.find(Job.self, $0).state }
        #expect(Set(states) == [.running, .queued])
        // Cancelling ends the one and lets the other begin; then that one is cancelled too.
        for _ in 0..<2 {
          let running = try [long, more].first {
            try fixture.platform.find(Job.self, $0).state == .running
          }
          if let running { try cancel(running, fixture) }
          while try [long, more].contains(where: {
            try fixture.platform.find(Job.self, $0).state == .queued
          }) {
            await Task.yield()
          }
        }
        try await round
        #expect(
          try [long, more].allSatisfy {
            try fixture.platform.find(Job.self, $0).state == .cancelled
          })
        #expect(try fixture.isMemoryClean())
      }
    }

    @Test func `a running job says after how many seconds it is ended`() async throws {
      try await JobTests.with { fixture in
        let id = try fixture.makeJob("one", source: JobTests.code, outputs: JobTests.output)
        try await JobWorker(parts: fixture.parts).round()
        #expect(try fixture.platform.find(Job.self, id).secondsMax == 1_800)
      }
    }
  }
}
