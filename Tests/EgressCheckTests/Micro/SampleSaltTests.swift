// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Foundation
import Testing

extension EgressCheckTests {
  /// Who made an output must not know which of its records are looked at closely.
  @Suite struct SampleSaltTests {
    private static let spec = """
      {"kind":"microdata","input":"out.csv","raw":["raw.csv"],"subject":"person",
       "columns":{"area":{"role":"quasi-identifier"}},"parameters":{"k":5}}
      """

    /// Writes 12,000 records that are honest where the unsalted sample looks, and raw elsewhere.
    private static func write(in fixture: EgressFixture) throws {
      try fixture.duckdb(
        """
        COPY (SELECT 'p' || i AS person, 'a' || i % 4 AS area, (i * 7919) % 10007 AS income
          FROM range(12000) AS r(i)) TO 'raw.csv';
        COPY (SELECT person, area, CASE WHEN row_number() OVER (ORDER BY hash(person)) <= 2400
            THEN i % 5 ELSE income END AS score FROM (
          SELECT 'p' || i AS person, 'a' || i % 4 AS area, (i * 7919) % 10007 AS income, i
            FROM range(12000) AS r(i))) TO 'out.csv';
        """)
    }

    private static func rules(_ fixture: EgressFixture, salt: String) async throws -> Set<CheckRule>
    {
      let answer = try await fixture.checker(salt: salt).check(
        specification: fixture.folder.appending(path: "spec.json").path)
      return Set(answer.findings.filter { $0.severity == .fail }.map(\.rule))
    }

    @Test func `a salt shows what a known sample would not`() async throws {
      try await EgressFixture.with { fixture in
        try Self.write(in: fixture)
        try fixture.write("spec.json", Self.spec)
        let found = try await Self.rules(fixture, salt: "7f3a91c0d2")
        #expect(!found.isDisjoint(with: [.rawOverlap, .reversibleEncoding]), "\(found)")
      }
    }

    @Test func `one person written in several ways is one person`() async throws {
      try await EgressFixture.with { fixture in
        try fixture.csv(
          "out.csv", ["person", "area"],
          ["p1", "P1", " p1", "p1\t", "p１", "P1 "].map { [$0, "a"] })
        let answer = try await fixture.check(
          """
          {"kind":"microdata","input":"out.csv","subject":"person",
           "columns":{"area":{"role":"quasi-identifier"}},"parameters":{"k":3}}
          """)
        #expect(answer.verdict == .fail, "\(answer.measure("k") ?? -1)")
        #expect(answer.findings.contains { $0.rule == .kAnonymity })
      }
    }
  }
}
