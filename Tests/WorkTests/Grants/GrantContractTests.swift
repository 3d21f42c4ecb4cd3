// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Sandbox
import Testing
import Work

extension WorkTests {
  /// What no engine may be able to tell of a grant's masked columns, by whatever way it asks.
  ///
  /// The ways are those by which masks of other systems were passed round: pivoting, a function
  /// around the column, another protocol, another case of a name, a filter or an order on a masked
  /// column, a predicate that is pushed below the mask, statistics beside the data.
  @Suite struct GrantContractTests {
    static let masks = [
      "uscc": "pseudonym", "district": "none", "kwh": "bucket:10", "month": "year",
    ]

    /// Every mask that there is, in two grants.
    static let sets = [
      masks, ["uscc": "partial", "district": "level:1", "kwh": "null", "month": "year"],
    ]

    /// What a cell of the delivered rows looks like where it is not masked.
    private static func tells(_ text: String) -> Bool {
      text.contains(#/U\d/#) || text.contains(#/\d\.5/#) || text.contains("-01-31")
    }

    /// The same, with the districts where they are masked.
    private static func tells(_ text: String, _ masks: [String: String]) -> Bool {
      tells(text) || (masks["district"] != "none" && text.contains(#/区\d/#))
    }

    private static let queries = [
      "SELECT * FROM power", "select USCC, KWH, MONTH from POWER", "FROM power",
      "SELECT \"UsCc\" FROM \"PoWeR\"", "SELECT COLUMNS(*) FROM power",
      "PIVOT (SELECT district, kwh, uscc FROM power) ON district USING min(uscc), max(kwh)",
      "UNPIVOT (SELECT uscc::VARCHAR a, kwh::VARCHAR b, month::VARCHAR c FROM power) "
        + "ON a, b, c INTO NAME n VALUE v",
      "SELECT upper(uscc), reverse(reverse(uscc)), concat(uscc), lower(uscc) FROM power",
      "SELECT CAST(kwh AS DOUBLE), kwh * 1.0, month::VARCHAR FROM power",
      "SELECT to_json(p) FROM power p", "SELECT p FROM power p",
      "SELECT struct_pack(u := uscc, k := kwh) FROM power", "SUMMARIZE power",
      "SELECT min(uscc), max(uscc), min(kwh), max(month), mode(kwh) FROM power",
      "SELECT list(uscc), histogram(kwh) FROM power",
      "SELECT first(uscc ORDER BY kwh) FROM power GROUP BY district",
      "SELECT uscc, lag(kwh) OVER (ORDER BY uscc) FROM power",
      "SELECT * FROM power USING SAMPLE 5 ROWS", "SELECT rowid, * FROM power",
      "SELECT a.uscc, b.kwh FROM power a JOIN power b ON a.kwh = b.kwh",
      "SELECT * FROM duckdb_views() WHERE NOT internal", "SELECT sql FROM sqlite_master",
      "WITH RECURSIVE r AS (SELECT 1 n, uscc FROM power UNION ALL SELECT n + 1, uscc FROM r "
        + "WHERE n < 2) SELECT uscc FROM r",
    ]

    /// Filters that are true of a delivered row and must be true of no row of the grant.
    private static let oracles = [
      "uscc = 'U7'", "uscc LIKE 'U%'", "uscc BETWEEN 'U0' AND 'U9'", "kwh = 7.5",
      "kwh::DOUBLE % 1 <> 0", "month::VARCHAR LIKE '%-01-%'", "contains(uscc, 'U1')",
      "uscc IN (SELECT 'U' || range FROM range(20))", "regexp_matches(uscc, '^U')",
      "CASE WHEN uscc = 'U7' THEN true ELSE false END", "uscc < 'V' AND uscc > 'U'",
    ]

    /// Runs a body over a written grant, decrypted as for a job, and its file.
    private func with(
      _ masks: [String: String] = Self.masks,
      _ body: (WorkFixture, MemoryFolder, EngineInput) async throws -> Void
    ) async throws {
      try await GrantTests.with(masks) { fixture in
        try await fixture.grants().round()
        let copy = try #require(try fixture.grant.vaultObject)
        try await fixture.memory.withFolder { folder in
          try folder.write(try fixture.content(copy), to: "power.parquet")
          try folder.make("out")
          let input = EngineInput(table: "power", path: folder.path("power.parquet"))
          try await body(fixture, folder, input)
        }
      }
    }

    private func run(
      _ job: EngineJob, _ engine: some Engine, _ fixture: WorkFixture
    ) async throws -> EngineResult {
      try await EngineRunner(runner: fixture.parts.sandbox).run(job, with: engine)
    }

    @Test(arguments: sets)
    func `no SQL over a grant shows a cell as it was delivered`(masks: [String: String])
      async throws
    {
      try await with(masks) { fixture, folder, input in
        let outputs = Self.queries.enumerated().map { index, query in
          EngineOutput(name: "o\(index)", format: .csv, query: "SELECT * FROM (\(query))")
        }
        // Statements that are no table expression are tried by themselves.
        for output in outputs {
          let job = EngineJob(
            code: "", inputs: [input], outputs: [output], outputFolder: folder.path("out"))
          let engine = DuckDBEngine(tools: WorkFixture.tools)
          let result = try await run(job, engine, fixture)
          guard case .finished = result.outcome else { continue }
          let name = "out/" + output.fileName
          let text = String(decoding: try folder.read(name, bytesMax: 1 << 20), as: UTF8.self)
          #expect(!Self.tells(text, masks), "\(output.query ?? "")")
          try folder.remove(name)
        }
      }
    }

    @Test(arguments: sets)
    func `no filter over a grant answers whether a cell was delivered`(masks: [String: String])
      async throws
    {
      try await with(masks) { fixture, folder, input in
        let more = masks["district"] == "none" ? [] : ["district LIKE '区%'", "district = '区1'"]
        let counts = (Self.oracles + more).map { "(SELECT count(*) FROM power WHERE \($0))" }
        let job = EngineJob(
          code: "", inputs: [input],
          outputs: [
            EngineOutput(
              name: "o", format: .csv,
              query: "SELECT \(counts.joined(separator: " + ")) AS n, "
                + "(SELECT count(*) FROM power) AS rows")
          ], outputFolder: folder.path("out"))
        let result = try await run(job, DuckDBEngine(tools: WorkFixture.tools), fixture)
        guard case .finished = result.outcome else {
          Issue.record("\(result.outcome)")
          return
        }
        let text = String(decoding: try folder.read("out/o.csv", bytesMax: 100), as: UTF8.self)
        #expect(text == "n,\"rows\"\n0,20\n" || text == "n,rows\n0,20\n")
      }
    }

    @Test(arguments: sets)
    func `the rows lie in an order that follows from what is shown alone`(masks: [String: String])
      async throws
    {
      try await with(masks) { fixture, _, _ in
        let copy = try #require(try fixture.grant.vaultObject)
        let names = try fixture.grant.columns.map(\.name).joined(separator: ", ")
        let unsorted = try await fixture.query(
          copy,
          """
          SELECT count(*) AS n FROM (SELECT file_row_number AS place,
            row_number() OVER (ORDER BY \(names)) - 1 AS wanted
            FROM read_parquet('/in/t.parquet', file_row_number = true)) WHERE place <> wanted
          """)
        #expect(unsorted == "n\n0\n")
      }
    }

    @Test(arguments: sets)
    func `no program over a grant finds a cell in bytes, columns or statistics`(
      masks: [String: String]
    ) async throws {
      let more = masks["district"] == "none" ? "" : "|区\\d"
      let script = """
        import csv, re
        import duckdb, pandas
        found = []
        def look(way, text):
            text = text if isinstance(text, str) else repr(text)
            text = re.sub(r"v\\d+\\.\\d+\\.\\d+", "", text)
            if re.search(r"U\\d|\\d\\.5|-01-31\(more)", text): found.append(way)
        path = "/in/power.parquet"
        look("frame", duckdb.sql(f"FROM '{path}'").df().to_csv())
        look("rows", duckdb.sql(f"FROM '{path}'").fetchall())
        look("numpy", {k: v.tolist() for k, v in duckdb.sql(f"FROM '{path}'").fetchnumpy().items()})
        for kind in ("parquet_metadata", "parquet_schema", "parquet_file_metadata",
                     "parquet_kv_metadata"):
            rows = duckdb.sql(f"SELECT * FROM {kind}('{path}')").fetchall()
            look(kind, [[v for v in row if not isinstance(v, float)] for row in rows])
        raw = open(path, "rb").read()
        if any(b"U%d" % n in raw for n in range(20)): found.append("bytes")
        for way in ("arrow", "pl"):
            try:
                look(way, str(getattr(duckdb.sql(f"FROM '{path}'"), way)()))
            except ImportError:
                pass
        frame = duckdb.sql(f"FROM '{path}'").df()
        look("pivot", frame.pivot_table(index="district", values="kwh", aggfunc=list).to_csv())
        look("sorted", frame.sort_values("kwh").to_csv())
        if len(frame[frame["uscc"] == "U7"]): found.append("filter")
        with open("/out/o.csv", "w") as file:
            file.write("found\\n" + "".join(way + "\\n" for way in found))
        """
      try await with(masks) { fixture, folder, input in
        let job = EngineJob(
          code: script, inputs: [input], outputs: [EngineOutput(name: "o", format: .csv)],
          outputFolder: folder.path("out"))
        let result = try await run(job, PythonEngine(tools: WorkFixture.tools), fixture)
        guard case .finished = result.outcome else {
          Issue.record("\(result.outcome)")
          return
        }
        let text = String(decoding: try folder.read("out/o.csv", bytesMax: 1_000), as: UTF8.self)
        #expect(text == "found\n")
      }
    }

    @Test func `the same looks find every cell of the delivered rows`() async throws {
      try await with { fixture, _, _ in
        let version = try #require(try fixture.versions().last)
        #expect(Self.tells(try await fixture.query(version.vaultObject, "SELECT * FROM t")))
      }
    }
  }
}
