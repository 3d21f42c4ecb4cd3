// SPDX-License-Identifier: Apache-2.0
import Cryptography
import DisclosureControl
import EgressCheck
import Foundation
import Logging
import Sandbox
import Testing

/// Everything that runs checks in the sandbox; skipped visibly where its tools are missing.
@Suite(.enabled(if: EgressFixture.isPossible))
enum EgressCheckTests {}

/// A folder with input files and a specification, removed at the end of a test.
struct EgressFixture {
  let folder: URL

  static let project = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  static let tools = SandboxTools(folder: project.appending(path: ".tools").path)
  static let isPossible = tools.missing.isEmpty

  static func with<Result>(
    _ body: (EgressFixture) async throws -> Result
  ) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "egress-\(UInt64.random(in: 0...UInt64.max))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(EgressFixture(folder: folder))
  }

  func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: folder.appending(path: name))
  }

  /// Writes rows of fields as CSV.
  func csv(_ name: String, _ header: [String], _ rows: [[String]]) throws {
    let lines = ([header] + rows).map { row in
      row.map { field in
        field.contains(where: { ",\"\n\r".contains($0) })
          ? "\""
            + field.split(separator: "\"", omittingEmptySubsequences: false)
            .joined(separator: "\"\"") + "\"" : field
      }.joined(separator: ",")
    }
    try write(name, lines.joined(separator: "\n") + "\n")
  }

  /// Runs DuckDB in the folder.
  func duckdb(_ sql: String) throws {
    var call = HostProgram.Call(
      Self.project.appending(path: ".tools/duckdb").path, ["-bail", "-c", sql])
    call.folder = folder.path
    try #require(try HostProgram(call).wait() == 0)
  }

  /// A checker over the sandbox.
  var checker: EgressChecker { checker(salt: "") }

  /// A checker over the sandbox whose sample is drawn by a salt.
  func checker(salt: String) -> EgressChecker {
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    return EgressChecker(
      runner: SandboxRunner(tools: Self.tools, logger: logger), random: SeededRandom(seed: 7),
      salt: salt)
  }

  /// Checks a specification that is written beside the inputs.
  func check(_ spec: String, release: String? = nil) async throws -> CheckAnswer {
    try write("spec.json", spec)
    return try await checker.check(
      specification: folder.appending(path: "spec.json").path,
      release: release.map { folder.appending(path: $0).path })
  }

  /// The problem a specification is refused with.
  func problem(_ spec: String) async throws -> SpecProblem? {
    do {
      _ = try await check(spec)
      return nil
    } catch let problem as SpecProblem {
      return problem
    }
  }
}

extension CheckAnswer {
  /// The objections of a rule.
  func of(_ rule: CheckRule) -> [CheckFinding] { findings.filter { $0.rule == rule } }

  /// The objections of a rule that fail.
  func fails(_ rule: CheckRule) -> [CheckFinding] {
    of(rule).filter { $0.severity == .fail }
  }

  /// The cells of a rule's failing objections, as JSON.
  func cells(_ rule: CheckRule) -> Set<String> {
    Set(fails(rule).compactMap { $0.location["cell"]?.json })
  }
}
