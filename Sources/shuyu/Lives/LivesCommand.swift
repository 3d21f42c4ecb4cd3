// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Core
import Foundation
import Platform
import Scenarios

/// Plays the whole life of an authorisation in each place over HTTP.
struct LivesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lives", abstract: "授权全过程 / play the whole life of an authorisation in each place",
    discussion: """
      For each place a platform is started in a folder of its own, founded there, and everything \
      is done by its HTTP interface, from the first paper to the ended agreement, as \
      Scenarios/<place>/life.yaml says, and what others of the place do, such as a county, in \
      files like life-county.yaml. At the end it is stopped and its files are checked.

      Exit status: 0 every step is as it must be, 1 one is not, 3 it could not start, 65 a file is \
      wrong.
      """)

  /// Places that are played side by side.
  private static let together = 3

  @Option(help: "only this place, such as ezhou")
  var place: String?

  @Flag(help: "one JSON object a line")
  var json = false

  @Flag(help: "keep the data folders")
  var keep = false

  @Option(help: "the folder of the scenarios")
  var scenarios = "Scenarios"

  @Option(help: "the folder with the rules of the places")
  var regulations = "Regulations"

  @Option(help: "the folder with DuckDB and the Python packages")
  var tools = ".tools"

  func run() async throws {
    let begun = ContinuousClock.now
    let rules = try Rules(folder: regulations)
    let library = try library(rules)
    let lives = library.lives.filter { place == nil || place == $0.place }
    guard !lives.isEmpty else { throw ValidationError("there is no such life") }
    let report = LifeReport(isJSON: json)
    do {
      try await play(lives, library, rules, report)
    } catch let error as SetupError {
      FileHandle.standardError.write(Data("shuyu: \(error)\n".utf8))
      throw ExitCode(3)
    }
    await report.end(seconds: Double((ContinuousClock.now - begun) / .milliseconds(1)) / 1_000)
    guard await report.failures == 0 else { throw ExitCode(1) }
  }

  private func play(
    _ lives: [ScenarioLife], _ library: ScenarioLibrary, _ rules: Rules, _ report: LifeReport
  ) async throws {
    var waiting = lives.compactMap { life -> LifeRun? in
      guard let chain = library.chains[life.place],
        let founder = rules.profiles[life.place].flatMap(Founder.demonstration)
      else { return nil }
      return LifeRun(
        life: life, chain: chain.living(life), founder: founder, regulations: regulations,
        tools: tools, keeps: keep)
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<Self.together {
        guard let run = waiting.popLast() else { break }
        group.addTask { try await run.play(report) }
      }
      while try await group.next() != nil {
        guard let run = waiting.popLast() else { continue }
        group.addTask { try await run.play(report) }
      }
    }
  }

  private func library(_ rules: Rules) throws -> ScenarioLibrary {
    do {
      let library = try ScenarioLibrary(folder: URL(filePath: scenarios))
      let check = ScenarioCheck(registry: .shuyu, coverage: rules.coverage)
      let problems = library.lives.filter { place == nil || $0.place == place }
        .flatMap { life in library.chains[life.place].map { check.problems(of: life, in: $0) } ?? []
        }
      guard problems.isEmpty else { throw ScenarioError(problems: problems) }
      return library
    } catch let error as ScenarioError {
      FileHandle.standardError.write(Data("\(error)\n".utf8))
      throw ExitCode(65)
    }
  }
}
