// SPDX-License-Identifier: Apache-2.0
import Foundation
import Sandbox
import Testing

extension SandboxTests {
  /// Data of twice a job's memory, or of more in a long run.
  @Suite(.enabled(if: Fixture.hasScratch, "no gocryptfs or no /dev/fuse for this user"))
  struct LargeDataTests {
    /// The job's memory, and twice as much in one Parquet file that hardly compresses.
    private static let isLong = ProcessInfo.processInfo.environment["SHUYU_LONG"] != nil
    private static let memory: UInt64 = isLong ? 512 << 20 : 384 << 20
    private static let rows = isLong ? 28_000_000 : 21_000_000

    private static let limits = SandboxLimits(
      memoryBytes: memory, scratchBytes: 16 << 30, outputBytes: 16 << 20, cpuSeconds: 1_800,
      wallClock: .seconds(1_800))

    /// Runs a body with a table of `id`, `k` (a number that nearly every row has for itself) and
    /// `t` (32 digits of no order) on the scratch.
    private static func with(
      _ body: (Fixture, EncryptedScratch, EngineInput) async throws -> Void
    ) async throws {
      try await Fixture.withScratch { fixture, scratch in
        let folder = try scratch.make("in")
        var query = TrustedQuery(
          sql: """
            COPY (SELECT range AS id, hash(range) % 1000000007 AS k, md5(range::VARCHAR) AS t
              FROM range(\(rows))) TO '/out/big.parquet' (FORMAT parquet);
            """,
          outputs: OutputRule(
            folder: folder, backing: .encryptedScratch, names: ["big.parquet"]),
          limits: SandboxLimits(
            scratchBytes: 4 << 30, outputBytes: 8 << 30, cpuSeconds: 1_800,
            wallClock: .seconds(1_800)))
        query.scratch = scratch
        let receipt = try await query.run(with: fixture.runner)
        try #require(receipt.exit.isSuccess, "\(receipt.errorText)")
        let bytes = try #require(receipt.outputs.files.first).bytes
        #expect(bytes >= 2 * memory)
        try await body(
          fixture, scratch, EngineInput(table: "big", path: folder + "/big.parquet"))
      }
    }

    private static func run(
      _ code: String, _ engine: some Engine, _ outputs: [EngineOutput], _ fixture: Fixture,
      _ scratch: EncryptedScratch?, _ table: EngineInput
    ) async throws -> EngineResult {
      var job = EngineJob(
        code: code, inputs: [table], outputs: outputs, limits: limits,
        outputFolder: fixture.outputs)
      job.scratch = scratch
      if scratch == nil { job.limits.scratchBytes = 64 << 20 }
      return try await EngineRunner(runner: fixture.runner).run(job, with: engine)
    }

    @Test func `SQL sorts, groups and joins them`() async throws {
      try await Self.with { fixture, scratch, table in
        let code = """
          CREATE TABLE sorted AS SELECT count(*) AS n, count(*) FILTER (WHERE t < before) AS wrong
            FROM (SELECT t, lag(t) OVER (ORDER BY t) AS before FROM big);
          CREATE TABLE grouped AS SELECT count(*) AS n FROM (SELECT t, min(id) FROM big GROUP BY t);
          CREATE TABLE joined AS SELECT count(*) AS n FROM big a JOIN big b ON a.t = b.t;
          """
        let outputs = [
          EngineOutput(
            name: "o", format: .csv,
            query: """
              SELECT (SELECT n FROM sorted) AS s, (SELECT wrong FROM sorted) AS w,
                (SELECT n FROM grouped) AS g, (SELECT n FROM joined) AS j
              """)
        ]
        let engine = DuckDBEngine(tools: Fixture.tools)
        let result = try await Self.run(code, engine, outputs, fixture, scratch, table)
        guard case .finished = result.outcome else {
          Issue.record("\(result.outcome) \(result.receipts.map(\.errorText))")
          return
        }
        let expected = "s,w,g,j\n\(Self.rows),0,\(Self.rows),\(Self.rows)\n"
        #expect(try fixture.output("o.csv") == expected)
        for receipt in result.receipts {
          // What lies on the disk is not charged to the job's memory beyond its bound.
          #expect((receipt.memoryPeakBytes ?? 0) <= Self.memory + (16 << 20) + (1 << 20))
        }
        // The same with a scratch in memory that is too small fails, and says why.
        let small = try await Self.run(code, engine, outputs, fixture, nil, table)
        guard case .failed(let failure) = small.outcome else {
          Issue.record("it was not too small")
          return
        }
        #expect(failure.class == .scratchFull)
      }
    }

    @Test(arguments: [
      """
      import duckdb, numpy, os
      db = duckdb.connect(config={"memory_limit": "96MB", "threads": 1})
      rows = db.execute("SELECT id, k FROM '/in/big.parquet'")
      parts = 16
      files = [open("/tmp/part%d" % i, "wb") for i in range(parts)]
      while True:
          chunk = rows.fetch_df_chunk(8)
          if len(chunk) == 0: break
          for i in range(parts):
              chunk["k"].to_numpy()[chunk["k"].to_numpy() % parts == i].tofile(files[i])
      for file in files: file.close()
      n = sum(len(numpy.fromfile("/tmp/part%d" % i, dtype=numpy.uint64)) for i in range(parts))
      """
    ])
    func `Python works through them piece by piece`(_ script: String) async throws {
      try await Self.with { fixture, scratch, table in
        let code = script + "\nopen('/out/o.csv', 'w').write('%d' % n)\n"
        let result = try await Self.run(
          code, PythonEngine(tools: Fixture.tools),
          [EngineOutput(name: "o", format: .csv)], fixture, scratch, table)
        guard case .finished = result.outcome else {
          Issue.record("\(result.outcome) \(result.receipts.map(\.errorText))")
          return
        }
        #expect(try fixture.output("o.csv") == "\(Self.rows)")
      }
    }
  }
}
