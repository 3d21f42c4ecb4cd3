// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Foundation
import Testing

/// Texts and values made to cost the square of their length.
extension EgressCheckTests {
  struct CostlyContentTests {
    private func report(_ text: String) async throws -> CheckAnswer {
      try await EgressFixture.with { fixture in
        try fixture.csv(
          "raw.csv", ["person", "income"], (0..<60).map { ["p\($0)", "\($0 * 31)"] })
        try fixture.write("report.txt", text)
        return try await fixture.check(
          "{\"kind\":\"report\",\"inputs\":[\"report.txt\"],\"raw\":[\"raw.csv\"]}")
      }
    }

    @Test(arguments: ["\\uzz", "&#zz", "%zz%"])
    func `escapes that are none are read in time that grows with the text`(piece: String)
      async throws
    {
      let text = String(repeating: piece, count: 400_000)
      let answer = try await report(text)
      #expect(answer.of(.directIdentifier).isEmpty)
    }

    /// Digits are filled up to those of the longest value: one value must not make that work vast.
    @Test func `one number with very many digits costs no more than its length`() {
      let people = MadeUpPeople(seed: 5, count: 600)
      var random = SeededGenerator(seed: 6)
      func column(_ value: (Int) -> String) -> [String?] {
        let long = "0.1" + String(repeating: "0", count: 32_000)
        return (0..<people.count).map { $0 == 9 ? long : value($0) }
      }
      let noise = (0..<people.count).map { _ in Int.random(in: 0...9, using: &random) }
      let sample = people.sample([
        ("noise", column { "\(noise[$0]).5" }), ("copy", column { "\(people.income[$0])" }),
      ])
      let found = DerivedFindings(sample: sample).all
      #expect(
        found.contains { $0.rule == .rawOverlap && $0.location["attribute"]?.text == "income" })
    }
  }
}
