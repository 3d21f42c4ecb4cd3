// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Core
import Cryptography
import Foundation
import Logging
import Sandbox
import Work

/// Tries to break out of the sandbox on this machine, and says which layer refused each try.
struct BatteryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "battery",
    abstract: "逃逸试验 / try to break out of the sandbox on this machine",
    discussion: """
      Each try runs as a registered program would; run it as each user that the domain may run as. \
      With --unsandboxed the tries that do no harm run as plain programs: they succeed, which \
      shows that the battery can fail. With --without-locks DuckDB runs in the sandbox without its \
      own locks: what stands behind them must hold too. With --scratch they have an encrypted \
      scratch in this folder of a disk as /tmp, as programs over large data do.

      Exit status: 0 nothing reached outside, 1 something did, 69 a tool is missing or a sandbox \
      cannot be built, 70 a try could not be judged.
      """)

  @Option(help: "duckdb or python")
  var engine: EscapeEngine

  @Flag(help: "without any wall")
  var unsandboxed = false

  @Flag(help: "without DuckDB's own locks")
  var withoutLocks = false

  @Option(help: "a folder on a disk for an encrypted scratch")
  var scratch: String?

  @Flag(help: "print JSON only")
  var json = false

  @Option(help: "the folder of DuckDB and the Python packages, filled by scripts/install-tools")
  var tools = ".tools"

  func validate() throws {
    if withoutLocks, unsandboxed || engine != .duckdb {
      throw ValidationError("--without-locks is for DuckDB in the sandbox")
    }
    if scratch != nil, unsandboxed || withoutLocks {
      throw ValidationError("--scratch is for tries with all walls")
    }
  }

  func run() async throws {
    let tools = SandboxTools(folder: URL(filePath: self.tools).absoluteURL.path)
    guard tools.missing.isEmpty else {
      try unable("missing: \(tools.missing.joined(separator: ", "))")
    }
    var logger = Logger(label: "battery")
    logger.logLevel = .critical
    let folder = "/dev/shm/shuyu-battery-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: false,
      attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let runner = SandboxRunner(tools: tools, logger: logger)
    let outcomes: [EscapeOutcome]
    do {
      outcomes = try await run(runner, in: folder)
    } catch DomainFault.scratch {
      try unable("no scratch; missing: \(tools.missingForScratch.joined(separator: ", "))")
    } catch let error as SandboxError {
      try unable(error.description)
    }
    show(outcomes)
    if outcomes.contains(where: { $0.end == .reached }) { throw ExitCode(1) }
    if outcomes.contains(where: { $0.end == .failed }) { throw ExitCode(70) }
  }

  private func run(_ runner: SandboxRunner, in folder: String) async throws -> [EscapeOutcome] {
    guard let scratch else {
      return try await EscapeBattery(runner: runner, folder: folder).run(engine, walls: walls)
    }
    let memory = MemoryFolder(path: folder)
    return try await DiskScratch(
      root: URL(filePath: scratch).absoluteURL.path, tools: runner.tools, random: SystemRandom(),
      floorBytes: 0
    ).with(in: memory, needing: 0) { mounted in
      try await EscapeBattery(runner: runner, folder: folder, scratch: mounted).run(engine)
    }
  }

  private var walls: EscapeWalls {
    unsandboxed ? .none : withoutLocks ? .sandboxOnly : .all
  }

  private func unable(_ text: String) throws -> Never {
    FileHandle.standardError.write(Data((text + "\n").utf8))
    throw ExitCode(69)
  }

  private func show(_ outcomes: [EscapeOutcome]) {
    let counts = Dictionary(grouping: outcomes, by: \.end).mapValues(\.count)
    if json {
      let tries = outcomes.map { outcome -> JSON in
        [
          "name": .string(outcome.name), "layer": .string(outcome.layer.rawValue),
          "end": .string(outcome.end.rawValue), "evidence": .string(outcome.evidence),
        ]
      }
      let report: JSON = [
        "engine": .string(engine.rawValue), "walls": .string(walls.rawValue),
        "user": .int(Int64(getuid())), "reached": .int(Int64(counts[.reached] ?? 0)),
        "refused": .int(Int64(counts[.refused] ?? 0)),
        "notTried": .int(Int64(counts[.notTried] ?? 0)),
        "failed": .int(Int64(counts[.failed] ?? 0)), "tries": .array(tries),
      ]
      print(report.canonicalText)
      return
    }
    for outcome in outcomes where outcome.end != .notTried {
      let evidence = outcome.evidence.isEmpty ? "" : " (\(outcome.evidence))"
      print("\(outcome.end.rawValue): \(outcome.name) [\(outcome.layer.rawValue)]\(evidence)")
    }
    print(
      "\(outcomes.count) tries of \(engine.rawValue) as user \(getuid()): "
        + "\(counts[.refused] ?? 0) refused, \(counts[.reached] ?? 0) reached, "
        + "\(counts[.notTried] ?? 0) not tried, \(counts[.failed] ?? 0) not judged")
  }
}

extension EscapeEngine: ExpressibleByArgument {}
