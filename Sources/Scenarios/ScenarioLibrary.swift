// SPDX-License-Identifier: Apache-2.0
package import Foundation

/// The scenarios of a folder: one folder for each place, with its `chain.yaml`.
package struct ScenarioLibrary: Sendable {
  /// The chain of each place.
  package let chains: [String: ScenarioChain]
  /// The whole life of an authorisation in each place that has one.
  package let lives: [String: ScenarioLife]
  /// The scenarios in the order of their files.
  package let scenarios: [ClauseScenario]

  /// The file of a place's people and stages.
  package static let chainFile = "chain.yaml"
  /// The file of the whole life of an authorisation in a place.
  package static let lifeFile = "life.yaml"

  /// Reads a folder; everything that is wrong is reported at once.
  package init(folder: URL) throws {
    var chains: [String: ScenarioChain] = [:]
    var lives: [String: ScenarioLife] = [:]
    var scenarios: [ClauseScenario] = []
    var problems: [ScenarioProblem] = []
    for file in try Self.files(folder) {
      let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
      do {
        if file.hasSuffix("/\(Self.chainFile)") {
          let chain = try ScenarioChain.load(yaml: text, file: file)
          chains[chain.place] = chain
        } else if file.hasSuffix("/\(Self.lifeFile)") {
          let life = try ScenarioLife.load(yaml: text, file: file)
          lives[life.place] = life
        } else {
          scenarios += try ClauseScenario.load(yaml: text, file: file)
        }
      } catch {
        problems += error.problems
      }
    }
    let places = scenarios.map { ($0.place, $0.file) } + lives.values.map { ($0.place, $0.file) }
    for (place, file) in places where chains[place] == nil && problems.isEmpty {
      problems.append(
        ScenarioProblem(file: file, line: 0, message: "\(place) has no \(Self.chainFile)"))
    }
    guard problems.isEmpty else { throw ScenarioError(problems: problems) }
    self.chains = chains
    self.lives = lives
    self.scenarios = scenarios
  }

  /// What is wrong with the scenarios by the platform's declarations and answers.
  package func problems(_ check: ScenarioCheck) -> [ScenarioProblem] {
    chains.keys.sorted().compactMap { chains[$0] }.flatMap(check.problems)
      + scenarios.flatMap { scenario in
        chains[scenario.place].map { check.problems(of: scenario, in: $0) } ?? []
      }
      + lives.keys.sorted().compactMap { lives[$0] }.flatMap { life in
        chains[life.place].map { check.problems(of: life, in: $0) } ?? []
      }
  }

  /// The YAML files of each place's folder, in order.
  private static func files(_ folder: URL) throws -> [String] {
    let manager = FileManager.default
    return try manager.contentsOfDirectory(atPath: folder.path).sorted().flatMap { place in
      let path = folder.appending(path: place)
      let kind = try path.resourceValues(forKeys: [.isDirectoryKey])
      guard kind.isDirectory == true else { return [String]() }
      return try manager.contentsOfDirectory(atPath: path.path).sorted()
        .filter { $0.hasSuffix(".yaml") }.map { "\(place)/\($0)" }
    }
  }
}
