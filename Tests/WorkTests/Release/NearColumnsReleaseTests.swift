// SPDX-License-Identifier: Apache-2.0
import Core
import DisclosureControl
import Platform
import Testing
import Work

extension WorkTests {
  /// A job makes a column that is another but for one enterprise, and asks for both sums.
  @Suite struct NearColumnsReleaseTests {
    private static func spec(_ columns: [String]) -> ReleaseSpec {
      ReleaseSpec(
        TabulationSpec(
          dimensions: ["district"],
          measures: columns.map { MeasureDeclaration(function: "sum", column: $0) },
          subject: "uscc", filters: [], margins: false))
    }

    /// Evaluates a table over what a job made of the grant.
    private func evaluation(
      _ made: String, columns: [String] = ["kwh", "made"], district: String = "district",
      numbers: [String: String] = [:]
    ) async throws -> (evaluation: ReleaseEvaluation, formulas: [String]) {
      var result: (ReleaseEvaluation, [String])?
      try await ReleaseTests.with(numbers: numbers) { fixture in
        let job = try fixture.makeJob(
          "one",
          source: """
            CREATE TABLE r AS SELECT uscc, \(district) AS district, kwh, \(made) AS made FROM power
              WHERE uscc LIKE 'U%' OR \(district == "district");
            """,
          outputs: [
            DeclaredOutput(
              name: "o", query: "SELECT uscc, district, kwh, made FROM r", format: .parquet)
          ])
        try await JobWorker(parts: fixture.parts).round()
        let output = try #require(
          try fixture.platform.find(Job.self, job).outputs.first, "\(fixture.platform.reports)")
        let id = try fixture.makeRelease(
          "near", .tabulation, Self.spec(columns), output: output)
        try await fixture.releases().round()
        let release = try fixture.platform.find(Release.self, id)
        let evidence = try fixture.evidence(release)
        let formulas = evidence["differences"]?.array?.compactMap { $0["formula"]?.string } ?? []
        result = (try #require(release.evaluation), formulas)
      }
      return try #require(result)
    }

    @Test(arguments: ["0", "NULL", "7"])
    func `a column that differs for one is stopped`(value: String) async throws {
      let (evaluation, formulas) = try await evaluation(
        "CASE WHEN uscc = 'U4' THEN \(value) ELSE kwh END")
      #expect(formulas == [DisclosureFormula.columnsDifferBelow.rawValue])
      #expect(evaluation.verdict == .fail && !evaluation.isApprovable)
      #expect(evaluation.findings.contains { $0.rule == "differencing" })
    }

    /// Eight of one district and twelve of the other; only the second is shown.
    private static let eight = "CASE WHEN kwh < 108 THEN 'few' ELSE 'most' END"

    @Test func `a cell that is withheld anyway stops nothing`() async throws {
      let (evaluation, formulas) = try await evaluation(
        "CASE WHEN uscc = 'U4' THEN 0 ELSE kwh END", district: Self.eight,
        numbers: ["contributorsMin": "10"])
      #expect(formulas.isEmpty && evaluation.withheld == 1)
      #expect(evaluation.isApprovable && evaluation.contentObject != nil)
    }

    @Test func `a cell that is shown beside one that is withheld stops the table`() async throws {
      let (evaluation, formulas) = try await evaluation(
        "CASE WHEN uscc IN ('U4', 'U14') THEN 0 ELSE kwh END", district: Self.eight,
        numbers: ["contributorsMin": "10"])
      #expect(formulas == [DisclosureFormula.columnsDifferBelow.rawValue])
      #expect(evaluation.withheld == 1 && !evaluation.isApprovable)
    }

    @Test(arguments: ["kwh * 3 + 1", "kwh"])
    func `a column of its own is not, nor the same column`(made: String) async throws {
      let (evaluation, formulas) = try await evaluation(made)
      #expect(formulas.isEmpty)
      #expect(evaluation.isApprovable)
    }
  }
}
