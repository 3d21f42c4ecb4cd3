// SPDX-License-Identifier: Apache-2.0
import Core
import DisclosureControl
import Platform
import Testing
import Work

extension WorkTests {
  /// What a program computed for answers about subjects, held against the data by what it tells.
  @Suite struct SubjectDecodingTests {
    /// Evaluates answers by one computed column over a grant of 120 enterprises.
    private func evaluated(
      _ column: String, derivation: FieldDerivation = .value, rows count: Int = 120,
      also others: [String] = [], kwh: (Int) -> Int = { 100 + $0 * 7_919 % 1_009 },
      _ body: (WorkFixture, Release, Set<String>) async throws -> Void
    ) async throws {
      try await WorkFixture.with { fixture in
        try fixture.makeResource()
        let rows = (0..<count).map { row in
          "U\(1_000 + row * 37 % max(120, count)),D\(row * 7 % 11),\(kwh(row)),2026-01-31"
        }
        let text = "uscc,district,kwh,month\n" + rows.joined(separator: "\n") + "\n"
        try fixture.makeBatch("one", Array(text.utf8), rows: rows.count)
        try await fixture.ingest()
        try fixture.makeChain()
        try fixture.makeGrant(
          ["uscc": "none", "district": "none", "kwh": "none"], purpose: .subjectService)
        try await fixture.grants().round()
        let output = DeclaredOutput(name: "o", query: "SELECT * FROM r", format: .parquet)
        let job = try fixture.makeJob(
          "answers", source: "CREATE TABLE r AS SELECT uscc, \(column) AS x FROM power;",
          outputs: [output])
        try await JobWorker(parts: fixture.parts).round()
        let run = try fixture.platform.find(Job.self, job)
        let made = try #require(
          run.outputs.first, "\(fixture.platform.reports) \(run.failureClass ?? "")")
        let template = SubjectTemplate(
          lookupKey: "uscc",
          fields: (["x"] + others).map {
            SubjectField(name: $0, columns: [$0], derivation: derivation, necessity: "needed")
          }, dailyLimitPerSubject: 5)
        let id = try fixture.makeRelease("answers", .subject, ReleaseSpec(template), output: made)
        try await fixture.releases().round()
        let release = try fixture.platform.find(Release.self, id)
        let rules = Set(release.evaluation?.findings.map(\.rule) ?? [])
        try await body(fixture, release, rules)
        #expect(try fixture.isMemoryClean())
      }
    }

    @Test func `it is said that too few subjects were held against the data`() async throws {
      try await evaluated("kwh", rows: 30) { fixture, release, rules in
        #expect(release.evaluation?.verdict == .review && !rules.contains("copied-field"))
        let listed = try fixture.evidence(release)["findings"]?.array ?? []
        let untried = listed.filter { $0["rule"]?.string == "computed-field" }
        #expect(untried.contains { $0["location"] == nil }, "\(listed)")
      }
    }

    @Test(arguments: [
      "kwh", "kwh * 3 + 7", "-kwh", "'n' || kwh", "reverse(CAST(kwh AS VARCHAR))",
      "to_base64(CAST(kwh AS VARCHAR)::BLOB)", "district", "substr(district, 2)",
    ])
    func `a granted column under another name or in another writing cannot be approved`(
      _ column: String
    ) async throws {
      try await evaluated(column) { fixture, release, rules in
        let evaluation = try #require(release.evaluation, "\(fixture.platform.reports)")
        let evidence = try fixture.evidence(release).canonicalText
        #expect(evaluation.verdict == .fail && rules.contains("copied-field"), "\(evidence)")
        #expect(evaluation.contentObject == nil && !evaluation.isApprovable)
        let listed = try fixture.evidence(release)["findings"]?.array ?? []
        #expect(listed.contains { $0["location"]?["column"] == "x" })
      }
    }

    @Test(arguments: [
      FieldDerivation.band(edges: ["300", "600"]), .atLeast("500"), .isPresent,
      .isOneOf(["107", "108"]), .band(edges: (1...20).map { "\($0 * 50)" }),
    ])
    func `a few bands tell of a renamed column what they may tell of the column itself`(
      _ derivation: FieldDerivation
    ) async throws {
      try await evaluated("kwh", derivation: derivation) { fixture, release, rules in
        #expect(release.evaluation?.verdict == .review, "\(fixture.platform.reports) \(rules)")
        #expect(rules.contains("computed-field") && !rules.contains("copied-field"), "\(rules)")
      }
    }

    /// Whether some classes give more or less than nineteen parts in twenty of the spread among the
    /// held-out subjects is a matter of how they are divided, which is drawn anew each time.
    @Test(arguments: [5, 7, 10, 15, 20]) func `a few classes are no copy of many values`(
      _ classes: Int
    ) async throws {
      try await evaluated("floor(kwh * \(classes) / 1_110.0)") { fixture, release, rules in
        #expect(release.evaluation?.verdict == .review, "\(fixture.platform.reports) \(rules)")
        #expect(!rules.contains("copied-field"), "\(rules)")
      }
    }

