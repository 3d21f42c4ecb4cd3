// SPDX-License-Identifier: Apache-2.0
package import Foundation

/// The scenarios of a folder: one folder for each place, with its `chain.yaml`.
package struct ScenarioLibrary: Sendable {
  /// The chain of each place.
  package let chains: [String: ScenarioChain]
  /// The whole lives of authorisations, in the order of their files.
  package let lives: [ScenarioLife]
  /// The scenarios in the order of their files.
  package let scenarios: [ClauseScenario]

  /// The file of a place's people and stages.
  package static let chainFile = "chain.yaml"
  /// With what the files of whole lives begin: `life.yaml`, and such as `life-county.yaml`.
  package static let lifeFile = "life"

  /// Reads a folder; everything that is wrong is reported at once.
  package init(folder: URL) throws {
    var chains: [String: ScenarioChain] = [:]
    var lives: [ScenarioLife] = []
    var scenarios: [ClauseScenario] = []
    var problems: [ScenarioProblem] = []
    for file in try Self.files(folder) {
      let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
      do {
        if file.hasSuffix("/\(Self.chainFile)") {
          let chain = try ScenarioChain.load(yaml: text, file: file)
          chains[chain.place] = chain
        } else if Self.isLife(file) {
          lives.append(try ScenarioLife.load(yaml: text, file: file))
        } else {
          scenarios += try ClauseScenario.load(yaml: text, file: file)
        }
      } catch {
        problems += error.problems
      }
    }
    let places = scenarios.map { ($0.place, $0.file) } + lives.map { ($0.place, $0.file) }
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
      + lives.flatMap { life in
        chains[life.place].map { check.problems(of: life, in: $0) } ?? []
      }
  }

  private static func isLife(_ file: String) -> Bool {
    let name = file.drop { $0 != "/" }.dropFirst()
    return name == "\(lifeFile).yaml" || name.hasPrefix("\(lifeFile)-")
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
