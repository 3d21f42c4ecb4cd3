// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Testing
import Work

extension WorkTests {
  @Suite struct JobTests {
    static let output = [
      DeclaredOutput(name: "totals", query: "SELECT * FROM r", format: .csv)
    ]
    static let code = """
      CREATE TABLE r AS SELECT district, count(*) AS n FROM power GROUP BY district;
      """

    static func with(_ body: (WorkFixture) async throws -> Void) async throws {
      try await GrantTests.with(["district": "none", "kwh": "none"]) { fixture in
        try await fixture.grants().round()
        try await body(fixture)
      }
    }

    @Test func `a job's outputs are in quarantine and its receipt has no words`() async throws {
      try await Self.with { fixture in
        let id = try fixture.makeJob("one", source: Self.code, outputs: Self.output)
        try await JobWorker(parts: fixture.parts).round()
        let job = try fixture.platform.find(Job.self, id)
        #expect(job.state == .succeeded)
        let output = try fixture.platform.find(JobOutput.self, try #require(job.outputs.first))
        #expect(output.state == .quarantined)
        let text = String(decoding: try fixture.content(output.vaultObject), as: UTF8.self)
        #expect(text.contains("区0,10"))
        let receipt = try #require(job.receipt)
        #expect(receipt["engine"] == "duckdb")
        #expect(!receipt.canonicalText.contains("standard"))
        #expect(!receipt.canonicalText.contains("Milliseconds"))
        #expect(!receipt.canonicalText.contains("memoryPeak"))
        #expect((receipt["secondsMax"]?.int ?? 0) >= 1)
        #expect(try fixture.isMemoryClean())
      }
    }

    @Test func `a job that fails tells a class and a line and nothing else`() async throws {
      try await Self.with { fixture in
        let code = "SELECT 1;\nSELECT CAST(district AS INTEGER) FROM power;\n"
        let id = try fixture.makeJob("bad", source: code, outputs: Self.output)
        try await JobWorker(parts: fixture.parts).round()
        let job = try fixture.platform.find(Job.self, id)
        #expect(job.state == .failed)
        #expect(job.failureClass == "type")
        #expect(job.failureLine == 2)
        #expect(try !JSON(encoding: job).canonicalText.contains("区"))
      }
    }

    @Test func `a python job runs over the grant`() async throws {
      try await Self.with { fixture in
        let source = """
          import duckdb
          duckdb.sql("COPY (SELECT count(*) AS n FROM '/in/power.parquet') "
                     "TO '/out/count.csv' (HEADER)")
          """
        let id = try fixture.makeJob(
          "python", .python, source: source,
          outputs: [DeclaredOutput(name: "count", query: nil, format: .csv)])
        try await JobWorker(parts: fixture.parts).round()
        let job = try fixture.platform.find(Job.self, id)
        #expect(job.state == .succeeded, "\(job.failureClass ?? "") \(job.failureLine ?? 0)")
      }
    }

    @Test func `a job whose agreement ended does not run`() async throws {
      try await Self.with { fixture in
        let id = try fixture.makeJob("ended", source: Self.code, outputs: Self.output)
        try fixture.makeChain(agreement: .terminating)
        try await JobWorker(parts: fixture.parts).round()
        let job = try fixture.platform.find(Job.self, id)
        #expect(job.state == .failed)
        #expect(job.failureClass == "agreement.force")
      }
    }

    @Test func `a job that is cancelled while it runs is stopped`() async throws {
      try await Self.with { fixture in
        let id = try fixture.makeJob(
          "long", source: "CREATE TABLE r AS SELECT count(*) AS n FROM range(1000000000000);",
          outputs: Self.output)
        async let round: Void = JobWorker(parts: fixture.parts).round()
        while try fixture.platform.find(Job.self, id).state != .running { await Task.yield() }
        var job = try fixture.platform.find(Job.self, id)
        job.state = .cancelled
        try fixture.platform.put(job)
        try await round
        #expect(try fixture.platform.find(Job.self, id).state == .cancelled)
        #expect(fixture.platform.reports.last == "job.started allowed")
        #expect(try fixture.isMemoryClean())
      }
    }

    @Test(arguments: [Job.State.cancelled, .running])
    func `outputs that were kept before the job was stopped are destroyed`(
      _ state: Job.State
    ) async throws {
      try await Self.with { small in
        // A run over grants ends with its class of time; its outputs are in the vault by then.
        let fixture = small.bounded { $0.runTime = RunTimeClass(shortest: .seconds(3_600)) }
        let id = try fixture.makeJob("late", source: Self.code, outputs: Self.output)
        let before = try fixture.objects()
        async let round: Void = JobWorker(parts: fixture.parts).round()
        while try fixture.objects() == before { await Task.yield() }
        #expect(fixture.parts.board.isHeld(id))
        if state == .cancelled {
          var job = try fixture.platform.find(Job.self, id)
          job.state = .cancelled
          try fixture.platform.put(job)
        } else {
          try fixture.makeChain(agreement: .terminating)
        }
        try await round
        let job = try fixture.platform.find(Job.self, id)
        #expect(job.state == (state == .cancelled ? .cancelled : .failed) && job.outputs.isEmpty)
        #expect(try fixture.objects() == before)
        #expect(!fixture.parts.board.isHeld(id))
      }
    }

    @Test func `outputs whose report was refused go with the job, and once reported stay`()
      async throws
    {
      try await Self.with { fixture in
        let before = try fixture.objects()
        let id = try fixture.makeJob("ended", source: Self.code, outputs: Self.output)
        fixture.platform.interrupt("job.succeeded") {
          try fixture.makeChain(agreement: .terminating)
        }
        try await JobWorker(parts: fixture.parts).round()
        #expect(try fixture.platform.find(Job.self, id).state == .failed)
        #expect(try fixture.objects() == before)
        try fixture.makeChain()
        let other = try fixture.makeJob("told", source: Self.code, outputs: Self.output)
        fixture.platform.lose("job.succeeded", .answerLost)
        try await JobWorker(parts: fixture.parts).round()
        try await JobWorker(parts: fixture.parts).round()
        try await EndingTests.worker(fixture).round()
        let job = try fixture.platform.find(Job.self, other)
        let output = try fixture.platform.find(JobOutput.self, try #require(job.outputs.first))
        #expect(try !fixture.content(output.vaultObject).isEmpty)
      }
    }

    @Test func `a lost report leaves one set of outputs`() async throws {
      try await Self.with { fixture in
        let id = try fixture.makeJob("lost", source: Self.code, outputs: Self.output)
        let before = try fixture.objects().count
        fixture.platform.lose("job.succeeded")
        try await JobWorker(parts: fixture.parts).round()
        #expect(try fixture.platform.find(Job.self, id).state == .running)
        try await JobWorker(parts: fixture.parts).round()
        let job = try fixture.platform.find(Job.self, id)
        #expect(job.state == .succeeded)
        #expect(job.outputs.count == 1)
        #expect(try fixture.objects().count == before + 1)
      }
    }
  }
}
