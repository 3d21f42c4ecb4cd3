// SPDX-License-Identifier: Apache-2.0
import Core
import DisclosureControl
import Foundation
import Gateway
import Platform
import Testing
import Work

extension WorkTests {
  /// Answers about one subject that a job wrote, held against the data that it read.
  @Suite struct SubjectComparisonTests {
    private static func field(_ name: String, _ column: String) -> SubjectField {
      SubjectField(name: name, columns: [column], derivation: .value, necessity: "needed")
    }

    /// Evaluates answers from what a program wrote over a grant of enterprises.
    private func evaluated(
      _ code: String, fields: [SubjectField] = [field("use", "kwh")],
      format: OutputFormat = .parquet,
      _ body: (WorkFixture, Release) async throws -> Void
    ) async throws {
      try await ReleaseTests.with(purpose: .subjectService) { fixture in
        let declared = DeclaredOutput(name: "o", query: "SELECT * FROM r", format: format)
        let job = try fixture.makeJob("answers", source: code, outputs: [declared])
        try await JobWorker(parts: fixture.parts).round()
        let output = try #require(
          try fixture.platform.find(Job.self, job).outputs.first, "\(fixture.platform.reports)")
        let template = SubjectTemplate(
          lookupKey: "uscc", fields: fields, dailyLimitPerSubject: 5)
        let id = try fixture.makeRelease(
          "answers", .subject, ReleaseSpec(template), output: output)
        try await fixture.releases().round()
        try await body(fixture, try fixture.platform.find(Release.self, id))
        #expect(try fixture.isMemoryClean())
      }
    }

    private static func rules(_ release: Release) -> Set<String> {
      Set(release.evaluation?.findings.map(\.rule) ?? [])
    }

    @Test(arguments: [OutputFormat.parquet, .csv])
    func `fields as the data have them go before people`(_ format: OutputFormat) async throws {
      let code = "CREATE TABLE r AS SELECT uscc, kwh, district FROM power;"
      let fields = [Self.field("use", "kwh"), Self.field("place", "district")]
      try await evaluated(code, fields: fields, format: format) { fixture, release in
        #expect(release.evaluation?.verdict == .review, "\(fixture.platform.reports)")
        #expect(!Self.rules(release).contains("subject-mismatch"), "\(Self.rules(release))")
        #expect(!Self.rules(release).contains("computed-field"))
        #expect(try fixture.evidence(release)["comparedGrants"] == 1)
        try fixture.approve(release.id)
        try await fixture.releases().round()
        #expect(try fixture.platform.find(Release.self, release.id).state == .released)
      }
    }

    @Test(arguments: [
      // The fields of the next one.
      """
      CREATE TABLE r AS SELECT uscc, lead(kwh, 1, 100) OVER (ORDER BY kwh) AS kwh FROM power;
      """,
      // Of one person only.
      """
      CREATE TABLE r AS SELECT uscc,
        CASE WHEN uscc = 'U3' THEN (SELECT kwh FROM power WHERE uscc = 'U9') ELSE kwh END AS kwh
      FROM power;
      """,
      // Turned round.
      """
      CREATE TABLE r AS SELECT a.uscc, b.kwh FROM
        (SELECT uscc, row_number() OVER (ORDER BY uscc) AS n FROM power) AS a JOIN
        (SELECT kwh, row_number() OVER (ORDER BY uscc DESC) AS n FROM power) AS b USING (n);
      """,
      // One more digit than there is.
      "CREATE TABLE r AS SELECT uscc, kwh + 0.001 AS kwh FROM power;",
    ])
    func `one person's fields under another's code cannot be approved`(_ code: String)
      async throws
    {
      try await evaluated(code) { fixture, release in
        let evaluation = try #require(release.evaluation, "\(fixture.platform.reports)")
        #expect(evaluation.verdict == .fail)
        #expect(Self.rules(release).contains("subject-mismatch"), "\(Self.rules(release))")
        #expect(evaluation.contentObject == nil && !evaluation.isApprovable)
        let text = String(decoding: try fixture.evidence(release).canonical(), as: UTF8.self)
        #expect(!text.contains("U3") && !text.contains("109"), "no values")
      }
    }

    @Test func `people who are not in the data cannot be answered about`() async throws {
      let code = """
        CREATE TABLE r AS SELECT uscc, kwh FROM power
        UNION ALL SELECT 'Z' || uscc, kwh FROM power;
        """
      try await evaluated(code) { _, release in
        #expect(release.evaluation?.verdict == .fail)
        #expect(Self.rules(release).contains("unknown-subjects"), "\(Self.rules(release))")
      }
    }

    @Test func `what was computed is named, and missing values tell nothing`() async throws {
      let code = """
        CREATE TABLE r AS SELECT uscc, CASE WHEN kwh > 105 THEN kwh END AS kwh,
          CASE WHEN kwh > 110 THEN 'A' ELSE 'B' END AS grade FROM power;
        """
      let fields = [Self.field("use", "kwh"), Self.field("grade", "grade")]
      try await evaluated(code, fields: fields) { fixture, release in
        #expect(release.evaluation?.verdict == .review, "\(Self.rules(release))")
        #expect(Self.rules(release).contains("computed-field"))
        let listed = try fixture.evidence(release)["findings"]?.array ?? []
        #expect(listed.contains { $0["location"]?["column"] == "grade" })
        #expect(!listed.contains { $0["location"]?["column"] == "kwh" })
      }
    }

    @Test func `data that were written anew since are not compared with what the job read`()
      async throws
    {
      let code = "CREATE TABLE r AS SELECT uscc, kwh FROM power;"
      try await evaluated(code) { fixture, release in
        let output = try #require(release.output)
        let text = "uscc,district,kwh,month\nU1,D1,200,2026-02-28\n"
        try fixture.makeBatch("two", Array(text.utf8), rows: 1)
        try await fixture.ingest()
        try await fixture.grants().round()
        let id = try fixture.makeRelease("late", .subject, release.spec, output: output)
        try await fixture.releases().round()
        let late = try fixture.platform.find(Release.self, id)
        #expect(late.state == .returned && late.failure == .stale)
      }
    }
  }
}
