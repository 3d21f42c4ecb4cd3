// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Testing

/// Gaps that match anything: whoever has several records with gaps is still one person.
extension EgressCheckTests {
  struct WildcardPeopleTests {
    private static let gaps = [
      ["x", "", ""], ["", "y", ""], ["", "", "z"], ["x", "y", ""], ["x", "", "z"],
    ]

    private func check(
      _ rows: [[String]], subject: Bool = true, k: Int = 5
    ) async throws -> CheckAnswer {
      try await EgressFixture.with { fixture in
        try fixture.csv("out.csv", ["person", "a", "b", "c"], rows)
        let columns = ["a", "b", "c"].map {
          "\"\($0)\":{\"from\":\"\($0)\",\"role\":\"quasi-identifier\"}"
        }
        return try await fixture.check(
          """
          {"kind":"microdata","input":"out.csv",\(subject ? "\"subject\":\"person\"," : "")
           "columns":{\(columns.joined(separator: ","))},
           "parameters":{"k":\(k),"missing":"wildcard"}}
          """)
      }
    }

    private static let others = (0..<60).map { row in
      ["p\(row)", "a\(row % 2)", "b\(row % 3)", "c"]
    }

    @Test func `one person with gaps is one person`() async throws {
      let answer = try await check(Self.others + Self.gaps.map { ["wanted"] + $0 })
      #expect(answer.measure("k") == 1, "\(answer.document.json)")
      #expect(!answer.fails(.kAnonymity).isEmpty)
      #expect(answer.measure("recordsAtRisk") == 5)
    }

    @Test(arguments: [1, 2, 3])
    func `people are counted as somebody who lists them would`(seed: UInt64) async throws {
      var random = SeededGenerator(seed: seed)
      let rows = (0..<90).map { _ in
        ["p\(Int.random(in: 0..<30, using: &random))"]
          + ["x", "y"].map { value in
            ["", value, "\(value)1"].randomElement(using: &random) ?? ""
          } + ["z"]
      }
      func matches(_ one: [String], _ other: [String]) -> Bool {
        zip(one, other).dropFirst().allSatisfy { $0 == $1 || $0.isEmpty || $1.isEmpty }
      }
      let sizes = rows.map { row in Set(rows.filter { matches(row, $0) }.map { $0[0] }).count }
      let answer = try await check(rows, k: 3)
      #expect(answer.measure("k") == sizes.min().map(Double.init))
      #expect(answer.measure("recordsBelowK") == Double(sizes.count { $0 < 3 }))
      let bare = try await check(rows.enumerated().map { ["\($0)"] + $1.dropFirst() }, k: 3)
      let alone = rows.map { row in rows.count { matches(row, $0) } }
      #expect(bare.measure("k") == alone.min().map(Double.init))
    }

    @Test func `five people with the same gaps are five`() async throws {
      let rows = (0..<5).flatMap { person in Self.gaps.map { ["w\(person)"] + $0 } }
      let answer = try await check(Self.others + rows)
      #expect(answer.measure("k") == 5 && answer.fails(.kAnonymity).isEmpty)
    }
  }
}
