// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Foundation
import Testing

/// Labels that are somebody's code: withholding the number of a cell leaves its label.
extension EgressCheckTests {
  struct LabelCodeTests {
    private static let code = "11010519491231002X"

    @Test(
      arguments: [0, 1, 2], [true, false])
    func `no remedy names somebody`(place: Int, isSmallCell: Bool) async throws {
      try await EgressFixture.with { fixture in
        // The code is a value, the name of a group, or both dimensions' last value.
        let county = place == 1 ? "c3" : Self.code
        let rows = (0..<160).map { row -> [String] in
          let sex = isSmallCell && row < 3 ? "X" : row % 2 == 0 ? "F" : "M"
          return ["p\(row)", row % 4 == 3 ? county : "c\(row % 4)", sex]
        }
        try fixture.csv("people.csv", ["person", "county", "sex"], rows)
        let group = place == 0 ? "west" : Self.code
        try fixture.csv(
          "h.csv", ["c0", "east"], [["c1", "east"], ["c2", group], [county, group]])
        let answer = try await fixture.check(
          """
          {"kind":"tabulation","input":"people.csv","subject":"person",
           "dimensions":["county","sex"],"measures":[{"function":"count"}],
           "hierarchies":{"county":"h.csv"},"margins":true}
          """, release: "out.json")
        #expect(answer.verdict == .fail)
        #expect(!answer.fails(.directIdentifier).isEmpty, "\(answer.document.json)")
        #expect(answer.remedied == nil, "\(answer.document.json)")
        #expect(answer.release == nil)
        let files = try FileManager.default.contentsOfDirectory(atPath: fixture.folder.path)
        #expect(!files.contains { $0.hasPrefix("out.json") })
      }
    }

    @Test func `a small cell alone is remedied as ever`() async throws {
      try await EgressFixture.with { fixture in
        let rows = (0..<160).map { row in
          ["p\(row)", "c\(row % 4)", row < 3 ? "X" : row % 2 == 0 ? "F" : "M"]
        }
        try fixture.csv("people.csv", ["person", "county", "sex"], rows)
        try fixture.csv("h.csv", ["c0", "east"], [["c1", "east"], ["c2", "w"], ["c3", "w"]])
        let answer = try await fixture.check(
          """
          {"kind":"tabulation","input":"people.csv","subject":"person",
           "dimensions":["county","sex"],"measures":[{"function":"count"}],
           "hierarchies":{"county":"h.csv"},"margins":true}
          """)
        #expect(answer.verdict == .fail && answer.remedied != nil)
      }
    }
  }
}
