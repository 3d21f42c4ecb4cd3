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
      _ made: String, columns: [String] = ["kwh", "made"]
    ) async throws -> (evaluation: ReleaseEvaluation, formulas: [String]) {
      var result: (ReleaseEvaluation, [String])?
      try await ReleaseTests.with { fixture in
        let job = try fixture.makeJob(
          "one",
          source: "CREATE TABLE r AS SELECT uscc, district, kwh, \(made) AS made FROM power;",
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

    @Test(arguments: ["kwh * 3 + 1", "kwh"])
    func `a column of its own is not, nor the same column`(made: String) async throws {
      let (evaluation, formulas) = try await evaluation(made)
      #expect(formulas.isEmpty)
      #expect(evaluation.isApprovable)
    }
  }
}
