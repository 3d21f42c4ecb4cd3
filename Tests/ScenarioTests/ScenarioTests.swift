// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Platform
import Regulation
import Scenarios
import Testing

/// The project's scenarios, played on real platforms, and the file of answers beside them.
@Suite struct ScenarioTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  private static func coverage() throws -> Coverage {
    try Coverage.load(yaml: text("Regulations/coverage.yaml"), file: "coverage.yaml")
  }

  private static func library() throws -> ScenarioLibrary {
    try ScenarioLibrary(folder: root.appending(path: "Scenarios"))
  }

  private static func rules(_ places: Set<String>, _ coverage: Coverage) throws -> ScenarioRules {
    let national = try NationalRules.load(
      yaml: text("Regulations/national.yaml"), file: "national.yaml")
    var profiles: [String: Profile] = [:]
    for place in places {
      profiles[place] = try Profile.load(
        yaml: text("Regulations/\(place).yaml"), file: "\(place).yaml"
      ).resting(on: national)
    }
    let years = root.appending(path: "Regulations/calendar")
    let calendar = try FileManager.default.contentsOfDirectory(atPath: years.path)
      .filter { $0.hasSuffix(".json") }.map { name in
        try WorkingCalendarYear.parse(Array(Data(contentsOf: years.appending(path: name))))
      }
    return ScenarioRules(
      registry: .shuyu, profiles: profiles, coverage: coverage,
      calendar: try WorkingCalendar(calendar))
  }

  private static func play(
    _ scenarios: [ClauseScenario], _ chains: [String: ScenarioChain]
  ) async throws -> [ScenarioResult] {
    let scratch = FileManager.default.temporaryDirectory
      .appending(path: "shuyu-scenario-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    let rules = try rules(Set(scenarios.map(\.place)), coverage())
    return try await ScenarioRunner(
      rules: rules, scratch: scratch, switchesOff: true, progress: { _ in }
    ).run(scenarios, chains: chains)
  }

  @Test func `every scenario comes as written, and fails once its control is off`() async throws {
    let library = try Self.library()
    let results = try await Self.play(library.scenarios, library.chains)
    #expect(results.count == library.scenarios.count)
    for result in results where !result.passed {
      Issue.record("\(result.file) \(result.control): \(result.problems)")
    }
  }

  @Test func `scenarios name what the platform has, and the answers name them`() throws {
    let check = ScenarioCheck(registry: .shuyu, coverage: try Self.coverage())
    for problem in try Self.library().problems(check) { Issue.record("\(problem)") }
  }

  @Test func `every scenario that an answer names is there and shows its clause`() throws {
    let library = try Self.library()
    for (place, entry) in try Self.coverage().all {
      guard let file = entry.scenario else { continue }
      let found = library.scenarios.contains { scenario in
        scenario.file == file && scenario.place == place && scenario.control == entry.control
          && scenario.clauses.contains(entry.id)
      }
      #expect(found, "\(entry.id): no scenario in \(file) shows it by \(entry.control)")
    }
  }

  @Test func `what no scenario shows yet is listed, clause by clause`() throws {
    let listed = try NotShown.load(yaml: Self.text("Scenarios/not-shown.yaml"))
    let open = try Self.coverage().all.map(\.entry)
      .filter { $0.kind.isShownByScenario && $0.scenario == nil }.map(\.id)
    #expect(Set(open).subtracting(listed).sorted() == [], "add to Scenarios/not-shown.yaml")
    #expect(listed.subtracting(open).sorted() == [], "shown now, or answered in another way")
  }

  @Test func `a control that is not what refuses survives its switch and is named`() async throws {
    let library = try Self.library()
    let yaml = try Self.text("Scenarios/ezhou/review.yaml")
      .replacing("control: notice.period", with: "control: review.unscored")
    let scenarios = try ClauseScenario.load(yaml: yaml, file: "ezhou/review.yaml")
    let wrong = scenarios.filter { $0.clauses == ["EZ-02.6-f"] }
    let result = try #require(try await Self.play(wrong, library.chains).first)
    #expect(result.switchedOff == false)
    #expect(!result.passed)
    #expect(result.problems.contains { $0.contains("nothing changes") })
  }

  @Test func `a refusal that came for another reason is a failure`() async throws {
    let library = try Self.library()
    let yaml = try Self.text("Scenarios/ezhou/review.yaml")
      .replacing("expect: [notice.period]", with: "expect: [notice.objection.open]")
    let scenarios = try ClauseScenario.load(yaml: yaml, file: "ezhou/review.yaml")
    let wrong = scenarios.filter { $0.clauses == ["EZ-02.6-f"] }
    let result = try #require(try await Self.play(wrong, library.chains).first)
    #expect(result.refused == false)
    #expect(result.switchedOff == nil)
  }
}
