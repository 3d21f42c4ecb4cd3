// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Testing

extension EgressCheckTests {
  /// A7: a withheld cell that follows from its margin and the other cells.
  struct A07MarginAttackTests {
    /// Whether a cell follows from a line: all others and the total of it are out.
    private static func follows(
      _ cell: (county: String, sex: String), _ out: Set<String>
    ) -> Bool {
      let row =
        ["F", "M"].filter { $0 != cell.sex }.map {
          "{\"county\":\"\(cell.county)\",\"sex\":\"\($0)\"}"
        } + ["{\"county\":\"\(cell.county)\"}"]
      let column =
        (0..<4).map { "c\($0)" }.filter { $0 != cell.county }.map {
          "{\"county\":\"\($0)\",\"sex\":\"\(cell.sex)\"}"
        } + ["{\"sex\":\"\(cell.sex)\"}"]
      return row.allSatisfy(out.contains) || column.allSatisfy(out.contains)
    }

    @Test(arguments: Attack.seeds)
    func `margins recover the withheld cell elsewhere and not here`(seed: UInt64) async throws {
      var random = Attack.random("A7", seed)
      let county = "c\(Int.random(in: 0..<4, using: &random))"
      let sex = ["F", "M"].shuffled(using: &random)[0]
      var left = Int.random(in: 1...9, using: &random)
      let people = Attack.people(&random).filter { row in
        guard row[1] == county, row[2] == sex else { return true }
        left -= 1
        return left >= 0
      }
      let columns = [(name: "county", place: 1), (name: "sex", place: 2)]
      let plain = Attack.plain(people, columns, margins: true)
      let hidden = "{\"county\":\"\(county)\",\"sex\":\"\(sex)\"}"
      #expect(
        Self.follows((county, sex), Set(plain.keys).subtracting([hidden])),
        "where only the small cell is withheld it follows")
      try await EgressFixture.with { fixture in
        try fixture.csv("people.csv", Attack.header, people)
        let answer = try await fixture.check(
          Attack.table("people.csv", "\"county\",\"sex\"", margins: true))
        let out = Set(Attack.published(answer, plain: plain).keys)
        #expect(!out.isEmpty && !out.contains(hidden))
        for other in (0..<4).flatMap({ c in ["F", "M"].map { ("c\(c)", $0) } })
        where !out.contains("{\"county\":\"\(other.0)\",\"sex\":\"\(other.1)\"}") {
          #expect(!Self.follows(other, out), "\(other)")
        }
      }
    }
  }
}
