// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc

/// Makes every try of an engine and says what came of each.
///
/// With all walls a try runs as a registered program does. With none it runs as a plain program of
/// the host; only tries that do no harm there are made.
package struct EscapeBattery: Sendable {
  private let runner: SandboxRunner
  private let folder: String
  private let scratch: EncryptedScratch?

  /// Makes a battery; the folder is on memory, of mode 0700, and the battery's own. With a scratch
  /// the tries have it as `/tmp`.
  package init(runner: SandboxRunner, folder: String, scratch: EncryptedScratch? = nil) {
    self.runner = runner
    self.folder = folder
    self.scratch = scratch
  }

  /// Makes the tries of an engine, in order.
  ///
  /// - Throws: ``SandboxError`` when a sandbox could not be built, or DuckDB's own locks are to be
  ///   taken away from Python, which has none.
  package func run(
    _ engine: EscapeEngine, walls: EscapeWalls = .all
  ) async throws -> [EscapeOutcome] {
    let tries = EscapeTry.all(of: engine)
    switch (engine, walls) {
    case (.python, .all): return try await python(tries)
    case (.duckdb, .all): return try await duckdb(tries)
    case (.duckdb, .sandboxOnly):
      return try await controls(tries) { String(decoding: try await bare($0), as: UTF8.self) }
    case (.python, .sandboxOnly):
      throw SandboxError.specification("Python has no locks of its own to be taken away")
    case (.python, .none): return try pythonOutside(tries)
    case (.duckdb, .none): return try await controls(tries) { try outside($0) }
    }
  }

  // MARK: Python

  private func python(_ tries: [EscapeTry]) async throws -> [EscapeOutcome] {
    let bodies = tries.enumerated().compactMap { index, item -> (Int, String)? in
      if case .body(let text) = item.form { (index, text) } else { nil }
    }
    let receipt = try await ran(
      PythonTries(bodies: bodies.map(\.1)).script, SandboxLimits(outputTextBytes: 1 << 20), [])
    let ends = PythonTries.ends(String(decoding: receipt.standardOutput, as: UTF8.self))
    var outcomes = tries.map { EscapeOutcome($0, .failed) }
    for (number, body) in bodies.enumerated() {
      guard let (end, evidence) = ends[number] else { continue }
      outcomes[body.0] = EscapeOutcome(tries[body.0], end, evidence)
    }
    for (index, item) in tries.enumerated() {
      guard case .script(let code, let limits, let isHeld) = item.form else { continue }
      let receipt = try await ran(code, limits, ["good"])
      let evidence = EscapeBattery.evidence(receipt)
      outcomes[index] = EscapeOutcome(item, isHeld(receipt) ? .refused : .reached, evidence)
    }
    return outcomes
  }

  private func ran(
    _ code: String, _ limits: SandboxLimits, _ names: Set<String>
  ) async throws -> SandboxReceipt {
    try await withOutputs { outputs in
      var job = EngineJob(
        code: code, outputs: [EngineOutput(name: "unused")], limits: limits,
        outputFolder: outputs)
      job.scratch = scratch
      var spec = try PythonEngine(tools: runner.tools).spec(for: job, outputFolder: outputs)
      spec.outputs.names = names
      spec.outputs.filesMax = 4
      return try await runner.run(spec)
    }
  }

  private static func evidence(_ receipt: SandboxReceipt) -> String {
    if case .refused(let refusal) = receipt.outputs { return refusal.rawValue }
    return switch receipt.exit {
    case .exited(let status): "exit\(status)"
    case .signalled(let number): "signal\(number)"
    case .timedOut: "timedOut"
    case .cpuExceeded: "cpuExceeded"
    case .memoryExceeded: "memoryExceeded"
    case .outputExceeded: "outputExceeded"
    case .scratchExceeded: "scratchExceeded"
    case .cancelled: "cancelled"
    }
  }

  private func pythonOutside(_ tries: [EscapeTry]) throws -> [EscapeOutcome] {
    let bodies = tries.enumerated().compactMap { index, item -> (Int, String)? in
      if item.isControl, case .body(let text) = item.form { (index, text) } else { nil }
    }
    let text = try program(
      runner.tools.python, ["-I", "-S", "-c", PythonTries(bodies: bodies.map(\.1)).script], "")
    let ends = PythonTries.ends(text)
    var outcomes = tries.map { EscapeOutcome($0, .notTried) }
    for (number, body) in bodies.enumerated() {
      let (end, evidence) = ends[number] ?? (.failed, "")
      outcomes[body.0] = EscapeOutcome(tries[body.0], end, evidence)
    }
    return outcomes
  }

  // MARK: DuckDB

  private func duckdb(_ tries: [EscapeTry]) async throws -> [EscapeOutcome] {
    var outcomes: [EscapeOutcome] = []
    for item in tries {
      switch item.form {
      case .sql(let code): outcomes.append(try await sql(item, code, SandboxLimits()))
      case .heavy(let code, let limits): outcomes.append(try await sql(item, code, limits))
      case .body, .script: outcomes.append(EscapeOutcome(item, .notTried))
      }
    }
    return outcomes
  }

  private func sql(
    _ item: EscapeTry, _ code: String, _ limits: SandboxLimits
  ) async throws -> EscapeOutcome {
    let result = try await withOutputs { outputs in
      var job = EngineJob(
        code: code + "\n",
        outputs: [EngineOutput(name: "o", format: .csv, query: "SELECT 1 AS one")],
        limits: limits, outputFolder: outputs)
      job.scratch = scratch
      return try await EngineRunner(runner: runner).run(
        job, with: DuckDBEngine(tools: runner.tools))
    }
    switch result.outcome {
    case .finished: return EscapeOutcome(item, .reached)
    case .failed(let failure): return EscapeOutcome(item, .refused, failure.class.rawValue)
    }
  }

  /// Makes the tries that select or print `reached` where they could.
  private func controls(
    _ tries: [EscapeTry], _ run: (String) async throws -> String
  ) async throws -> [EscapeOutcome] {
    var outcomes: [EscapeOutcome] = []
    for item in tries {
      guard item.isControl, case .sql(let code) = item.form else {
        outcomes.append(EscapeOutcome(item, .notTried))
        continue
      }
      let text = try await run(code + "\n")
      outcomes.append(EscapeOutcome(item, text.contains("reached") ? .reached : .refused))
    }
    return outcomes
  }

  private static let bareArguments = ["-batch", "-no-init", "-csv", "-noheader"]

  private func bare(_ code: String) async throws -> [UInt8] {
    let spec = SandboxSpec(
      executable: DuckDBEngine.program, arguments: Self.bareArguments + [":memory:"],
      readOnlyBinds: DuckDBEngine.binds(runner.tools), standardInput: .bytes(Array(code.utf8)))
    return try await runner.run(spec).standardOutput
  }

  private func outside(_ code: String) throws -> String {
    try program(runner.tools.duckdb, Self.bareArguments + [":memory:"], code)
  }

  // MARK: Both

  /// Runs a program of the host to its end; a try's text is small enough for the pipe.
  private func program(_ path: String, _ arguments: [String], _ input: String) throws -> String {
    var call = HostProgram.Call(path, arguments)
    call.folder = folder
    call.streams.errors = .nothing
    return try HostProgram.run(call, input: input).output
  }

  private func withOutputs<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    let outputs = folder + "/try"
    guard mkdir(outputs, 0o700) == 0 else { throw SandboxError.system("make a folder", errno) }
    defer { try? FileManager.default.removeItem(atPath: outputs) }
    return try await body(outputs)
  }
}
