// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Ways to hide a raw attribute that somebody found who did not write the check: one value only,
/// forms that Unicode calls equal, times of day, products.
enum OutsideEncoders {
  static let all: [(name: String, make: FreshEncoders.Make)] = [
    ("one education flagged", { people, row in [people.education[row] == 3 ? "B" : "A"] }),
    (
      "one education in the cents of a price",
      { people, row in
        let others = ["00", "50", "90", "95"]
        let cents = people.education[row] == 1 ? "99" : others[people.noise[row] % 4]
        return ["\(people.wide[row] % 57 + 3).\(cents)"]
      }
    ),
    (
      "a word among numbers for one education",
      { people, row in [people.education[row] == 2 ? "n/a" : "\(people.noise[row])"] }
    ),
    (
      "composed and decomposed letters as bits",
      { people, row in
        let bits = people.age[row] - 20
        let letters = ["à", "é", "î", "õ", "ü", "ñ"].enumerated().map { place, letter in
          bits >> place & 1 == 1
            ? letter.decomposedStringWithCanonicalMapping
            : letter.precomposedStringWithCanonicalMapping
        }
        return [letters.joined()]
      }
    ),
    (
      "from and till of a day",
      { people, row in
        let from = 420 + people.wide[row] % 140 * 5
        return [from, from + people.age[row]].map(clock)
      }
    ),
    (
      "a product less a third number",
      { people, row in
        let (a, b) = (people.noise[row] % 11 + 3, people.wide[row] % 12 + 8)
        return ["\(a)", "\(b)", "\(a * b - people.age[row])"]
      }
    ),
  ]

  private static func clock(_ minutes: Int) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(two(minutes / 60)):\(two(minutes % 60))"
  }
}
