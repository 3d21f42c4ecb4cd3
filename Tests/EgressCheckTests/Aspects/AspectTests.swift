// SPDX-License-Identifier: Apache-2.0
import DisclosureControl
import EgressCheck
import Foundation
import Testing

/// Attributes that stand in a part of a value, differ from group to group, or are told of some.
@Suite struct AspectTests {
  private typealias Make = @Sendable (MadeUpPeople, Int) -> [String]

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private static func time(_ people: MadeUpPeople, _ row: Int, _ seconds: Int) -> String {
    let (hour, minute) = (people.wide[row] % 24, people.noise[row] % 6)
    return "2026-11-05 \(two(hour)):\(minute)0:\(two(seconds))"
  }

  /// A number between nought and one that follows from the noise of a row.
  private static func random(_ people: MadeUpPeople, _ row: Int, _ salt: Int) -> Double {
    let mixed = (people.wide[row] + 1) &* (people.noise[row] + 7) &* (salt * 2_654_435 + 104_729)
    return Double((mixed ^ mixed >> 7) % 10_007) / 10_007
  }

  private static let told: [(name: String, make: Make)] = [
    ("seconds of a time", { [time($0, $1, $0.education[$1] * 7)] }),
    ("count of decimals", { [String(format: "%.\($0.education[$1] + 1)f", random($0, $1, 1))] }),
    ("a member of an object", { ["{\"v\":\($0.wide[$1] % 90),\"a\":{\"b\":\($0.age[$1])}}"] }),
    (
      "length of a text",
      { people, row in
        [
          String(
            (0..<people.age[row]).map { place in
              Array("abcdefgh")[Int(random(people, row, place) * 8)]
            })
        ]
      }
    ),
    (
      "a line for each county",
      { people, row in
        let slope = [3, -2, 5, 7, -4, 2][people.county[row]]
        let start = [9, 70_000, 4, 1, 99_999, 0][people.county[row]]
        return ["\(people.income[row] / 20 * slope + start)"]
      }
    ),
    (
      "rank within a county",
      { people, row in
        let (county, income) = (people.county[row], people.income[row])
        let below = people.income.indices.count { other in
          people.county[other] == county && people.income[other] < income
        }
        return ["\(below)"]
      }
    ),
    (
      "Gray code in words",
      { people, row in
        let code = people.age[row] ^ people.age[row] >> 1
        return (0..<7).map { code >> $0 & 1 == 1 ? "yes" : "no" }
      }
    ),
    (
      "exclusive or of words",
      {
        let key = $0.noise[$1] % 2 == 1
        return [key ? "a" : "b", key != ($0.sex[$1] == "F") ? "c" : "d"]
      }
    ),
    ("remainder", { ["\($0.income[$1] % 250)"] }),
    (
      "forecast and its relative error",
      {
        let forecast = 6_000 + $0.wide[$1] / 4
        return ["\(forecast)", "\(Double($0.income[$1] - forecast) / Double(forecast))"]
      }
    ),
    (
      "many noisy sums",
      { people, row in
        (0..<24).map { place in
          let noise = (random(people, row, place) - 0.5) * 3_000
          return "\(Int(Double(people.income[row] * (place % 5 - 2)) + noise))"
        }
      }
    ),
    (
      "a line for one in eight",
      { ["\(isOne($1) ? $0.income[$1] * 2 + 5 : $0.wide[$1] % 300 * 97)"] }
    ),
    ("a line for one in eight and nothing else", { [isOne($1) ? "\($0.age[$1] * 7 + 2)" : ""] }),
  ]

  private static func isOne(_ row: Int) -> Bool { row % 8 == 3 }

  private static let honest: [(name: String, make: Make)] = [
    ("times", { [time($0, $1, $0.wide[$1] / 24 % 4 * 15)] }),
    (
      "answers",
      { people, row in
        (0..<8).map { random(people, row, $0) < 0.5 ? "yes" : "no" }
      }
    ),
    ("a price by county", { ["\([90, 110, 95, 120, 101, 84][$0.county[$1]] + $0.noise[$1] % 7)"] }),
    (
      "three scores",
      { people, row in
        (0..<3).map { place in
          let own = 900 * random(people, row, place)
          return "\(Int(Double(people.income[row]) / 20 + own + Double(people.age[row] * place)))"
        }
      }
    ),
    ("a score of one in four", { [$1 % 4 == 1 ? "\($0.income[$1] / 40 + $0.noise[$1] * 3)" : ""] }),
    ("decimals", { [String(format: "%.3f", random($0, $1, 5))] }),
    (
      "codes of parcels",
      { ["\(Array("ABCDEF")[$0.county[$1]])-\($0.noise[$1])"] }
    ),
  ]

  private func findings(_ make: Make, seed: UInt64) -> [CheckFinding] {
    let people = MadeUpPeople(seed: seed, count: 700)
    let rows = (0..<people.count).map { make(people, $0) }
    let columns = rows[0].indices.map { place in
      ("x\(place)", rows.map { $0[place].isEmpty ? nil : $0[place] })
    }
    return DerivedFindings(sample: people.sample(columns)).all
  }

  @Test(arguments: told.indices)
  func `an attribute in a part of values or of records is found`(index: Int) {
    let found = findings(Self.told[index].make, seed: 31 + UInt64(index))
    #expect(found.contains { $0.severity == .fail }, "\(Self.told[index].name)")
  }

  @Test(arguments: honest.indices)
  func `an honest product that looks like one passes`(index: Int) {
    let found = findings(Self.honest[index].make, seed: 131 + UInt64(index))
    #expect(found.isEmpty, "\(Self.honest[index].name) \(found.map(\.document.json))")
  }

  @Test func `values of records in the names of columns are found`() {
    let people = MadeUpPeople(seed: 8)
    let noise = people.noise.map { "\($0 % 5)" as String? }
    let names = (0..<6).map { ("v_\(people.phone[$0])", noise) }
    let found = DerivedFindings(sample: people.sample(names)).all
    #expect(found.contains { $0.formula == "values-in-names.1" && $0.severity == .fail })
    let plain = DerivedFindings(sample: people.sample([("score_2026", noise), ("q12", noise)])).all
    #expect(plain.isEmpty)
  }

  @Test func `rows that nearly follow a number, or stand together by a value, tell it`() {
    let people = MadeUpPeople(seed: 9)
    func findings(_ key: (Int) -> Double) -> [CheckFinding] {
      var places = Array(repeating: 0, count: people.count)
      for (place, row) in (0..<people.count).sorted(by: { key($0) < key($1) }).enumerated() {
        places[row] = place
      }
      return DerivedFindings(sample: people.sample([], order: places)).all
    }
    let near = findings { Double(people.income[$0] + people.noise[$0] * 3) }
    #expect(near.contains { $0.location["attribute"]?.text == "income" })
    let blocks = findings {
      Double([3, 1, 4, 0, 2][people.education[$0]] * 1_000 + people.noise[$0])
    }
    #expect(blocks.contains { $0.location["attribute"]?.text == "education" })
    #expect(findings { Double(people.wide[$0]) }.isEmpty)
    #expect(findings { Double(people.county[$0] * 10_000 + people.wide[$0]) }.isEmpty)
  }
}
