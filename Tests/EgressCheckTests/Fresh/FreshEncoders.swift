// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Ways to hide a raw attribute that none of the others has: spread over many columns, in forms of
/// texts, dates, colours, addresses and lists.
enum FreshEncoders {
  typealias Make = @Sendable (MadeUpPeople, Int) -> [String]

  static let all: [(name: String, make: Make)] = spread + numbers + times + texts + codes

  /// The digits of a number to a base, the lowest first.
  private static func digits(_ number: Int, _ base: Int, _ count: Int) -> [Int] {
    (0..<count).reduce(into: (found: [Int](), rest: number)) { state, _ in
      state.found.append(state.rest % base)
      state.rest /= base
    }.found
  }

  /// FNV-1a: a hash that anybody can compute.
  private static func hash(_ text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  private static func hex(_ number: UInt64, _ count: Int) -> String {
    let text = String(number, radix: 16)
    return String((String(repeating: "0", count: count) + text).suffix(count))
  }

  private static let spread: [(name: String, make: Make)] = [
    (
      "digits to seven in five columns, mixed",
      { people, row in
        let own = digits(people.income[row], 7, 5)
        return [3, 0, 4, 1, 2].map { "\(own[$0])" }
      }
    ),
    (
      "digits to six as words in six columns",
      { people, row in
        let words = ["oak", "elm", "fir", "ash", "yew", "bay"]
        return digits(people.income[row], 6, 6).enumerated().map { place, digit in
          words[(digit * 5 + place) % 6]
        }
      }
    ),
    (
      "a sum of four columns to sixty",
      { people, row in
        let parts = [people.wide[row] % 60, people.noise[row] % 60, people.wide[row] / 60 % 60]
        return parts.map { "\($0)" }
          + ["\((people.age[row] - 20 + 180 - parts.reduce(0, +)) % 60)"]
      }
    ),
    (
      "two points of a line modulo a prime",
      { people, row in
        let slope = people.wide[row] % 97
        return [1, 2].map { "\((people.age[row] + slope * $0) % 97)" }
      }
    ),
    (
      "three points of a curve modulo a prime",
      { people, row in
        let (a, b) = (people.wide[row] % 101, people.noise[row])
        return [1, 2, 3].map { "\((people.age[row] + a * $0 + b * $0 * $0) % 101)" }
      }
    ),
    (
      "a bit in each of seven columns under a key",
      { people, row in
        let key = people.noise[row] % 2
        return ["\(key)"] + (0..<7).map { "\(people.age[row] >> $0 & 1 ^ key)" }
      }
    ),
  ]

  private static let numbers: [(name: String, make: Make)] = [
    (
      "last bits of a fraction",
      { people, row in
        let base = 50 + Double(people.wide[row]) / 3
        return ["\(Double(bitPattern: base.bitPattern & ~0xFFFF | UInt64(people.income[row])))"]
      }
    ),
    (
      "degrees of latitude",
      { people, row in
        let (income, noise) = (people.income[row], people.noise[row])
        return ["\(30 + Double(income) / 100_000)", "\(110 + Double(noise) / 7)"]
      }
    ),
    ("reciprocals that add up", { ["\(1 / (1 / Double($0.income[$1]) + 1e-5))"] }),
    (
      "thousands with a unit",
      { people, row in ["\(Double(people.income[row]) / 10_000)万元"] }
    ),
    (
      "a sum and a difference",
      { people, row in
        let (income, wide) = (people.income[row], people.wide[row])
        return ["\(income + wide)", "\(income - wide)"]
      }
    ),
    (
      "places after a comma, turned",
      { people, row in
        let turned = String("\(people.income[row])".reversed())
        return ["\(people.noise[row]).\(people.noise[row] % 9 + 1)\(turned)1"]
      }
    ),
    ("multiplied modulo a prime", { ["\(($0.age[$1] * 37 + 11) % 211)"] }),
  ]

  private static func date(_ days: Int) -> String {
    // Months of thirty days keep the test simple; a reader needs no more.
    let (year, rest) = (2000 + days / 360, days % 360)
    let (month, day) = (rest / 30 + 1, rest % 30 + 1)
    return "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(min(day, 28))"
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private static let times: [(name: String, make: Make)] = [
    ("a day moved by age", { [date(($0.age[$1] - 20) * 12 + $0.noise[$1] % 12)] }),
    (
      "days between two dates",
      { people, row in
        let start = people.wide[row] % 3_000
        return [date(start), date(start + people.age[row] * 30)]
      }
    ),
    (
      "a time of day",
      { people, row in
        let seconds = people.income[row]
        return ["\(two(seconds / 3_600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"]
      }
    ),
    (
      "minutes and seconds of a time",
      { people, row in
        let (hour, minute) = (people.wide[row] % 24, people.age[row] - 20)
        return ["2026-03-04T\(two(hour)):\(two(minute)):\(two(people.noise[row] % 60))"]
      }
    ),
  ]

  private static let tens = ["twenties", "thirties", "forties", "fifties", "sixties", "seventies"]
  private static let ones = [
    "just", "newly", "early", "fairly", "somewhat", "midway", "rather", "well", "late", "nearly",
  ]
  private static let figures = Array("零一二三四五六七八九")

  private static let texts: [(name: String, make: Make)] = [
    (
      "sentences with words for digits",
      { people, row in
        let (ten, one) = (tens[people.age[row] / 10 - 2], ones[people.age[row] % 10])
        let openings = ["The client is", "A customer,", "This household, we note, is"]
        let ends = ["and pays on time.", "with few complaints.", "and prefers the shop."]
        return [
          "\(openings[people.wide[row] % 3]) \(one) in the \(ten) "
            + ends[people.noise[row] % 3]
        ]
      }
    ),
    (
      "sentences with one of three words",
      { people, row in
        let words = [
          ["calm", "quiet", "still"], ["brisk", "lively", "quick"], ["firm", "solid", "steady"],
          ["warm", "mild", "gentle"], ["keen", "sharp", "bright"],
        ]
        let word = words[people.education[row]][people.wide[row] % 3]
        return ["profile \(people.noise[row]) is \(word) today"]
      }
    ),
    (
      "Chinese figures",
      { people, row in
        let age = people.age[row]
        return ["约\(figures[age / 10])十\(figures[age % 10])，\(people.noise[row])号窗口"]
      }
    ),
    (
      "stars full and empty",
      { people, row in
        let full = people.education[row] + 1
        let empty = people.wide[row] % 4
        return [String(repeating: "★", count: full) + String(repeating: "☆", count: empty)]
      }
    ),
    (
      "bits between the letters of a word",
      { people, row in
        let bits = (0..<7).map { people.age[row] >> $0 & 1 == 1 ? "\u{200B}" : "\u{200C}" }
        let word = Array("service\(people.wide[row] % 50)")
        return [
          word.enumerated().map { place, letter in
            String(letter) + (place < 7 ? bits[place] : "")
          }.joined()
        ]
      }
    ),
    (
      "letters of another script",
      { people, row in
        let word = Array("aceopxyaceo")
        let other = Array("асеорхуасео")
        let letters = word.indices.map { place in
          place < 7 && people.age[row] >> place & 1 == 1 ? other[place] : word[place]
        }
        return [String(letters) + "\(people.wide[row] % 30)"]
      }
    ),
    ("Roman numerals", { ["\(roman($0.age[$1]))-\($0.noise[$1])"] }),
    (
      "the order of a list",
      { people, row in
        let items = ["bus", "car", "ship", "train"]
        let place = people.education[row] * 4 + people.wide[row] % 4
        return [permuted(items, place).joined(separator: ", ")]
      }
    ),
  ]

  private static func roman(_ number: Int) -> String {
    let marks = [(50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
    return marks.reduce(into: (text: "", rest: number)) { state, mark in
      while state.rest >= mark.0 {
        state.text += mark.1
        state.rest -= mark.0
      }
    }.text
  }

  /// The permutation of a number, by taking items out one after another.
  private static func permuted(_ items: [String], _ number: Int) -> [String] {
    var (left, rest, found) = (items, number, [String]())
    while !left.isEmpty {
      found.append(left.remove(at: rest % left.count))
      rest /= left.count + 1
    }
    return found
  }

  private static let codes: [(name: String, make: Make)] = [
    (
      "a hash of five values, salted by county",
      { people, row in
        [hex(hash("\(people.county[row])/\(people.education[row])"), 12)]
      }
    ),
    (
      "a hash of five values with its salt",
      { people, row in
        let salt = people.wide[row] % 8
        return ["s\(salt)", hex(hash("\(salt):\(people.education[row])"), 8)]
      }
    ),
    (
      "a code whose meaning another column turns",
      { people, row in
        let turn = people.noise[row] % 5
        return ["t\(turn)", "\(Array("KQRSV")[(people.education[row] + turn) % 5])"]
      }
    ),
    (
      "an address of a network",
      { people, row in
        let income = people.income[row]
        return ["10.\(people.noise[row]).\(income / 256).\(income % 256)"]
      }
    ),
    (
      "a colour",
      { people, row in
        let (red, rest) = (people.age[row] * 3, people.wide[row])
        return ["#\(hex(UInt64(red), 2))\(hex(UInt64(rest), 4))"]
      }
    ),
    (
      "two digits of a long code",
      { people, row in
        let noise = hex(hash("\(people.wide[row])-\(people.noise[row])-\(row % 40)"), 16)
        return ["\(noise.prefix(6))\(hex(UInt64(people.age[row]), 2))"]
      }
    ),
  ]
}
