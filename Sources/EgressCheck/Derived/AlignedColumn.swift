// SPDX-License-Identifier: Apache-2.0
import Foundation

/// One column of a sample, with what decoders need to know about it.
package struct AlignedColumn: Sendable {
  let name: String
  let texts: [String?]
  /// A number for each different text, the missing value included.
  let codes: [Int]
  let distinct: Int
  /// The values as numbers or days, where nearly all of them are.
  let numbers: [Double]?
  /// Most digits behind the point of a number that can be taken apart.
  let decimals: Int

  /// Most bytes of a number whose digits are looked at one by one. All are filled up to the most
  /// decimals: one longer value may not make that vast, nor keep others from being looked at.
  static let digitsMax = 32

  /// Looks at a column's texts, one per subject.
  package init(name: String, texts: [String?]) {
    self.name = name
    self.texts = texts
    // By bytes: texts that Unicode calls equal can be told apart by whoever reads the file.
    var known: [[UInt8]?: Int] = [:]
    codes = texts.map { text in
      let bytes = text.map { Array($0.utf8) }
      if let code = known[bytes] { return code }
      known[bytes] = known.count
      return known.count - 1
    }
    distinct = known.count
    let parsed = texts.map { text -> Double? in text.flatMap(Self.number) }
    let present = texts.count { $0 != nil }
    let readable = parsed.count { $0 != nil }
    numbers =
      present > 0 && readable * 20 >= present * 19 && readable * 2 > texts.count
      ? parsed.map { $0 ?? .nan } : nil
    decimals =
      numbers == nil
      ? 0
      : texts.compactMap { text in
        guard let text, text.utf8.count <= Self.digitsMax else { return nil }
        return text.split(separator: ".", omittingEmptySubsequences: false).dropFirst().first?.count
      }.max() ?? 0
  }

  /// A finite number, a day as its number, or a time of day in minutes.
  static func number(_ text: String) -> Double? {
    if let number = Double(text), number.isFinite { return number }
    if let minutes = minutes(text) { return minutes }
    let parts = text.split(whereSeparator: { "-/.T :年月日".contains($0) }).prefix(3)
    guard parts.count == 3, parts[0].count == 4, let year = Int(parts[0]),
      let month = Int(parts[1]), let day = Int(parts[2]), (1...12).contains(month),
      (1...31).contains(day)
    else { return nil }
    let shifted = month <= 2 ? year - 1 : year
    let months = (month + 9) % 12
    return Double(
      365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + (months * 306 + 5) / 10 + day)
  }

  /// `HH:MM` or `HH:MM:SS` in minutes.
  private static func minutes(_ text: String) -> Double? {
    guard (4...8).contains(text.utf8.count) else { return nil }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count),
      parts.allSatisfy({ (1...2).contains($0.utf8.count) && $0.allSatisfy(\.isASCII) })
    else { return nil }
    let numbers = parts.compactMap { Int($0) }
    guard numbers.count == parts.count, numbers.allSatisfy({ $0 >= 0 }), numbers[0] < 48,
      numbers.dropFirst().allSatisfy({ $0 < 60 })
    else { return nil }
    return Double(numbers[0] * 60 + numbers[1]) + (parts.count > 2 ? Double(numbers[2]) / 60 : 0)
  }

  /// The smallest difference between values and the spread without the extremes.
  var scale: (step: Double, spread: Double) {
    let sorted = (numbers ?? []).filter(\.isFinite).sorted()
    guard sorted.count > 1 else { return (0, 0) }
    let low = sorted[sorted.count / 20]
    let high = sorted[sorted.count - 1 - sorted.count / 20]
    var step = Double.infinity
    for (a, b) in zip(sorted, sorted.dropFirst()) where b - a > 1e-12 { step = min(step, b - a) }
    return (step.isFinite ? step : 0, high - low)
  }

  /// The most significant digits of a number in it.
  var significantDigits: Int {
    texts.compactMap { text in
      text.map { $0.filter(\.isNumber).drop { $0 == "0" }.count }
    }.max() ?? 0
  }
}
