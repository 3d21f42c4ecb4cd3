// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Foundation
import Testing

/// Inputs made to mislead or to exhaust: refused with a place, or at best for review.
extension EgressCheckTests {
  struct BadInputTests {
    /// Ten million labels in a long run.
    private static let labels =
      ProcessInfo.processInfo.environment["SHUYU_LONG"] == "1" ? 10_000_000 : 1_000_000

    private static let people = (0..<120).map { ["p\($0)", "v\($0 % 4)", "\(100 + $0)"] }

    private static func spec(_ input: String = "people.csv", extra: String = "") -> String {
      """
      {"kind":"tabulation","input":"\(input)","subject":"person","dimensions":["county"],
       "measures":[{"function":"count"},{"function":"sum","column":"tax"}]\(extra)}
      """
    }

    @Test func `millions of different labels are refused by their dimension`() async throws {
      try await EgressFixture.with { fixture in
        try fixture.duckdb(
          "COPY (SELECT 'p' || i AS person, 'L' || i AS county, i AS tax "
            + "FROM range(\(Self.labels)) t(i)) TO 'people.parquet' (FORMAT parquet);")
        let problem = try await fixture.problem(Self.spec("people.parquet"))
        #expect(problem?.field == "dimensions[0]")
        #expect(problem?.en.contains("\(Self.labels)") == true)
      }
    }

    @Test(arguments: [
      "v0,A\nv0,B\nv1,A\nv2,B\nv3,B\n", "v0,A\nv1,A\nv2,B\n", "v0,A\nv1\nv2,B\nv3,B\n",
      "v0,A\nv1,\nv2,B\nv3,B\n", "v0,\"A\nv1,A\nv2,B\nv3,B\n", "",
    ])
    func `a hierarchy that contradicts itself or leaves values out is refused`(text: String)
      async throws
    {
      try await EgressFixture.with { fixture in
        try fixture.csv("people.csv", ["person", "county", "tax"], Self.people)
        try fixture.write("h.csv", text)
        let problem = try await fixture.problem(
          Self.spec(extra: ",\"hierarchies\":{\"county\":\"h.csv\"}"))
        #expect(problem?.field == "hierarchies.county")
      }
    }

    @Test(arguments: [
      "v0,A,x\nv1,A,y\nv2,B,x\nv3,B,y\n", "v0,=1+1\nv1,=1+1\nv2,B\nv3,B\n",
      "v0,<b>A</b>\nv1,<b>A</b>\nv2,B\nv3,B\n", "v0,A\u{200B}\nv1,A\u{200B}\nv2,B\nv3,B\n",
    ])
    func `levels that do not nest, or groups that are formulas or markup, are for review`(
      text: String
    ) async throws {
      try await EgressFixture.with { fixture in
        try fixture.csv("people.csv", ["person", "county", "tax"], Self.people)
        try fixture.write("h.csv", text)
        let answer = try await fixture.check(
          Self.spec(extra: ",\"hierarchies\":{\"county\":\"h.csv\"}"))
        #expect(answer.verdict > .pass, "\(answer.document.json)")
      }
    }

    @Test func `a hierarchy of too many levels is refused before anything is computed`()
      async throws
    {
      try await EgressFixture.with { fixture in
        let header = ["person", "a", "b", "c", "tax"]
        let rows = (0..<120).map { ["p\($0)", "v\($0 % 4)", "v\($0 % 4)", "v\($0 % 4)", "1"] }
        try fixture.csv("people.csv", header, rows)
        let lines = (0..<4).map { value in
          "v\(value)," + (0..<6).map { "g\($0)-\(value / 2)" }.joined(separator: ",")
        }
        try fixture.write("h.csv", lines.joined(separator: "\n") + "\n")
        let problem = try await fixture.problem(
          """
          {"kind":"tabulation","input":"people.csv","subject":"person",
           "dimensions":["a","b","c"],"measures":[{"function":"count"}],
           "hierarchies":{"a":"h.csv","b":"h.csv","c":"h.csv"}}
          """)
        #expect(problem?.field == "hierarchies")
      }
    }
  }
}
