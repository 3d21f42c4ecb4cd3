// SPDX-License-Identifier: Apache-2.0
import Sandbox
import Testing

extension SandboxTests {
  /// Failures of registered code come back as a class and a line, never as text.
  @Suite struct FailureTests {
    @Test(arguments: [
      ("SELECT 1;\nSELEC 2;", JobFailure(.syntax, line: 2)),
      ("SELECT 1;\n\nSELECT nosuch\nFROM people;", JobFailure(.unknownName, line: 3)),
      ("SELECT * FROM nosuch", JobFailure(.unknownName, line: 1)),
      ("-- note\nSELECT 1\n  AS one;\nSELECT name::INT FROM people;", JobFailure(.type, line: 4)),
      ("SELECT sqrt(-1);", JobFailure(.outOfRange, line: 1)),
      (
        "CREATE TABLE t (a INT PRIMARY KEY);\nINSERT INTO t VALUES (1), (1);",
        JobFailure(.constraint, line: 2)
      ),
      ("SELECT 1;\nSELECT error('secret');", JobFailure(.type, line: 2)),
      ("SELECT 1;\nSET threads=9;", JobFailure(.forbidden, line: 2)),
      (".shell ls\n", JobFailure(.forbidden, line: 1)),
      (".nosuch\n", JobFailure(.syntax, line: 1)),
      ("SELECT 'open", JobFailure(.syntax)),
    ])
    func `SQL that fails`(_ code: String, _ expected: JobFailure) async throws {
      try await Fixture.with { fixture in
        let table = try await fixture.table("people", query: "SELECT 'secret' AS name")
        let outputs = [EngineOutput(name: "o", query: "SELECT 1")]
        let result = try await fixture.sql(code, over: [table], outputs: outputs)
        guard case .failed(let failure) = result.outcome else {
          Issue.record("it succeeded")
          return
        }
        #expect(failure.class == expected.class, "\(result.receipts.map(\.errorText))")
        if expected.line != nil { #expect(failure.line == expected.line) }
      }
    }

    @Test(arguments: [
      ("x = 1\ny = (", JobFailure(.syntax, line: 2)),
      ("print(nosuch)", JobFailure(.unknownName, line: 1)),
      ("import nosuch", JobFailure(.unknownName, line: 1)),
      ("def f():\n    return {}['secret']\nf()", JobFailure(.unknownName, line: 2)),
      ("int('secret')", JobFailure(.type, line: 1)),
      ("1 / 0", JobFailure(.outOfRange, line: 1)),
      ("assert False", JobFailure(.constraint, line: 1)),
      ("open('/usr/leak', 'w')", JobFailure(.other, line: 1)),
      ("open('/in/nosuch')", JobFailure(.input, line: 1)),
      ("raise SystemExit('secret')", JobFailure(.other)),
      ("class Secret(Exception): pass\nraise Secret('x')", JobFailure(.other, line: 2)),
      ("pass", JobFailure(.outputMissing)),
      ("open('/out/x.csv', 'w')\nopen('/out/y.csv', 'w')", JobFailure(.outputRefused)),
      ("import os\nos.abort()", JobFailure(.crashed)),
    ])
    func `a script that fails`(_ code: String, _ expected: JobFailure) async throws {
      try await Fixture.with { fixture in
        let job = EngineJob(
          code: code, outputs: [EngineOutput(name: "x", format: .csv)], limits: Fixture.limits,
          outputFolder: fixture.outputs)
        let result = try await EngineRunner(runner: fixture.runner)
          .run(job, with: PythonEngine(tools: Fixture.tools))
        #expect(
          result.outcome == .failed(expected), "\(result.receipts.map(\.errorText))")
      }
    }

    @Test(arguments: [
      (SandboxExit.timedOut, JobFailure.Class.timedOut), (.cpuExceeded, .cpuExceeded),
      (.memoryExceeded, .outOfMemory), (.outputExceeded, .outputTooLarge),
      (.cancelled, .cancelled), (.signalled(9), .crashed), (.scratchExceeded, .scratchFull),
    ])
    func `an end that was forced has a class of its own`(
      _ exit: SandboxExit, _ expected: JobFailure.Class
    ) {
      let receipt = SandboxReceipt(exit: exit, limiter: .rlimit)
      #expect(TrustedQuery.failure(of: receipt) == JobFailure(expected))
    }

    @Test func `a line that is not of the code is not reported`() {
      let text = "  File \"/job/main.py\", line 999\nValueError: x\n"
      let receipt = SandboxReceipt(
        exit: .exited(1), limiter: .rlimit, standardError: Array(text.utf8))
      let failure = PythonEngine(tools: Fixture.tools).failure(of: receipt, code: "one\ntwo")
      #expect(failure == JobFailure(.type))
    }

    @Test func `a query larger than memory is out of memory or spills`() async throws {
      try await Fixture.with { fixture in
        var limits = Fixture.limits
        limits.memoryBytes = 64 << 20
        limits.scratchBytes = 8 << 20
        let code = "CREATE TABLE t AS SELECT range AS a, random() AS b FROM range(30000000);"
        let outputs = [EngineOutput(name: "o", query: "SELECT 1")]
        let result = try await fixture.sql(code, outputs: outputs, limits: limits)
        let allowed: [EngineResult.Outcome] = [
          .failed(JobFailure(.outOfMemory)), .failed(JobFailure(.outOfMemory, line: 1)),
          .failed(JobFailure(.scratchFull, line: 1)),
        ]
        #expect(allowed.contains(result.outcome), "\(result.outcome)")
      }
    }
  }
}
