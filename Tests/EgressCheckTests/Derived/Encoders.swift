// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Ways to hide a raw attribute in one to three columns of an output.
enum Encoders {
  typealias Make = @Sendable (MadeUpPeople, Int) -> [String]

  /// Each with a name.
  static let all: [(name: String, make: Make)] =
    plain + monotone + texts + hidden + several + further

  private static func one(_ make: @escaping @Sendable (MadeUpPeople, Int) -> String) -> Make {
    { [make($0, $1)] }
  }

  private static let plain: [(name: String, make: Make)] = [
    ("income itself", one { "\($0.income[$1])" }),
    ("age itself", one { "\($0.age[$1])" }),
    ("affine", one { "\($0.income[$1] * 3 + 17)" }),
    ("affine, falling", one { "\(1_000_000 - 7 * $0.income[$1])" }),
    ("affine with decimals", one { "\(Double($0.income[$1]) * 0.37 + 5.5)" }),
    ("tax in other money", one { "\($0.tax[$1] / 12.5)" }),
    ("age shifted", one { "\($0.age[$1] + 1000)" }),
    ("income rounded to 100", one { "\(($0.income[$1] + 50) / 100 * 100)" }),
    ("age with jitter", one { "\($0.age[$1] + ($0.noise[$1] < 20 ? 1 : 0))" }),
    ("income of the next one", one { "\($0.income[($1 + 1) % $0.count])" }),
  ]

  private static let monotone: [(name: String, make: Make)] = [
    ("logarithm", one { "\(log(Double($0.income[$1])))" }),
    ("square root", one { "\(Double($0.income[$1]).squareRoot())" }),
    ("cube", one { "\($0.age[$1] * $0.age[$1] * $0.age[$1])" }),
    ("reciprocal", one { "\(1e6 / Double($0.income[$1]))" }),
    ("rank", one { people, row in "\(people.income.count { $0 < people.income[row] })" }),
    ("days since 1900", one { people, row in "\(days(people.birth[row]))" }),
    ("year of birth", one { String($0.birth[$1].prefix(4)) }),
  ]

  private static func days(_ text: String) -> Int {
    let parts = text.split(separator: "-").compactMap { Int($0) }
    return parts[0] * 372 + parts[1] * 31 + parts[2]
  }

  private static let digits = Array("7203518964")

  private static let texts: [(name: String, make: Make)] = [
    ("telephone reversed", one { String($0.phone[$1].reversed()) }),
    ("telephone in base64", one { Data($0.phone[$1].utf8).base64EncodedString() }),
    ("telephone in hexadecimal", one { hex(Array($0.phone[$1].utf8)) }),
    (
      "telephone, digits replaced",
      one { String($0.phone[$1].compactMap(\.wholeNumberValue).map { digits[$0] }) }
    ),
    (
      "telephone, places mixed",
      one { people, row in
        let letters = Array(people.phone[row])
        return String([4, 1, 9, 0, 2, 10, 3, 5, 8, 6, 7].map { letters[$0] })
      }
    ),
    (
      "telephone, exclusive or",
      one { hex(Array($0.phone[$1].utf8).enumerated().map { $1 ^ [0x5A, 0x13, 0xC4][$0 % 3] }) }
    ),
    ("last four digits", one { String($0.phone[$1].suffix(4)) }),
    (
      "name rotated",
      one {
        String(
          $0.name[$1].unicodeScalars.compactMap { Unicode.Scalar($0.value + 13) }.map(
            Character.init))
      }
    ),
    ("name in hexadecimal", one { hex(Array($0.name[$1].utf8)) }),
    ("name in base64", one { Data($0.name[$1].utf8).base64EncodedString() }),
    ("name reversed", one { String($0.name[$1].reversed()) }),
    ("name percent-encoded", one { "%" + hex(Array($0.name[$1].utf8)) }),
    ("family name", one { "\($0.name[$1].unicodeScalars.first?.value ?? 0)" }),
    (
      "day of birth, turned",
      one { $0.birth[$1].split(separator: "-").reversed().joined(separator: "/") }
    ),
    ("income in hexadecimal", one { String($0.income[$1], radix: 16) }),
    ("income, exclusive or", one { "\($0.income[$1] ^ 0x2A5F)" }),
    (
      "income, digits turned",
      one { people, row in
        String(("00000" + "\(people.income[row])").suffix(6).reversed())
      }
    ),
  ]

