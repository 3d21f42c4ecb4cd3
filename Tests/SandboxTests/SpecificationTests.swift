// SPDX-License-Identifier: Apache-2.0
import Glibc
import Sandbox
import Testing

extension SandboxTests {
  /// What is refused before anything is started, and machines that lack something.
  @Suite struct SpecificationTests {
    private static let good = SandboxSpec(
      executable: "/engine/duckdb", arguments: ["-version"],
      readOnlyBinds: [Bind(Fixture.tools.duckdb, at: "/engine/duckdb")])

    private static let changes: [@Sendable (inout SandboxSpec) -> Void] = [
      { $0.limits.memoryBytes = 0 },
      { $0.limits.scratchBytes = 1 },
      { $0.limits.outputBytes = .max },
      { $0.limits.processesMax = 0 },
      { $0.limits.cpuSeconds = 0 },
      { $0.limits.wallClock = .zero },
      { $0.limits.outputTextBytes = -1 },
      { $0.executable = "duckdb" },
      { $0.executable = "/engine/../duckdb" },
      { $0.arguments = [String(repeating: "x", count: 70_000)] },
      { $0.arguments = ["a\u{0}b"] },
      { $0.environment = ["A=B": "c"] },
      { $0.environment = ["": "c"] },
      { $0.readOnlyBinds.append(Bind("relative")) },
      { $0.readOnlyBinds.append(Bind("/usr/../etc", at: "/etc")) },
      { $0.files = [StagedFile(path: "job", text: "")] },
      { $0.files = [StagedFile(path: "/job/x", bytes: Array(repeating: 0, count: 17 << 20))] },
      { $0.files = Array(repeating: StagedFile(path: "/job/x", text: ""), count: 17) },
      { $0.inputs = [InputFile(name: "../x", path: "/dev/shm/x")] },
      { $0.inputs = Array(repeating: InputFile(name: "a", path: "/dev/shm/x"), count: 2) },
      { $0.outputs = OutputRule(folder: "/dev/shm/does-not-exist") },
    ]

    @Test(arguments: changes.indices)
    func `a specification out of bounds is refused`(_ index: Int) async throws {
      try await Fixture.with { fixture in
        var spec = Self.good
        Self.changes[index](&spec)
        do {
          _ = try await fixture.runner.run(spec)
          Issue.record("it ran")
        } catch SandboxError.specification(let text) {
          #expect(text.count > 10)
        }
      }
    }

    @Test func `the specification the others are changed from runs`() async throws {
      try await Fixture.with { fixture in
        let receipt = try await fixture.runner.run(Self.good)
        #expect(receipt.exit.isSuccess)
        #expect(receipt.outputText.hasPrefix("v1."))
      }
    }

    @Test func `an input that others may not read is refused by name`() async throws {
      try await Fixture.with { fixture in
        let input = try fixture.input("data.csv", "x")
        chmod(input.path, 0o400)
        var spec = Self.good
        spec.inputs = [input]
        await #expect(throws: SandboxError.unreadableInput("data.csv")) {
          _ = try await fixture.runner.run(spec)
        }
      }
    }

    @Test func `an input that is a link or a folder is refused`() async throws {
      try await Fixture.with { fixture in
        symlink("/etc/passwd", fixture.inputs + "/link")
        for path in [fixture.inputs + "/link", fixture.inputs] {
          var spec = Self.good
          spec.inputs = [InputFile(name: "x", path: path)]
          await #expect(throws: SandboxError.unreadableInput("x")) {
            _ = try await fixture.runner.run(spec)
          }
        }
      }
    }

    @Test func `an output folder that others may enter is refused`() async throws {
      try await Fixture.with { fixture in
        chmod(fixture.outputs, 0o755)
        var spec = Self.good
        spec.outputs = OutputRule(folder: fixture.outputs)
        await #expect(throws: SandboxError.outputNotPrivate) {
          _ = try await fixture.runner.run(spec)
        }
      }
    }

    @Test func `a missing bind is told by its place`() async throws {
      try await Fixture.with { fixture in
        var spec = Self.good
        spec.readOnlyBinds.append(Bind("/does/not/exist"))
        do {
          _ = try await fixture.runner.run(spec)
          Issue.record("it ran")
        } catch SandboxError.staging(let step, _, let error) {
          #expect(step == "bind")
          #expect(error == ENOENT)
        }
      }
    }

    @Test func `missing tools are named`() async throws {
      let tools = SandboxTools(folder: "/nowhere", bubblewrap: "/nowhere/bwrap")
      #expect(tools.missing == ["bubblewrap", "DuckDB", "Python libraries"])
    }

    @Test func `without control groups the limits of each process hold`() async throws {
      try await Fixture.with { fixture in
        let runner = fixture.runnerWithoutControlGroups
        var limits = Fixture.limits
        limits.memoryBytes = 64 << 20
        limits.cpuSeconds = 1
        let engine = PythonEngine(tools: Fixture.tools)
        func run(_ script: String) async throws -> SandboxReceipt {
          let job = EngineJob(
            code: script, outputs: [EngineOutput(name: "none")], limits: limits,
            outputFolder: fixture.outputs)
          return try await runner.run(engine.spec(for: job, outputFolder: fixture.outputs))
        }
        let hog = try await run("hoard = []\nwhile True: hoard.append(bytearray(1 << 20))")
        #expect(hog.limiter == .rlimit)
        #expect(hog.errorText.contains("MemoryError"))
        let spinner = try await run("import os\nos.fork()\nos.fork()\nwhile True: pass")
        #expect(spinner.exit == .cpuExceeded)
        let forks = try await run("import os\nfor _ in range(100): os.fork()")
        #expect(!forks.exit.isSuccess)
        #expect(await fixture.leftovers() == [])
      }
    }
  }
}
