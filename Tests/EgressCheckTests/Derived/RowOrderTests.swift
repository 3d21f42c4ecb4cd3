// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Testing

/// What the order of rows, withheld values and pseudonyms tell.
@Suite struct RowOrderTests {
  private func findings(
    _ people: MadeUpPeople, order: [Int]?, raw: [Int]? = nil
  ) -> [CheckFinding] {
    let sample = people.sample([], order: order, rawOrder: raw)
    return DerivedFindings(sample: sample).all
  }

  /// The place of each row when rows stand in the order of a key.
  private func places(_ count: Int, by isBefore: (Int, Int) -> Bool) -> [Int] {
    var places = Array(repeating: 0, count: count)
    for (place, row) in (0..<count).sorted(by: isBefore).enumerated() { places[row] = place }
    return places
  }

  @Test(arguments: [1, 2, 3])
  func `rows sorted by an undeclared attribute tell it`(seed: UInt64) {
    let people = MadeUpPeople(seed: seed, count: 400)
    let orders: [(String, [Int])] = [
      ("income", places(400) { people.income[$0] < people.income[$1] }),
      ("income", places(400) { people.income[$0] > people.income[$1] }),
      ("sex", places(400) { (people.sex[$0], $0) < (people.sex[$1], $1) }),
      ("name", places(400) { people.name[$0] < people.name[$1] }),
      (
        "income",
        places(400) {
          (people.county[$0], people.income[$0]) < (people.county[$1], people.income[$1])
        }
      ),
    ]
    for (name, order) in orders {
      let found = findings(people, order: order).filter { $0.formula == "row-order.1" }
      #expect(found.contains { $0.location["attribute"]?.text == name && $0.severity == .fail })
    }
  }

  @Test(arguments: [1, 2, 3])
  func `rows in any other order tell nothing`(seed: UInt64) {
    let people = MadeUpPeople(seed: seed, count: 400)
    var random = SeededGenerator(seed: seed)
    let orders = [
      Array(0..<400), (0..<400).shuffled(using: &random),
      places(400) { (people.county[$0], $0) < (people.county[$1], $1) },
    ]
    for order in orders { #expect(findings(people, order: order).isEmpty) }
  }

  @Test func `an order copied from the raw file is for review`() {
    let people = MadeUpPeople(seed: 4, count: 400)
    let order = places(400) { people.income[$0] < people.income[$1] }
    let found = findings(people, order: order, raw: order)
    #expect(found.map(\.severity) == [.review])
  }

  @Test func `a pseudonym is examined and never better than for review`() {
    let people = MadeUpPeople(seed: 5, count: 400)
    func findings(_ texts: [String]) -> [CheckFinding] {
      let columns = [("key", texts.map(Optional.some))]
      let sample = people.sample(columns, pseudonyms: ["key"])
      return DerivedFindings(sample: sample).all
    }
    var random = SeededGenerator(seed: 6)
    let honest = findings((0..<400).map { _ in String(random.next(), radix: 16) })
    #expect(honest.map(\.severity) == [.review])
    let encoded = findings(people.phone.map { String($0.reversed()) })
    #expect(encoded.contains { $0.severity == .fail && $0.rule == .reversibleEncoding })
  }
}