  private static func hex(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// A table of codes that depends on a number.
  private static func code(_ value: Int) -> String {
    String((value &* 7919 &+ 104_729) % 99_991, radix: 36)
  }

  private static let hidden: [(name: String, make: Make)] = [
    ("age by a book of codes", one { code($0.age[$1]) }),
    ("sex by two words", one { $0.sex[$1] == "F" ? "alpha" : "beta" }),
    ("education by numbers", one { "\([0.31, 0.12, 0.77, 0.05, 0.5][$0.education[$1]])" }),
    (
      "telephone by a hash",
      one { code(Int($0.phone[$1].suffix(9)) ?? 0) + code(Int($0.phone[$1].suffix(8)) ?? 0) }
    ),
    ("blanks at the end", one { "ok" + String(repeating: " ", count: $0.education[$1]) }),
    ("capitals", one { $0.sex[$1] == "F" ? "Good" : "good" }),
    (
      "characters that do not show",
      one { "ok" + String(repeating: "\u{200B}", count: $0.education[$1]) }
    ),
    ("parity of a score", one { "\($0.noise[$1] * 2 + ($0.sex[$1] == "F" ? 1 : 0))" }),
    ("missing values", one { $0.sex[$1] == "F" ? "" : "\($0.noise[$1] % 3)" }),
    ("far decimals", one { "\(50 + $0.noise[$1] / 2).\(String("00000\($0.age[$1])".suffix(5)))" }),
    (
      "letters for digits",
      one { String("\($0.age[$1])".compactMap(\.wholeNumberValue).map { Array("abcdefghij")[$0] }) }
    ),
    (
      "length of a word",
      one {
        String(repeating: "x", count: $0.age[$1] / 10)
          + String(repeating: "i", count: $0.age[$1] % 10)
      }
    ),
    ("sex and education in one", one { "\(($0.sex[$1] == "F" ? 5 : 0) + $0.education[$1])" }),
    ("place within the declared band", one { "\($0.age[$1] % 20)" }),
  ]

  private static let several: [(name: String, make: Make)] = [
    ("tens and ones", { ["\($0.age[$1] / 10)", "\($0.age[$1] % 10)"] }),
    ("sum and part", { ["\($0.income[$1] + $0.wide[$1])", "\($0.wide[$1])"] }),
    (
      "two parts of three",
      {
        ["\($0.income[$1] - $0.noise[$1] * 13 - $0.wide[$1])", "\($0.noise[$1])", "\($0.wide[$1])"]
      }
    ),
    (
      "product and factor",
      { ["\(Double($0.income[$1] * ($0.noise[$1] + 1)) / 100)", "\($0.noise[$1] + 1)"] }
    ),
    (
      "halves of a telephone", { [String($0.phone[$1].prefix(6)), String($0.phone[$1].suffix(5))] }
    ),
  ]

  private static let further: [(name: String, make: Make)] = [
    ("age scaled with noise", one { "\($0.age[$1] * 10 + $0.noise[$1] % 25)" }),
    ("income scaled with noise", one { "\($0.income[$1] * 107 / 1000 * 10 + $0.noise[$1] * 2)" }),
    ("year of birth, one off", one { "\(2025 - $0.age[$1] + $0.noise[$1] % 3 - 1)" }),
    ("day of birth shifted by days", one { "\(days($0.birth[$1]) + $0.noise[$1] % 7)" }),
    ("remainder of sixty", one { "\($0.noise[$1] * 60 + $0.age[$1] - 20)" }),
    ("remainder of seventy-seven", one { "\($0.wide[$1] % 40 * 77 + $0.age[$1] * 3 % 77)" }),
    (
      "bits packed",
      one { "\($0.age[$1] << 4 | $0.education[$1] << 1 | ($0.sex[$1] == "F" ? 1 : 0))" }
    ),
    (
      "bits packed above noise",
      one { "\($0.education[$1] << 9 | $0.age[$1] << 2 | $0.noise[$1] % 4)" }
    ),
    ("two shares", { ["\(($0.age[$1] + $0.wide[$1]) % 100)", "\($0.wide[$1] % 100)"] }),
    (
      "difference of shares",
      { ["\(($0.wide[$1] + 128 - $0.age[$1]) % 128)", "\($0.wide[$1] % 128)"] }
    ),
    ("exclusive or of two", { ["\($0.age[$1] ^ ($0.wide[$1] & 127))", "\($0.wide[$1] & 127)"] }),
    (
      "three shares",
      {
        [
          "\(($0.age[$1] + 200 - $0.noise[$1] - $0.wide[$1] % 100) % 100)", "\($0.noise[$1])",
          "\($0.wide[$1] % 100)",
        ]
      }
    ),
    ("a digit in each of nine columns", { $0.phone[$1].dropFirst(2).map { "\($0)" } }),
    (
      "a sum over five columns",
      {
        let parts = [
          $0.noise[$1] * 3, $0.wide[$1] % 1000, $0.wide[$1] / 100, $0.noise[$1] % 17 * 50,
        ]
        return ["\($0.income[$1] - parts.reduce(0, +))"] + parts.map { "\($0)" }
      }
    ),
    (
      "name by its code points",
      one { "\($0.name[$1].unicodeScalars.map { "\($0.value)" }.joined())" }
    ),
    ("age in words", one { people, row in "\(people.age[row] / 10)x\(people.age[row] % 10)y" }),
  ]
}
