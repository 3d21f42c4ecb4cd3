// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc
import Logging
import Sandbox

/// The machine's tools, and a private folder in memory that is removed at the end of a test.
struct Fixture {
  let folder: String
  let runner: SandboxRunner

  static let tools = SandboxTools(folder: project + "/.tools")

  /// Whether bubblewrap, DuckDB and Python are here; tests are skipped visibly without them.
  static let isPossible = tools.missing.isEmpty

  private static let project = {
    let file = URL(fileURLWithPath: #filePath)
    return file.deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().path
  }()

  /// Runs a test's body with a fresh fixture.
  static func with<Result>(_ body: (Fixture) async throws -> Result) async throws -> Result {
    let folder = "/dev/shm/shuyu-test-\(getpid())-\(UInt64.random(in: 0...UInt64.max))"
    guard mkdir(folder, 0o700) == 0 else { throw SandboxError.system("mkdir", errno) }
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    let fixture = Fixture(folder: folder, runner: SandboxRunner(tools: tools, logger: logger))
    defer { try? FileManager.default.removeItem(atPath: fixture.cipher) }
    guard mkdir(fixture.outputs, 0o700) == 0, mkdir(fixture.inputs, 0o700) == 0 else {
      throw SandboxError.system("mkdir", errno)
    }
    return try await body(fixture)
  }

  var outputs: String { folder + "/outputs" }
  var inputs: String { folder + "/inputs" }

  /// The names in the output folder, sorted.
  var outputNames: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: outputs)) ?? ["unreadable"]).sorted()
  }

  /// The tries to break out, in this fixture's folder.
  var battery: EscapeBattery { EscapeBattery(runner: runner, folder: folder) }

  /// A runner as on a machine without control groups.
  var runnerWithoutControlGroups: SandboxRunner {
    SandboxRunner(tools: Self.tools, logger: Logger(label: "test"), usesControlGroups: false)
  }

  /// A small job's bounds.
  static let limits = SandboxLimits(
    memoryBytes: 512 << 20, scratchBytes: 64 << 20, outputBytes: 16 << 20, processesMax: 32,
    cpuSeconds: 20, wallClock: .seconds(30))

  /// Runs a Python script that declares no outputs.
  func python(
    _ script: String, limits: SandboxLimits = limits, names: Set<String>? = [],
    scratch: EncryptedScratch? = nil
  ) async throws -> SandboxReceipt {
    let engine = PythonEngine(tools: Self.tools)
    let job = EngineJob(
      code: script, outputs: [EngineOutput(name: "unused")], limits: limits,
      outputFolder: outputs)
    var spec = try engine.spec(for: job, outputFolder: outputs)
    spec.outputs.names = names
    spec.outputs.filesMax = 64
    spec.scratch = scratch
    return try await runner.run(spec)
  }

  /// Makes an input file of mode 0444.
  func input(_ name: String, _ text: String) throws -> InputFile {
    let path = inputs + "/" + name
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    guard chmod(path, 0o444) == 0 else { throw SandboxError.system("chmod", errno) }
    return InputFile(name: name, path: path)
  }

  /// Makes a Parquet table of the rows of a query.
  func table(_ name: String, query: String) async throws -> EngineInput {
    let file = name + ".parquet"
    let receipt = try await TrustedQuery(
      sql: "COPY (\(query)) TO '/out/\(file)' (FORMAT parquet)",
      outputs: OutputRule(folder: inputs, names: [file]), limits: Self.limits
    ).run(with: runner)
    guard receipt.exit.isSuccess else {
      throw SandboxError.specification(receipt.errorText)
    }
    return EngineInput(table: name, path: inputs + "/" + file)
  }

  /// Runs SQL over tables with the DuckDB engine.
  func sql(
    _ code: String, over tables: [EngineInput] = [], outputs declared: [EngineOutput],
    limits: SandboxLimits = limits
  ) async throws -> EngineResult {
    let job = EngineJob(
      code: code, inputs: tables, outputs: declared, limits: limits, outputFolder: outputs)
    return try await EngineRunner(runner: runner).run(job, with: DuckDBEngine(tools: Self.tools))
  }

  /// The text of an output.
  func output(_ name: String) throws -> String {
    try String(contentsOfFile: outputs + "/" + name, encoding: .utf8)
  }
}

extension SandboxReceipt {
  var outputText: String { String(decoding: standardOutput, as: UTF8.self) }
  var errorText: String { String(decoding: standardError, as: UTF8.self) }
}

extension Fixture {
  /// What jobs of this process have left on the machine: control groups, mounts, children.
  ///
  /// Jobs of other suites of this process come and go meanwhile: what was left is there at the
  /// first look and at every later one, so what is missing once is no leftover.
  func leftovers() async -> [String] {
    let deadline = ContinuousClock.now + .seconds(900)
    var remaining = Self.present
    while !remaining.isEmpty, ContinuousClock.now < deadline {
      await Task.yield()
      remaining.formIntersection(Self.present)
    }
    return remaining.sorted()
  }

  private static var present: Set<String> {
    var found: Set<String> = []
    let mounts = (try? String(contentsOfFile: "/proc/self/mountinfo", encoding: .utf8)) ?? ""
    found.formUnion(
      mounts.split(separator: "\n").filter { $0.contains("/tmp/output") }.map(String.init))
    for group in groupFolders(mounts) {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: group)) ?? []
      found.formUnion(names.filter { $0.hasPrefix("shuyu-job-\(getpid())-") })
    }
    let numbers = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    for number in numbers.compactMap({ pid_t($0) }) {
      let status = (try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8)) ?? ""
      if status.contains("(bwrap)"), status.contains(" \(getpid()) ") {
        found.insert("process \(number)")
      }
    }
    return found
  }

  private static func groupFolders(_ mounts: String) -> Set<String> {
    let membership = (try? String(contentsOfFile: "/proc/self/cgroup", encoding: .utf8)) ?? ""
    let layout = ControlGroupLayout(mounts: mounts, membership: membership) {
      FileManager.default.fileExists(atPath: $0)
    }
    return Set(layout.controllers.values).union([layout.unified].compactMap { $0 })
  }
}
