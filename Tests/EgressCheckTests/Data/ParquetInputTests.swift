// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Foundation
import Testing

extension EgressCheckTests {
  /// A file is judged by what it holds and not by its format: numbers of a Parquet file are counted
  /// as numbers, texts by their dictionaries.
  @Suite struct ParquetInputTests {
    private static let columns = ["person", "county", "sex", "tax"]

    /// Writes the same records as CSV and as Parquet with types, with empty texts in the latter.
    private func write(_ fixture: EgressFixture, seed: UInt64) throws {
      var random = SeededGenerator(seed: seed)
      let rows = (0..<600).map { index in
        [
          "\(index * 7 / 2)", ["A", "B", "C", ""].randomElement(using: &random) ?? "",
          ["F", "M", ""].randomElement(using: &random) ?? "",
          "\(Int.random(in: 0..<500, using: &random))",
        ]
      }
      try fixture.csv("t.csv", Self.columns, rows)
      try fixture.duckdb(
        """
        COPY (SELECT person::BIGINT AS person, coalesce(county, '') AS county,
          CASE WHEN person::BIGINT % 2 = 0 THEN coalesce(sex, '') ELSE sex END AS sex,
          tax::INTEGER AS tax
          FROM read_csv('t.csv', header=true, all_varchar=true)) TO 't.parquet' (FORMAT parquet)
        """)
    }

    @Test(arguments: [UInt64(11), 12, 13])
    func `a table of typed columns is judged as the same table of texts`(seed: UInt64) async throws
    {
      try await EgressFixture.with { fixture in
        try write(fixture, seed: seed)
        func spec(_ input: String) -> String {
          """
          {"kind":"tabulation","input":"\(input)","subject":"person","dimensions":["county","sex"],
           "margins":true,"measures":[{"function":"count"},{"function":"sum","column":"tax"}]}
          """
        }
        let text = try await fixture.check(spec("t.csv"))
        let typed = try await fixture.check(spec("t.parquet"))
        #expect(text.measures.contains { $0.0 == "subjects" && $0.1 == .int(600) })
        #expect(typed.document.json == text.document.json, "seed \(seed)")
      }
    }

    @Test(arguments: [true, false], ["value", "wildcard"])
    func `classes of typed columns are those of texts`(
      hasSubject: Bool, missing: String
    ) async throws {
      try await EgressFixture.with { fixture in
        try write(fixture, seed: 21)
        let subject = hasSubject ? #""subject":"person","# : ""
        func spec(_ input: String) -> String {
          """
          {"kind":"microdata","input":"\(input)",\(subject)"columns":{
            "county":{"from":"county","role":"quasi-identifier"},
            "sex":{"from":"sex","role":"quasi-identifier"},
            "tax":{"from":"tax","role":"sensitive"}},
           "parameters":{"k":250,"l":{"distinct":3},"suppression":0.9,"missing":"\(missing)"}}
          """
        }
        let text = try await fixture.check(spec("t.csv"))
        let typed = try await fixture.check(spec("t.parquet"))
        #expect(!text.fails(.kAnonymity).isEmpty)
        #expect(typed.findings.map(\.document) == text.findings.map(\.document))
        // Risks are sums of fractions, whose last digit follows from the order of threads.
        for name in ["k", "classes", "recordsAtRisk", "averageRisk", "recordsBelowK", "unique"] {
          let (mine, other) = (try #require(typed.measure(name)), try #require(text.measure(name)))
          #expect(abs(mine - other) < 1e-9, "\(name): \(mine), \(other)")
        }
      }
    }

    @Test func `fingerprints of people are the same whatever the format`() async throws {
      try await EgressFixture.with { fixture in
        try write(fixture, seed: 31)
        func spec(_ input: String, _ more: String) -> String {
          """
          {"kind":"tabulation","input":"\(input)","subject":"person","dimensions":["county"],
           "margins":true,"measures":[{"function":"count"}]\(more)}
          """
        }
        let first = try await fixture.check(spec("t.csv", ""), release: "first.json")
        #expect(first.verdict == .pass)
        // Three people fewer: they are found among the same people only.
        try fixture.duckdb(
          """
          COPY (FROM 't.parquet' WHERE person NOT IN (SELECT person FROM 't.parquet'
            WHERE county = 'A' ORDER BY person LIMIT 3)) TO 'fewer.parquet' (FORMAT parquet)
          """)
        let later = try await fixture.check(
          spec("fewer.parquet", #","releases":["first.json"]"#))
        let differences = later.findings.filter {
          $0.rule == .differencing || $0.rule == .refreshDifferencing
        }
        #expect(differences.contains { $0.value == 3 })
      }
    }

    @Test(arguments: [
      ("BIGINT", "13800138000"), ("VARCHAR", "13800138000"), ("BIGINT", "-13800138000"),
    ])
    func `a code is found among numbers and among texts`(type: String, code: String) async throws {
      try await EgressFixture.with { fixture in
        try fixture.duckdb(
          """
          COPY (SELECT i AS row_no, 'A' AS county,
              CASE WHEN i = 77 THEN \(code)::\(type) ELSE (i % 1000)::\(type) END AS note
            FROM range(1000) AS r(i)) TO 't.parquet' (FORMAT parquet)
          """)
        let answer = try await fixture.check(
          """
          {"kind":"microdata","input":"t.parquet",
           "columns":{"county":{"from":"county","role":"quasi-identifier"}},"parameters":{"k":5}}
          """)
        #expect(
          answer.fails(.directIdentifier).map { $0.location["column"]?.text } == ["note"])
      }
    }

    @Test func `people of a long table are counted only where the answer follows from them`()
      async throws
    {
      try await EgressFixture.with { fixture in
        try fixture.duckdb(
          """
          COPY (SELECT i AS who, (i % 40)::VARCHAR AS county FROM range(1000001) AS r(i))
            TO 't.parquet' (FORMAT parquet)
          """)
        func spec(_ more: String) -> String {
          """
          {"kind":"tabulation","input":"t.parquet","subject":"who","dimensions":["county"],
           "measures":[{"function":"count"}]\(more)}
          """
        }
        let alone = try await fixture.check(spec(""), release: "first.json")
        #expect(alone.verdict == .pass)
        #expect(alone.measures.contains { $0.0 == "records" && $0.1 == .int(1_000_001) })
        #expect(!alone.measures.contains { $0.0 == "subjects" })
        let again = try await fixture.check(spec(#","releases":["first.json"]"#))
        #expect(again.measures.contains { $0.0 == "subjects" && $0.1 == .int(1_000_001) })
      }
    }
  }
}
