// SPDX-License-Identifier: Apache-2.0
import Sandbox
import Testing

extension SandboxTests {
  @Suite struct EngineTests {
    @Test func `a query over an input makes the declared outputs`() async throws {
      try await Fixture.with { fixture in
        let table = try await fixture.table(
          "people", query: "SELECT range AS id, range % 3 AS kind FROM range(100)")
        let result = try await fixture.sql(
          "CREATE TABLE t AS SELECT kind, count(*) AS n FROM people GROUP BY kind",
          over: [table],
          outputs: [
            EngineOutput(name: "kinds", format: .csv, query: "SELECT * FROM t"),
            EngineOutput(name: "copy", query: "SELECT * FROM people"),
          ])
        #expect(result.receipts.count == 2)
        for receipt in result.receipts { #expect(receipt.errorText == "") }
        guard case .finished(let files) = result.outcome else {
          Issue.record("\(result.outcome)")
          return
        }
        #expect(files.map(\.name) == ["copy.parquet", "kinds.csv"])
        #expect(try fixture.output("kinds.csv") == "kind,n\n0,34\n1,33\n2,33\n")
      }
    }

    @Test func `a script reads its input and writes its output`() async throws {
      try await Fixture.with { fixture in
        let table = try await fixture.table("numbers", query: "SELECT range AS n FROM range(10)")
        let job = EngineJob(
          code: """
            import duckdb, numpy, pandas
            frame = duckdb.sql("select * from '/in/numbers.parquet'").df()
            total = int(numpy.sum(frame["n"]))
            pandas.DataFrame({"total": [total]}).to_csv("/out/sum.csv", index=False)
            """,
          inputs: [table], outputs: [EngineOutput(name: "sum", format: .csv)],
          limits: Fixture.limits, outputFolder: fixture.outputs)
        let result = try await EngineRunner(runner: fixture.runner)
          .run(job, with: PythonEngine(tools: Fixture.tools))
        #expect(result.receipts.map(\.errorText) == [""])
        #expect(result.outcome == .finished([OutputFile(name: "sum.csv", bytes: 9)]))
        #expect(try fixture.output("sum.csv") == "total\n45\n")
      }
    }

    @Test func `everything else on the machine goes first, and a script cannot change that`()
      async throws
    {
      try await Fixture.with { fixture in
        let job = EngineJob(
          code: """
            import os
            try:
                os.setpriority(os.PRIO_PROCESS, 0, 0)
            except OSError:
                pass
            with open("/out/priority.csv", "w") as file:
                file.write(f"priority\\n{os.getpriority(os.PRIO_PROCESS, 0)}\\n")
            """,
          outputs: [EngineOutput(name: "priority", format: .csv)],
          limits: Fixture.limits, outputFolder: fixture.outputs)
        let result = try await EngineRunner(runner: fixture.runner)
          .run(job, with: PythonEngine(tools: Fixture.tools))
        #expect(result.receipts.map(\.errorText) == [""])
        #expect(try fixture.output("priority.csv") == "priority\n19\n")
      }
    }

    /// What each library of the engine must be able to do in the sandbox, and what comes out.
    private static let libraries = [
      (
        "polars",
        """
        import polars
        frame = polars.read_parquet("/in/numbers.parquet").group_by(polars.col("n") % 2).len()
        answer = frame.sort("n")["len"].to_list()
        """, "[5, 5]"
      ),
      (
        "scikit-learn",
        """
        import duckdb
        from sklearn.ensemble import RandomForestClassifier
        from sklearn.linear_model import LogisticRegression
        n = duckdb.sql("from '/in/numbers.parquet'").fetchnumpy()["n"].reshape(-1, 1)
        kind = (n.ravel() > 4).astype(int)
        forest = RandomForestClassifier(20, n_jobs=2, random_state=1).fit(n, kind)
        model = LogisticRegression(C=1e3).fit(n, kind)
        answer = [float(forest.score(n, kind)), float(model.score(n, kind))]
        """, "[1.0, 1.0]"
      ),
      (
        "statsmodels",
        """
        import duckdb
        import statsmodels.api as sm
        n = duckdb.sql("from '/in/numbers.parquet'").df()["n"]
        fit = sm.OLS(3.0 * n + 2.0, sm.add_constant(n)).fit()
        answer = [round(float(value), 6) for value in fit.params]
        """, "[2.0, 3.0]"
      ),
    ]

    @Test(arguments: libraries)
    func `each library works in the sandbox`(
      _ name: String, _ code: String, _ expected: String
    ) async throws {
      try await Fixture.with { fixture in
        let table = try await fixture.table("numbers", query: "SELECT range AS n FROM range(10)")
        let job = EngineJob(
          code: code + "\nwith open('/out/answer.csv', 'w') as file: file.write(str(answer))\n",
          inputs: [table], outputs: [EngineOutput(name: "answer", format: .csv)],
          limits: Fixture.limits, outputFolder: fixture.outputs)
        let result = try await EngineRunner(runner: fixture.runner)
          .run(job, with: PythonEngine(tools: Fixture.tools))
        #expect(result.receipts.map(\.errorText) == [""], "\(name)")
        #expect(try fixture.output("answer.csv") == expected)
      }
    }
  }
}
