// SPDX-License-Identifier: Apache-2.0

/// Columns of honest outputs: scores, indices, price lists, quotas, maps by district.
enum HonestProducts {
  typealias Make = @Sendable (MadeUpPeople, Int) -> String

  /// A weighted sum of income, tax, age and what the product knows besides, whole and bounded.
  private static func mixed(
    _ people: MadeUpPeople, _ row: Int, _ base: Double, _ income: Double, _ tax: Double,
    _ age: Double, _ noise: Double, _ range: ClosedRange<Double>
  ) -> String {
    var sum = base + income * Double(people.income[row])
    sum += tax * people.tax[row]
    sum += age * Double(people.age[row])
    sum += noise * Double(people.noise[row])
    return "\(Int(min(max(sum, range.lowerBound), range.upperBound).rounded()))"
  }

  private static func hundredth(_ text: String) -> String { "\((Double(text) ?? 0) / 100)" }

  static let all: [(name: String, make: Make)] = [
    ("credit score", { mixed($0, $1, 600, 0.004, 0, 0.5, 0.9, 300...900) }),
    ("score to a hundred", { mixed($0, $1, 20, 0.00125, 0.01, 0, 0.4, 0...100) }),
    ("grade A to E", { String(Array("EDCBA")[min(4, $0.income[$1] / 4000)]) }),
    ("index in tens", { mixed($0, $1, 0, 0.0005, 0.005, 0, 0, 0...30) + "0" }),
    ("price list", { "\([90, 110, 95, 120, 101, 84][$0.county[$1]] + $0.age[$1] / 20 * 10)" }),
    ("quota table", { "\([0, 100, 200, 300][$0.age[$1] / 20])" }),
    ("map by district", { "\([97.1, 103.4, 88.9, 110.2, 93.3, 101.8][$0.county[$1]])" }),
    ("low use", { $0.tax[$1] < 600 && $0.income[$1] < 6000 ? "1" : "0" }),
    ("subsidy", { $0.income[$1] < 5000 && $0.age[$1] >= 60 ? "yes" : "no" }),
    ("risk level", { ["low", "mid", "high"][min(2, Int($0.tax[$1] / 700))] }),
    ("segment", { "S\($0.age[$1] / 20)\($0.income[$1] > 9000 ? "a" : "b")" }),
    ("visits", { "\(min(12, $0.noise[$1] / 12 + $0.age[$1] / 40))" }),
    ("health index", { mixed($0, $1, 100, 0, 0, -0.4, 0.3, 0...130) }),
    ("premium", { "\((200 + $0.age[$1] / 20 * 60 + $0.noise[$1] / 2) / 5 * 5)" }),
    ("limit of a loan", { "\($0.income[$1] * ($0.noise[$1] + 100) / 100 / 5000 * 5000)" }),
    ("likelihood in tenths", { hundredth(mixed($0, $1, 3, 0.0001, 0, 0, 0.05, 0...10) + "0") }),
    ("likelihood in hundredths", { hundredth(mixed($0, $1, 20, 0.0011, 0, 0, 0.6, 0...100)) }),
    ("energy index", { mixed($0, $1, 80, 0.0003, 0, 0, 0.1, 0...200) }),
    ("rank of the district", { "\([3, 1, 5, 2, 6, 4][$0.county[$1]])" }),
    ("stability", { $0.noise[$1] < 20 ? "unstable" : "stable" }),
    ("years as customer", { "\($0.noise[$1] / 7)" }),
    ("satisfaction", { "\($0.wide[$1] % 5 + 1)" }),
    ("income in fifths", { "\(min(5, max(1, ($0.income[$1] - 3000) / 2600 + 1)))" }),
    ("activity", { mixed($0, $1, 0, 0, 0.0033, 0, 0.125, 1...20) }),
    ("weight", { "\([1.0, 0.8, 1.2, 1.5][$0.age[$1] / 20])" }),
    ("composite", { mixed($0, $1, 0, 0.0008, 0.01, 0.125, 0.05, 0...99) }),
    ("household", { ["single", "couple", "family"][$0.wide[$1] % 3] }),
    ("channel", { ["shop", "net", "post", "call"][$0.wide[$1] % 4] }),
    ("demand band", { ["0-9", "10-19", "20-49", "50+"][min(3, $0.noise[$1] / 20)] }),
    ("priority", { "\((min(4, $0.income[$1] / 4000) + $0.noise[$1] / 25) / 2)" }),
  ]
}
