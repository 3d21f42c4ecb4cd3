// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Testing

/// Records that are counted by their classes alone are looked at in the same reading of the file;
/// with a subject each column is read by itself. Both find the same.
extension EgressCheckTests {
  @Suite struct MarkedRecordTests {
    /// Values that hide among plain ones, each in a column of its own.
    private static let hidden = [
      "13800138000", "+8613800138000", "0013800138000", "1380 0138 000", "138-0013-8000",
      "11010519491231002X", "6222 0212 3456 7890 128", "a@b.cn", "=1+1", "\t=1", "@sum", "＝1",
      "+cmd", "-x", "<b>", "{x}", "https://x.cn", "1\u{200B}2", "\u{FEFF}5", "110101****",
      "１３８００１３８０００", String(repeating: "a", count: 80), "00000000013", "1e5", "0x1F", "1_0", "-5",
      "+5", " 5", "9999999999", "10000000000", "-10000000000", "3.14159265358979",
    ]

    /// One file of many columns; a random column beside them for whatever nobody thought of.
    private func rows(seed: UInt64) -> (names: [String], rows: [[String]]) {
      var random = SeededGenerator(seed: seed)
      let letters = Array("0123456789 ._-+=@<>{}/:*xX\t１\u{200B}a")
      let names = ["person", "county"] + (Self.hidden.indices.map { "v\($0)" }) + ["w"]
      let rows = (0..<300).map { row in
        ["\(row)", row % 2 == 0 ? "A" : "B"]
          + Self.hidden.enumerated().map { column, value in
            row == (column * 7) % 300 ? value : "\(Int.random(in: 0..<5_000, using: &random))"
          }
          + [
            String(
              (0..<Int.random(in: 1...12, using: &random)).map { _ in
                letters.randomElement(using: &random) ?? "0"
              })
          ]
      }
      return (names, rows)
    }

    private func found(_ fixture: EgressFixture, _ input: String, hasSubject: Bool) async throws
      -> [String]
    {
      let answer = try await fixture.check(
        """
        {"kind":"microdata","input":"\(input)",\(hasSubject ? #""subject":"person","# : "")
         "columns":{"county":{"from":"county","role":"quasi-identifier"}},
         "parameters":{"k":5}}
        """)
      return (answer.of(.directIdentifier) + answer.of(.embeddedData)).map(\.document.json).sorted()
    }

    @Test(arguments: [UInt64(1), 2, 3])
    func `what a file hides is found in one reading as in many`(seed: UInt64) async throws {
      try await EgressFixture.with { fixture in
        let made = rows(seed: seed)
        try fixture.csv("t.csv", made.names, made.rows)
        try fixture.duckdb(
          """
          COPY (FROM read_csv('t.csv', header=true, all_varchar=true))
            TO 't.parquet' (FORMAT parquet)
          """)
        for input in ["t.csv", "t.parquet"] {
          let each = try await found(fixture, input, hasSubject: true)
          let marked = try await found(fixture, input, hasSubject: false)
          #expect(marked == each, "\(input), seed \(seed)")
          #expect(marked.count >= 15, "\(input): \(marked)")
        }
      }
    }

    @Test func `one hidden value in one column is enough`() async throws {
      for (column, value) in Self.hidden.enumerated() {
        try await EgressFixture.with { fixture in
          let rows = (0..<40).map { ["\($0)", "A", $0 == 31 ? value : "\($0)"] }
          try fixture.csv("t.csv", ["person", "county", "note"], rows)
          let each = try await found(fixture, "t.csv", hasSubject: true)
          #expect(
            try await found(fixture, "t.csv", hasSubject: false) == each, "value \(column)")
        }
      }
    }

    @Test func `numbers of many digits are found among columns that are only counted`()
      async throws
    {
      try await EgressFixture.with { fixture in
        try fixture.duckdb(
          """
          COPY (SELECT i AS person, 'A' AS county, CASE WHEN i <> 5 THEN i END AS gaps,
              CASE WHEN i = 77 THEN 13800138000 ELSE i END AS long, i * 1e9 AS real
            FROM range(1000) AS r(i)) TO 't.parquet' (FORMAT parquet)
          """)
        let marked = try await found(fixture, "t.parquet", hasSubject: false)
        #expect(marked == (try await found(fixture, "t.parquet", hasSubject: true)))
        #expect(marked.contains { $0.contains("\"long\"") && $0.contains("fail") })
      }
    }
  }
}