    @Test func `digits in columns of few classes are the column`() async throws {
      let digits = "floor(kwh / 100.0) AS y, floor(kwh / 10.0) % 10 AS z, kwh % 10"
      try await evaluated(digits, also: ["y", "z"]) { _, release, rules in
        #expect(release.evaluation?.verdict == .fail && rules.contains("copied-field"), "\(rules)")
      }
    }

    /// Each alone gives one value in five, and both together give it.
    @Test func `a quotient and a remainder are the column`() async throws {
      let parts = "floor((kwh % 80) / 5.0) AS y, kwh % 80 % 5"
      try await evaluated(
        parts, rows: 240, also: ["y"], kwh: { $0 * 37 % 80 }
      ) { _, release, rules in
        #expect(release.evaluation?.verdict == .fail && rules.contains("copied-field"), "\(rules)")
      }
    }

    @Test func `a few classes that are nearly every value are the column`() async throws {
      try await evaluated("least(kwh, 20)", kwh: { $0 % 16 + ($0 % 50 == 0 ? 20 : 0) + $0 / 110 }) {
        _, release, rules in
        #expect(release.evaluation?.verdict == .fail && rules.contains("copied-field"), "\(rules)")
      }
    }

    @Test func `a classed column beside an unrelated number is no copy in the number's company`()
      async throws
    {
      let others = "CAST(hash(uscc) % 5003 AS INTEGER) AS y, district IN ('D1', 'D2')"
      try await evaluated(others, also: ["y"]) { fixture, release, rules in
        #expect(release.evaluation?.verdict == .review, "\(fixture.platform.reports) \(rules)")
        #expect(!rules.contains("copied-field"), "\(rules)")
      }
    }

    @Test(arguments: ["floor(kwh / 25.0)", "floor(kwh / 10.0)"])
    func `many classes of a column are the column`(_ column: String) async throws {
      try await evaluated(column) { _, release, rules in
        #expect(release.evaluation?.verdict == .fail && rules.contains("copied-field"), "\(rules)")
      }
    }

    @Test func `many thresholds, each in a field of its own, are as many bands`() {
      func template(_ derivations: [FieldDerivation]) -> SubjectTemplate {
        SubjectTemplate(
          lookupKey: "uscc",
          fields: derivations.enumerated().map { index, derivation in
            SubjectField(
              name: "f\(index)", columns: ["x"], derivation: derivation, necessity: "needed")
          }, dailyLimitPerSubject: 5)
      }
      let thresholds = (1...21).map { FieldDerivation.atLeast("\($0)") }
      #expect(template(Array(thresholds.dropLast())).tellingMuch(["x"]).isEmpty)
      #expect(template(thresholds).tellingMuch(["x"]) == ["x"])
      #expect(template(thresholds).tellingMuch(["y"]).isEmpty)
      let edges = (1...11).map { "\($0)" }
      #expect(template([.band(edges: edges), .isOneOf(edges)]).tellingMuch(["x"]) == ["x"])
      #expect(template([.value]).tellingMuch(["x"]) == ["x"])
      #expect(template([.score(low: 0, high: 9, step: 1)]).tellingMuch(["x"]) == ["x"])
    }

    @Test func `bands of one column under two names are counted together`() async throws {
      let edges = (1...12).map { "\($0 * 80)" }
      try await evaluated("kwh AS y, kwh", derivation: .band(edges: edges), also: ["y"]) {
        _, release, rules in
        #expect(release.evaluation?.verdict == .fail && rules.contains("copied-field"), "\(rules)")
      }
    }

    @Test func `a band of many edges over a renamed column is the column`() async throws {
      let edges = stride(from: 100, to: 1_100, by: 10).map { "\($0)" }
      try await evaluated("kwh", derivation: .band(edges: edges)) { _, release, rules in
        #expect(release.evaluation?.verdict == .fail && rules.contains("copied-field"), "\(rules)")
      }
    }

    @Test(arguments: [
      "CASE WHEN kwh > 600 THEN 'A' WHEN kwh > 300 THEN 'B' ELSE 'C' END",
      "round(least(100, greatest(0, 100 - kwh / 20.0)), -1)",
      "CASE WHEN district IN ('D1', 'D2') THEN 'north' ELSE 'south' END",
      "kwh > (SELECT avg(kwh) FROM power)", "12",
    ])
    func `what tells less than a granted column goes before people`(_ column: String) async throws {
      try await evaluated(column) { fixture, release, rules in
        #expect(release.evaluation?.verdict == .review, "\(fixture.platform.reports) \(rules)")
        #expect(rules.contains("computed-field") && !rules.contains("copied-field"), "\(rules)")
        #expect(release.evaluation?.contentObject != nil)
      }
    }
  }
}
