// SPDX-License-Identifier: Apache-2.0
import Glibc
import Sandbox
import Testing

extension SandboxTests {
  /// What every engine must keep, by the same checks. A new engine adds one case.
  @Suite struct EngineContractTests {
    /// One engine, with code in its language for each of the contract's situations.
    struct Subject: Sendable, CustomTestStringConvertible {
      let testDescription: String
      let engine: any Engine
      let copy: String
      let query: String?
      let broken: String
      let endless: String
      let reachingOut: String
    }

    static let subjects = [
      Subject(
        testDescription: "DuckDB", engine: DuckDBEngine(tools: Fixture.tools), copy: "",
        query: "SELECT n * 2 AS n FROM numbers", broken: "SELECT 1;\n\nSELEC 2;\n",
        endless:
          "SELECT count(*) FROM range(10000000) a, range(10000000) b WHERE hash(a, b) = 1;",
        reachingOut: "SELECT * FROM read_text('/etc/passwd');"),
      Subject(
        testDescription: "Python", engine: PythonEngine(tools: Fixture.tools),
        copy: """
          import duckdb
          duckdb.sql("SELECT n * 2 AS n FROM '/in/numbers.parquet' ORDER BY n").to_csv("/out/o.csv")
          """,
        query: nil, broken: "x = 1\n\nx = (\n", endless: "while True: pass",
        reachingOut: "open('/etc/passwd').read()"),
    ]

    private func job(
      _ fixture: Fixture, _ subject: Subject, _ code: String,
      change: (inout EngineJob) -> Void = { _ in }
    ) async throws -> EngineResult {
      let table = try await fixture.table("numbers", query: "SELECT range AS n FROM range(3)")
      var job = EngineJob(
        code: code, inputs: [table],
        outputs: [EngineOutput(name: "o", format: .csv, query: subject.query)],
        limits: Fixture.limits, outputFolder: fixture.outputs)
      change(&job)
      return try await EngineRunner(runner: fixture.runner).run(job, with: subject.engine)
    }

    @Test(arguments: subjects)
    func `declared outputs are made, and nothing else is left`(_ subject: Subject) async throws {
      try await Fixture.with { fixture in
        let result = try await job(fixture, subject, subject.copy)
        #expect(result.outcome == .finished([OutputFile(name: "o.csv", bytes: 8)]))
        #expect(try fixture.output("o.csv") == "n\n0\n2\n4\n")
        #expect(fixture.outputNames == ["o.csv"])
        #expect(result.engine == subject.engine.name)
        #expect(await fixture.leftovers() == [])
      }
    }

    @Test(arguments: subjects)
    func `the same job gives the same bytes`(_ subject: Subject) async throws {
      var texts: Set<String> = []
      for _ in 0..<3 {
        try await Fixture.with { fixture in
          _ = try await job(fixture, subject, subject.copy)
          texts.insert(try fixture.output("o.csv"))
        }
      }
      #expect(texts.count == 1)
    }

    @Test(arguments: subjects)
    func `broken code is a class and a line`(_ subject: Subject) async throws {
      try await Fixture.with { fixture in
        let result = try await job(fixture, subject, subject.broken)
        #expect(result.outcome == .failed(JobFailure(.syntax, line: 3)))
        #expect(fixture.outputNames == [])
      }
    }

    @Test(arguments: subjects)
    func `endless code is stopped`(_ subject: Subject) async throws {
      try await Fixture.with { fixture in
        let result = try await job(fixture, subject, subject.endless) {
          $0.limits.wallClock = .seconds(1)
        }
        #expect(result.outcome == .failed(JobFailure(.timedOut)))
        #expect(fixture.outputNames == [])
        #expect(await fixture.leftovers() == [])
      }
    }

