// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Ways to hide a raw attribute in what several columns make together: no three of them tell it by
/// a book of codes, and no single one tells anything.
enum JointEncoders {
  static let all: [(name: String, make: FreshEncoders.Make)] = [
    ("the greatest of five", { greatest($0, $1) }),
    ("the order of four", { order($0, $1) }),
    ("a determinant of four numbers", { determinant($0, $1) }),
    ("the distance of two points", { distance($0, $1) }),
    ("one of eight columns, named by a ninth", { chosen($0, $1) }),
    ("three products of six bits", { bent($0, $1) }),
    ("a sum of ten bits that is wrong for one in twelve", { parity($0, $1) }),
    ("a word of four letters", { word($0, $1) }),
    ("signs of three numbers", { signs($0, $1) }),
    ("letters that two texts share", { shared($0, $1) }),
    ("weights modulo nine", { weighted($0, $1) }),
    ("which of four answers are missing", { gaps($0, $1) }),
  ]

  /// A number below `bound` that follows from nothing but the row and a place.
  static func chance(_ row: Int, _ place: Int, _ bound: Int) -> Int {
    var state = UInt64(row) &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(place) &* 0xD1B5_4A32_D192_ED03
    state = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    state = (state ^ (state >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((state ^ (state >> 31)) % UInt64(bound))
  }

  private static func greatest(_ people: MadeUpPeople, _ row: Int) -> [String] {
    var values = (0..<5).map { chance(row, $0, 60) + 10 }
    values[people.education[row]] = (values.max() ?? 0) + 1
    return values.map { "\($0)" }
  }

  private static func order(_ people: MadeUpPeople, _ row: Int) -> [String] {
    var values = (0..<4).map { $0 * 20 + chance(row, $0, 20) }
    var left = people.education[row] * 4 + chance(row, 9, 4)
    var placed: [Int] = []
    for divisor in [6, 2, 1] {
      placed.append(values.remove(at: left / divisor))
      left %= divisor
    }
    return (placed + values).map { "\($0)" }
  }

  private static func determinant(_ people: MadeUpPeople, _ row: Int) -> [String] {
    let (a, b, c) = (chance(row, 1, 8) + 1, chance(row, 2, 8) + 1, chance(row, 3, 8) + 1)
    let last = Double(people.age[row] + b * c) / Double(a)
    return ["\(a)", "\(b)", "\(c)", String(format: "%.3f", last)]
  }

  private static func distance(_ people: MadeUpPeople, _ row: Int) -> [String] {
    let (x, y) = (Double(chance(row, 1, 50)), Double(chance(row, 2, 50)))
    let angle = Double(chance(row, 3, 6283)) / 1000
    let far = Double(people.age[row])
    return [x, y, x + far * cos(angle), y + far * sin(angle)].map { String(format: "%.1f", $0) }
  }

  private static func chosen(_ people: MadeUpPeople, _ row: Int) -> [String] {
    let place = chance(row, 20, 8)
    var values = (0..<8).map { chance(row, $0, 5) }
    values[place] = people.education[row]
    return ["\(place)"] + values.map { "\($0)" }
  }

  private static func bent(_ people: MadeUpPeople, _ row: Int) -> [String] {
    var bits = (0..<6).map { chance(row, $0, 2) }
    let wanted = people.sex[row] == "F" ? 1 : 0
    if (bits[0] & bits[1]) ^ (bits[2] & bits[3]) ^ (bits[4] & bits[5]) != wanted {
      (bits[4], bits[5]) = bits[4] & bits[5] == 1 ? (1, 0) : (1, 1)
    }
    return bits.map { "\($0)" }
  }

  private static func parity(_ people: MadeUpPeople, _ row: Int) -> [String] {
    let bits = (0..<10).map { chance(row, $0, 2) }
    let wanted = people.sex[row] == "F" ? 1 : 0
    let wrong = chance(row, 30, 12) == 0 ? 1 : 0
    let sum = [0, 2, 3, 5, 7, 8].reduce(wanted + wrong) { $0 + bits[$1] }
    return (bits + [sum % 2]).map { "\($0)" }
  }

  private static func word(_ people: MadeUpPeople, _ row: Int) -> [String] {
    let all = (0..<256).filter { chance($0, 77, 5) == people.education[row] }
    let place = all[chance(row, 1, all.count)]
    return (0..<4).map { ["A", "B", "C", "D"][place >> (2 * $0) & 3] }
  }

  private static func signs(_ people: MadeUpPeople, _ row: Int) -> [String] {
    var values = (0..<3).map { Double(chance(row, $0, 400) - 200) / 10 + 0.05 }
    let isPositive = values.reduce(1) { $0 * $1 } > 0
    if isPositive != (people.sex[row] == "F") { values[0] = -values[0] }
    return values.map { String(format: "%.2f", $0) }
  }

  private static func shared(_ people: MadeUpPeople, _ row: Int) -> [String] {
    var letters = Array("abcdefghijkl")
    let first = (0..<5).map { letters.remove(at: chance(row, $0, letters.count)) }
    let count = people.education[row]
    let second = Array(first.prefix(count)) + letters.prefix(5 - count)
    return [first, second].map { String($0.sorted()) }
  }

  private static func weighted(_ people: MadeUpPeople, _ row: Int) -> [String] {
    let wanted = people.education[row]
    let first = chance(row, 1, 100)
    let second = (0..<90).map { (chance(row, 2, 90) + $0) % 90 }
      .first { (2 * first + 5 * $0) % 9 == wanted }
    return ["\(first)", "\(second ?? 0)"]
  }

  private static func gaps(_ people: MadeUpPeople, _ row: Int) -> [String] {
    let pattern = people.education[row] * 3 + chance(row, 9, 3)
    return (0..<4).map { pattern >> $0 & 1 == 1 ? "" : "\(chance(row, $0, 30))" }
  }
}
