// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Honest outputs of which none is among the others: most are products that a business sells.
enum FreshProducts {
  typealias Make = @Sendable (MadeUpPeople, Int) -> [String]

  static let all: [(name: String, make: Make)] = business + other

  private static func pick(_ words: [String], _ place: Int) -> String { words[place % words.count] }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private static let business: [(name: String, make: Make)] = [
    ("delivery zone", { ["Z\([2, 1, 3, 3, 1, 2][$0.county[$1]])"] }),
    ("tariff class", { [pick(["day", "night", "flat"], $0.wide[$1] / 7)] }),
    (
      "plan and its price",
      { people, row in
        let plan = people.wide[row] % 3
        return [["small", "middle", "large"][plan], "\([19.9, 29.9, 49.9][plan])"]
      }
    ),
    ("offer in thousands", { ["\(max(1, $0.income[$1] / 5_000 * 5))k"] }),
    (
      "band of a credit line",
      { people, row in
        [
          pick(
            ["0-10k", "10k-20k", "20k-50k"], people.income[row] / 5_000 + people.noise[row] / 40)
        ]
      }
    ),
    ("energy label", { [pick(["A++", "A+", "A", "B", "C"], $0.noise[$1] / 20)] }),
    ("points of a card", { ["\($0.wide[$1] / 50 * 50)"] }),
    (
      "risk by weather and county",
      { people, row in
        ["\([0.2, 0.4, 0.1, 0.3, 0.5, 0.2][people.county[row]])", "\(people.noise[row] % 4)"]
      }
    ),
    ("slot of a delivery", { ["\(two(8 + $0.wide[$1] % 10)):\($0.noise[$1] % 2 * 3)0"] }),
    (
      "kilowatt hours of a roof",
      { people, row in
        ["\([310, 280, 330, 295, 305, 270][people.county[row]] * (8 + people.noise[row] % 12))"]
      }
    ),
    ("class of a vehicle", { [pick(["van", "car", "bike", "none"], $0.wide[$1] / 11)] }),
    ("complaints", { ["\($0.noise[$1] < 70 ? 0 : $0.noise[$1] % 4)"] }),
    ("branch", { ["B\(two($0.county[$1] * 5 + $0.wide[$1] % 5))"] }),
    (
      "premium and its class",
      { people, row in
        let risk = people.noise[row] / 25
        return ["\(200 + people.age[row] / 20 * 60 + risk * 15)", "R\(risk)"]
      }
    ),
    (
      "price index of a quarter",
      { people, row in
        ["\([101.2, 99.8, 102.5, 100.4, 98.9, 103.1][people.county[row]])", "2026Q3"]
      }
    ),
    (
      "bundle of three",
      { people, row in
        let names = ["phone", "net", "film", "home", "card"]
        return [(0..<3).map { names[(people.wide[row] + $0 * 2) % 5] }.joined(separator: "+")]
      }
    ),
  ]

  private static let other: [(name: String, make: Make)] = [
    (
      "day of an appointment",
      { people, row in
        ["2026-\(two(people.wide[row] % 12 + 1))-\(two(people.noise[row] % 28 + 1))"]
      }
    ),
    (
      "answer in a sentence",
      { people, row in
        [
          pick(["Service was good", "Waiting was long", "No remark"], people.wide[row])
            + pick([".", " and clear.", " this time."], people.noise[row])
        ]
      }
    ),
    ("wait in minutes", { ["\($0.noise[$1] / 3 + $0.wide[$1] % 11)"] }),
    (
      "model's likelihood",
      { people, row in
        let sum = Double(people.noise[row]) / 25 + Double(people.income[row]) / 9_000 - 3
        return ["\((100 / (1 + exp(-sum))).rounded() / 100)"]
      }
    ),
    (
      "percentile in tens of a mix",
      { people, row in
        ["\((people.income[row] / 2_000 + people.noise[row] / 10) / 2 * 10)"]
      }
    ),
    (
      "two shares of a basket",
      { people, row in
        let food = 20 + people.noise[row] % 50
        return ["\(food)%", "\(100 - food)%"]
      }
    ),
    (
      "stars of a rating",
      { people, row in
        let full = people.wide[row] % 5 + 1
        return [String(repeating: "★", count: full) + String(repeating: "☆", count: 5 - full)]
      }
    ),
    ("colour of a map", { [pick(["#d73027", "#fee08b", "#1a9850"], $0.county[$1] / 2)] }),
  ]
}
