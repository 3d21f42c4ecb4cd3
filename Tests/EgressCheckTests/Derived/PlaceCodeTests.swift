// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Testing

/// Raw data with numbers that the declared county nearly determines: codes of addresses, postcodes,
/// degrees. What tells the county again tells nothing of them.
@Suite struct PlaceCodeTests {
  private static let count = 1_200

  private func sample(
    seed: UInt64, _ derived: (MadeUpPeople, Int) -> [String]
  ) -> AlignedSample {
    let people = MadeUpPeople(seed: seed, count: Self.count)
    let rows = (0..<people.count).map { derived(people, $0) }
    func column(_ name: String, _ value: (Int) -> String) -> AlignedColumn {
      AlignedColumn(name: name, texts: (0..<people.count).map(value))
    }
    let raw = [
      column("address") {
        "\(330_802_001_001 + people.county[$0] * 1_000_000 + place(people, $0))"
      },
      column("postcode") { "3100\(10 + people.county[$0] * 11 + people.noise[$0] % 9)" },
      column("latitude") {
        "\(30.1 + 0.13 * Double(people.county[$0]) + 0.0001 * Double(people.wide[$0] % 97))"
      },
      column("county") { MadeUpPeople.counties[people.county[$0]] },
    ]
    return AlignedSample(
      rows: people.count,
      derived: rows[0].indices.map { place in
        AlignedColumn(name: "x\(place)", texts: rows.map { $0[place] })
      },
      declared: [
        (column("county") { MadeUpPeople.counties[people.county[$0]] }, "county")
      ], raw: raw)
  }

  private func place(_ people: MadeUpPeople, _ row: Int) -> Int {
    people.wide[row] % 12 * 1_000 + people.noise[row] % 40
  }

  @Test(arguments: [UInt64(91), 92, 93])
  func `what tells the county again is let be`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let chance = (0..<Self.count).map { _ in Int.random(in: 0..<100, using: &random) }
    let honest: [(MadeUpPeople, Int) -> [String]] = [
      { _, row in ["\(chance[row])"] },
      { people, _ in ["\(5 + 2 * people.county[0])"] },
      { people, row in ["\(5 + 2 * people.county[row])"] },
      { people, row in ["\(10 * people.county[row] + chance[row] % 3)", "fee"] },
      { people, row in
        ["\(people.county[row] + 1)", String(repeating: "*", count: chance[row] % 5 + 1)]
      },
      // Columns of which none tells the county, but all together do.
      { people, row in
        let size = chance[row] % 5 + 1
        return ["\(size)", "\(900 + 450 * size + 25 * people.county[row])"]
      },
      { people, row in
        ["\(35 + 4 * people.county[row])", "\(22 + 9 * people.county[row] % 17)"]
      },
      { people, row in
        ["\(10 * people.county[row] + chance[row] % 3)", "\(5 + 2 * people.county[row])"]
      },
    ]
    for (index, make) in honest.enumerated() {
      let found = DerivedFindings(sample: sample(seed: seed, make)).all
      #expect(
        !found.contains { $0.severity == .fail }, "\(index): \(found.map(\.document.json))")
    }
  }

  @Test(arguments: [UInt64(94), 95])
  func `what tells the place within the county is found`(seed: UInt64) {
    let found = DerivedFindings(
      sample: sample(seed: seed) { people, row in ["\(place(people, row) * 3 + 7)"] }
    ).all
    #expect(
      found.contains {
        $0.severity == .fail && $0.location["attribute"]?.text?.hasPrefix("address") == true
      }, "\(found.map(\.document.json))")
  }

  @Test func `a copy with gaps is judged by those who have a value`() {
    let people = MadeUpPeople(seed: 96, count: Self.count)
    let shown = (0..<people.count).map { row -> String? in
      people.noise[row] < 75 ? people.sex[row] : nil
    }
    let found = DerivedFindings(sample: people.sample([("note", shown)])).all
    #expect(
      found.contains { $0.severity == .fail && $0.location["attribute"]?.text == "sex" },
      "\(found.map(\.document.json))")
  }
}
