// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Cryptography
import EgressCheck
import Foundation
import Logging
import Sandbox

/// Refreshes a table every day over made-up people, attacks what is out, and says what it is good
/// for.
struct EgressRefreshesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "refreshes", abstract: "逐日刷新与差分攻击 / daily refreshes under attack",
    discussion: "Exit 0 when nothing was recovered, 2 otherwise.")

  @Option(help: "how many refreshes, 1 to 60")
  var days = 30

  @Option(help: "the seed of the made-up people")
  var seed: UInt64 = 1

  @Flag(help: "print JSON only")
  var json = false

  @Option(help: "the folder of DuckDB, filled by scripts/install-tools")
  var tools: String?

  func run() async throws {
    var logger = Logger(label: "egress")
    logger.logLevel = .critical
    let checker = EgressChecker(
      runner: SandboxRunner(
        tools: SandboxTools(
          folder: EgressCheckCommand.absolute(tools) ?? EgressCheckCommand.toolFolder),
        logger: logger),
      random: SystemRandom())
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "shuyu-refreshes-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let report = try await RefreshTrial(days: days, seed: seed).run(checker, folder: folder.path)
    print(json ? report.document.json : report.text)
    if report.recovered > 0 { throw ExitCode(2) }
  }
}
