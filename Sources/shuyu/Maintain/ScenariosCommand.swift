// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Core
import Foundation
import Platform
import Scenarios

/// Plays the scenarios of the clauses, and shows that each control is what refuses.
struct ScenariosCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scenarios", abstract: "法规场景 / play the scenarios of the clauses",
    discussion: """
      Each scenario is played on a real platform in a scratch folder: the case within the rule is \
      allowed, the case against it is refused for the reasons written, citing the clauses. \
      With --switch-off its control is taken away in turn and the refused case must then fail; a \
      control that survives is named. Files are described in Scenarios/README.md.

      Exit status: 0 all as written, 1 something differs or a control survives, 65 a file is wrong.
      """)

  @Option(help: "only this place, such as ezhou")
  var place: String?

  @Flag(help: "switch each control off in turn as well")
  var switchOff = false

  @Flag(help: "print JSON only: a list of objects, one for each scenario")
  var json = false

  @Option(help: "the folder of the scenarios")
  var scenarios = "Scenarios"

  @Option(help: "the folder with the rules of the places")
  var regulations = "Regulations"

  @Argument(help: "only these files, such as ezhou/call.yaml")
  var files: [String] = []

  func run() async throws {
    let rules = try Rules(folder: regulations)
    let chosen: ScenarioLibrary
    do {
      chosen = try library(rules)
    } catch let error as ScenarioError {
      Self.say(error.description)
      throw ExitCode(65)
    }
    let wanted = chosen.scenarios.filter(isWanted)
    guard !wanted.isEmpty else { throw ValidationError("there is no such scenario") }
    let scratch = FileManager.default.temporaryDirectory
      .appending(path: "shuyu-scenarios-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    let runner = ScenarioRunner(
      rules: ScenarioRules(
        registry: .shuyu, profiles: rules.profiles, coverage: rules.coverage,
        calendar: rules.calendar), scratch: scratch, switchesOff: switchOff, progress: Self.say)
    let results: [ScenarioResult]
    do {
      results = try await runner.run(wanted, chains: chosen.chains)
    } catch let problem as ScenarioProblem {
      Self.say("\(problem)")
      throw ExitCode(1)
    }
    if json { print(try JSON(encoding: results).canonicalText) } else { summarise(results) }
    guard results.allSatisfy(\.passed) else { throw ExitCode(1) }
  }

  private func library(_ rules: Rules) throws -> ScenarioLibrary {
    let library = try ScenarioLibrary(folder: URL(filePath: scenarios))
    let problems = library.problems(ScenarioCheck(registry: .shuyu, coverage: rules.coverage))
    let shown = problems.filter { place == nil || $0.file.hasPrefix("\(place ?? "")/") }
    guard shown.isEmpty else { throw ScenarioError(problems: shown) }
    return library
  }

  private func isWanted(_ scenario: ClauseScenario) -> Bool {
    guard place == nil || scenario.place == place else { return false }
    return files.isEmpty
      || files.contains { $0 == scenario.file || $0.hasSuffix("/\(scenario.file)") }
  }

  private func summarise(_ results: [ScenarioResult]) {
    let clauses = Set(results.flatMap(\.clauses)).count
    let failed = results.filter { !$0.passed }
    print("\(results.count) scenarios of \(clauses) clauses, \(failed.count) failed")
    if switchOff {
      print("\(results.count { $0.switchedOff == true }) controls shown by switching them off")
    }
    for result in failed {
      print("failed: \(result.file) `\(result.control)`")
      for problem in result.problems { print("  \(problem)") }
    }
  }

  /// Tells whoever waits.
  private static func say(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
  }
}
