// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Foundation
import Testing

extension EgressCheckTests {
  /// What is not looked at is said, and leaves the verdict at review; other forms of table hide
  /// nothing.
  @Suite struct UnseenTests {
    private static let header = ["person", "county", "age", "income", "tax"]

    private static func raw(_ seed: UInt64, count: Int = 600) -> [[String]] {
      let people = MadeUpPeople(seed: seed, count: count)
      return (0..<people.count).map { row in
        [
          "p\(row)", MadeUpPeople.counties[people.county[row]], "\(people.age[row])",
          "\(people.income[row])", "\(people.tax[row])",
        ]
      }
    }

    private static func check(
      _ text: String, named name: String = "table.csv", raw: [[String]]
    ) async throws -> CheckAnswer {
      try await EgressFixture.with { fixture in
        try fixture.csv("raw.csv", header, raw)
        try fixture.write(name, text)
        return try await fixture.check(
          #"{"kind":"report","inputs":["\#(name)"],"raw":["raw.csv"]}"#)
      }
    }

    private static func formulas(_ answer: CheckAnswer) -> Set<String> {
      Set(answer.of(.rawOverlap).compactMap(\.formula))
    }

    /// Rows of raw records of which no value is long enough to be found as a text.
    private static func copies(_ raw: [[String]], _ count: Int) -> [[String]] {
      raw.prefix(count).map { [$0[1], $0[3], $0[2]] }
    }

    private static let dialects: [(String, String, @Sendable ([[String]]) -> String)] = [
      ("two columns of one name", "table.csv", { "a,a,a\n" + join($0, ",") }),
      ("a heading of another mark", "table.csv", { "a;b;c\n" + join($0, ",") }),
      ("a heading of one word", "table.csv", { "figures\n" + join($0, "\t") }),
      ("lines of notes before", "table.csv", { "Report\n\nall figures\n" + join($0, ";") }),
      ("no heading", "table.csv", { join($0, ",") }),
      ("a quote that stays open", "table.csv", { "a,b,c\n1,2,\"x\n" + join($0, ",") }),
      ("rows of other lengths", "table.csv", { "a,b\n1\n" + join($0, ",") + "\n1,2,3,4,5" }),
      ("another name", "table.txt", { "a,b,c\n" + join($0, ",") }),
      ("blanks", "table.txt", { "a  b  c\n" + join($0, "   ") }),
      ("bars", "notes.md", { join($0, "|") }),
    ]

    private static func join(_ rows: [[String]], _ mark: String) -> String {
      rows.map { $0.joined(separator: mark) }.joined(separator: "\n")
    }

    @Test(arguments: dialects.indices)
    func `raw rows fail in whatever form of table`(index: Int) async throws {
      let (what, name, text) = Self.dialects[index]
      let raw = Self.raw(41 + UInt64(index))
      let answer = try await Self.check(text(Self.copies(raw, 30)), named: name, raw: raw)
      #expect(answer.verdict == .fail, "\(what) \(answer.document.json)")
      #expect(Self.formulas(answer).contains("rows-of-raw.1"), "\(what)")
    }

    @Test func `texts of sentences are no tables`() async throws {
      let raw = Self.raw(7)
      let text = (1...40).map { line in
        "In the year \(1980 + line) the index rose, as the office says, by \(line % 7) points."
      }.joined(separator: "\n")
      let answer = try await Self.check(text, named: "report.txt", raw: raw)
      #expect(answer.verdict == .pass, "\(answer.document.json)")
    }

    @Test func `columns beyond those compared are spoken of`() async throws {
      let raw = Self.raw(8)
      let wide = Self.copies(raw, 20).map { row in
        Array(repeating: "x", count: 2_600).joined(separator: ",") + ","
          + row.joined(separator: ",")
      }
      let answer = try await Self.check(wide.joined(separator: "\n"), raw: raw)
      #expect(answer.verdict != .pass)
      #expect(Self.formulas(answer).contains("columns-not-compared.1"), "\(Self.formulas(answer))")
      let narrow = Self.copies(raw, 20).map { row in
        Array(repeating: "x", count: 100).joined(separator: ",") + "," + row.joined(separator: ",")
      }
      let found = try await Self.check(narrow.joined(separator: "\n"), raw: raw)
      #expect(found.verdict == .fail, "\(found.document.json)")
    }

    @Test func `rows beyond those compared are spoken of`() async throws {
      let raw = Self.raw(9)
      let made = (0..<5_200).map { "\($0 % 50),\($0 % 30)" }
      let late = raw.prefix(20).map { "\($0[3]),\($0[2])" }
      let answer = try await Self.check((made + late).joined(separator: "\n"), raw: raw)
      #expect(answer.verdict != .pass)
      #expect(
        Self.formulas(answer).contains("rows-beyond-not-compared.1"), "\(answer.document.json)")
    }

    @Test func `raw rows that were not searched are spoken of`() async throws {
      try await EgressFixture.with { fixture in
        try fixture.duckdb(
          """
          COPY (SELECT i AS person, 'note' || (i * 7919) AS note FROM range(100100) AS r(i))
            TO 'raw.csv' (HEADER)
          """)
        let spec = #"{"kind":"report","inputs":["report.txt"],"raw":["raw.csv"]}"#
        try fixture.write("report.txt", "about note\(100_050 * 7919) and others")
        let answer = try await fixture.check(spec)
        #expect(answer.verdict == .review)
        #expect(Self.formulas(answer).contains("raw-rows-not-searched.1"))
      }
    }
  }
}