    @Test(arguments: subjects)
    func `code that reaches out fails`(_ subject: Subject) async throws {
      try await Fixture.with { fixture in
        let result = try await job(fixture, subject, subject.reachingOut)
        guard case .failed(let failure) = result.outcome else {
          Issue.record("it succeeded")
          return
        }
        #expect([.forbidden, .input].contains(failure.class))
        #expect(failure.line == 1)
        let text = result.receipts.map { $0.outputText + $0.errorText }.joined()
        #expect(!text.contains("root:"))
      }
    }

    @Test(arguments: subjects)
    func `a cancelled run leaves nothing`(_ subject: Subject) async throws {
      try await Fixture.with { fixture in
        let result = try await withThrowingTaskGroup(of: EngineResult.self) { group in
          group.addTask {
            let job = EngineJob(
              code: subject.endless,
              outputs: [EngineOutput(name: "o", format: .csv, query: subject.query)],
              limits: Fixture.limits, outputFolder: fixture.outputs)
            return try await EngineRunner(runner: fixture.runner).run(job, with: subject.engine)
          }
          group.cancelAll()
          return try await group.next()
        }
        #expect(result?.outcome == .failed(JobFailure(.cancelled)))
        #expect(fixture.outputNames == [])
        #expect(await fixture.leftovers() == [])
      }
    }

    @Test(arguments: [
      "", "1a", "a-b", "a b", "a\"b", "a'b", "a/b", "..", "数", String(repeating: "a", count: 49),
    ])
    func `a table or output with another kind of name is refused`(_ name: String) async throws {
      try await Fixture.with { fixture in
        for subject in Self.subjects {
          let output = EngineOutput(name: name, query: subject.query)
          let table = EngineInput(table: name, path: fixture.inputs + "/x.parquet")
          let good = EngineOutput(name: "o", query: subject.query)
          for (inputs, outputs) in [([], [output]), ([table], [good])] {
            let job = EngineJob(
              code: "", inputs: inputs, outputs: outputs, outputFolder: fixture.outputs)
            await #expect(throws: SandboxError.self) {
              _ = try await EngineRunner(runner: fixture.runner).run(job, with: subject.engine)
            }
          }
        }
        #expect(fixture.outputNames == [])
      }
    }

    @Test(arguments: subjects)
    func `a job without outputs, or with too many, is refused`(_ subject: Subject) async throws {
      try await Fixture.with { fixture in
        for count in [0, 65] {
          let outputs = (0..<count).map { EngineOutput(name: "o\($0)", query: subject.query) }
          let job = EngineJob(code: "", outputs: outputs, outputFolder: fixture.outputs)
          await #expect(throws: SandboxError.self) {
            _ = try await EngineRunner(runner: fixture.runner).run(job, with: subject.engine)
          }
        }
      }
    }

    @Test(arguments: subjects)
    func `what the command line shows holds neither code nor data`(_ subject: Subject) throws {
      let job = EngineJob(
        code: "secret code",
        inputs: [EngineInput(table: "people", path: "/dev/shm/people.parquet")],
        outputs: [EngineOutput(name: "o", query: subject.query.map { _ in "secret query" })],
        outputFolder: "/dev/shm/out")
      let spec = try subject.engine.spec(for: job, outputFolder: "/dev/shm/out")
      let shown = ([spec.executable] + spec.arguments + spec.environment.map { $0 + $1 }).joined()
      #expect(!shown.contains("secret"))
      #expect(spec.showsProcesses == false)
      #expect(spec.inputs.map(\.name) == ["people.parquet"])
    }

    @Test(arguments: subjects)
    func `an output query belongs to SQL and to SQL alone`(_ subject: Subject) {
      let query = subject.query == nil ? "SELECT 1" : nil
      let job = EngineJob(
        code: "", outputs: [EngineOutput(name: "o", query: query)], outputFolder: "/dev/shm/out")
      #expect(throws: SandboxError.self) {
        _ = try subject.engine.spec(for: job, outputFolder: "/dev/shm/out")
      }
    }
  }
}
