// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Cryptography
import EgressCheck
import Foundation
import Logging
import Sandbox

/// Checks an output on local files, with the engine of the platform's egress.
struct EgressCheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "检查一份产出 / check an output",
    discussion: "Exit 0 pass, 1 review, 2 fail, 64 bad specification or input.")

  @Option(help: "the specification, a JSON file; its paths are relative to it")
  var spec: String

  @Flag(help: "print JSON only")
  var json = false

  @Option(help: "where a passed or remedied table is written, with sealed evidence beside it")
  var writeRelease: String?

  @Option(help: "the folder of DuckDB, filled by scripts/install-tools")
  var tools: String?

  func run() async throws {
    var logger = Logger(label: "egress")
    logger.logLevel = .critical
    let folder = Self.absolute(tools) ?? Self.toolFolder
    let runner = SandboxRunner(tools: SandboxTools(folder: folder), logger: logger)
    let checker = EgressChecker(runner: runner, random: SystemRandom())
    let answer: CheckAnswer
    do {
      answer = try await checker.check(specification: spec, release: writeRelease)
    } catch let problem as SpecProblem {
      try refuse(problem)
    } catch let error as SandboxError {
      try refuse(
        SpecProblem("", zh: "检查无法运行：\(error)", en: "the check cannot run: \(error)"))
    }
    print(json ? answer.document.json : AnswerText.of(answer))
    throw ExitCode(answer.exitCode)
  }

  /// Says what is wrong and ends with 64.
  private func refuse(_ problem: SpecProblem) throws -> Never {
    if json {
      print(EgressChecker.document(of: problem).json)
    } else {
      FileHandle.standardError.write(Data((problem.description + "\n").utf8))
    }
    throw ExitCode(64)
  }

  /// A folder as the caller names it; the sandbox takes no relative paths.
  static func absolute(_ folder: String?) -> String? {
    folder.map { URL(filePath: $0).standardizedFileURL.path }
  }

  /// `.tools` beside or above the current folder, or above the program.
  static var toolFolder: String {
    let program = URL(filePath: CommandLine.arguments.first ?? "shuyu").resolvingSymlinksInPath()
    for start in [URL(filePath: "."), program.deletingLastPathComponent()] {
      var folder = start.absoluteURL
      for _ in 0..<8 {
        let path = folder.appending(path: ".tools").path
        if FileManager.default.fileExists(atPath: path + "/duckdb") { return path }
        folder.deleteLastPathComponent()
      }
    }
    return URL(filePath: ".tools").absoluteURL.path
  }
}
