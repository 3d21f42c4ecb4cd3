// SPDX-License-Identifier: Apache-2.0

import DisclosureControl
import Testing

/// Exact numbers beside schoolbook arithmetic on digits, which has no width to overflow.
@Suite struct DecimalReferenceTests {
  /// A number as its digits and the place of its point.
  private struct Written {
    var isNegative: Bool
    var whole: [Int]
    var fraction: [Int]

    var text: String {
      (isNegative ? "-" : "") + whole.map(String.init).joined()
        + (fraction.isEmpty ? "" : "." + fraction.map(String.init).joined())
    }

    /// Written with so many digits behind the point, halves away from zero.
    func rounded(_ places: Int) -> String {
      let kept = fraction.prefix(places)
      var digits =
        [0] + whole + kept + Array(repeating: 0, count: places - kept.count)
      if fraction.count > places, fraction[places] >= 5 {
        var place = digits.count - 1
        while digits[place] == 9 {
          digits[place] = 0
          place -= 1
        }
        digits[place] += 1
      }
      let isZero = digits.allSatisfy { $0 == 0 }
      let ends = digits.count - places
      var front = Array(digits[..<ends].drop { $0 == 0 })
      if front.isEmpty { front = [0] }
      return (isNegative && !isZero ? "-" : "") + front.map(String.init).joined()
        + (places == 0 ? "" : "." + digits[ends...].map(String.init).joined())
    }

    /// The point moved by a power of ten.
    func moved(_ power: Int) -> Written {
      let digits =
        Array(repeating: 0, count: max(0, -power)) + whole + fraction
        + Array(repeating: 0, count: max(0, power))
      let point = max(0, -power) + whole.count + power
      return Written(
        isNegative: isNegative, whole: point == 0 ? [0] : Array(digits[..<point]),
        fraction: Array(digits[point...]))
    }
  }

  private func number(
    _ random: inout SeededGenerator, whole: ClosedRange<Int>, fraction: ClosedRange<Int>
  ) -> Written {
    func digits(_ count: Int) -> [Int] {
      // Nines and fours before fives are where a carry goes wrong.
      (0..<count).map { _ in
        [0, 4, 5, 9, Int.random(in: 0...9, using: &random)].randomElement(using: &random) ?? 0
      }
    }
    return Written(
      isNegative: Bool.random(using: &random),
      whole: digits(Int.random(in: whole, using: &random)),
      fraction: digits(Int.random(in: fraction, using: &random)))
  }

  @Test(arguments: UInt64(1)...60)
  func `numbers are written as the digits say`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<20 {
      let number = number(&random, whole: 1...27, fraction: 0...6)
      let read = try ExactDecimal(parsing: number.text)
      for places in 0...6 {
        #expect(read.text(places: places) == number.rounded(places), "seed \(seed): \(number.text)")
      }
      #expect(try ExactDecimal(parsing: read.text(places: 6)) == read)
    }
  }

  @Test(arguments: UInt64(1)...60)
  func `numbers of an output are written as the digits say, with any exponent`(seed: UInt64) throws
  {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<20 {
      var number = number(&random, whole: 1...9, fraction: 0...14)
      if number.whole.count > 1 { number.whole[0] = Int.random(in: 1...9, using: &random) }
      let power = Int.random(in: -12...12, using: &random)
      let places = Int.random(in: 0...6, using: &random)
      let text = power == 0 ? number.text : "\(number.text)e\(power)"
      let canonicaliser = OutputCanonicaliser(forms: ["n": .number(places: places)])
      guard
        case .canonical(let output) = canonicaliser.canonicalise(Array("n\n\(text)\n".utf8))
      else {
        Issue.record("seed \(seed): refused \(text)")
        return
      }
      #expect(
        String(decoding: output.bytes, as: UTF8.self)
          == "n\n\(number.moved(power).rounded(places))\n",
        "seed \(seed): \(text) to \(places) places")
    }
  }

  @Test func `a half is rounded once, not by way of the sixth place`() {
    let canonicaliser = OutputCanonicaliser(places: 2)
    guard
      case .canonical(let output) = canonicaliser.canonicalise(
        Array("n\n0.0049999996\n2.44499999999\n-0.0049999999\n".utf8))
    else {
      Issue.record("refused")
      return
    }
    #expect(String(decoding: output.bytes, as: UTF8.self) == "n\n0.00\n0.00\n2.44\n")
  }

  @Test func `the largest numbers are read, and one more is not`() throws {
    let largest = String(repeating: "9", count: 28)
    #expect(try ExactDecimal(parsing: largest).text(places: 0) == largest)
    #expect(try ExactDecimal(parsing: "-\(largest).999999").text(places: 6) == "-\(largest).999999")
    #expect(throws: ExactDecimalError.outOfBounds) { try ExactDecimal(parsing: largest + "0") }
    #expect(
      ExactDecimal(units: ExactDecimal.unitsMax)?.text(places: 0) == "1"
        + String(repeating: "0", count: 28))
    #expect(ExactDecimal(units: .max) == nil && ExactDecimal(units: .min) == nil)
    #expect(ExactDecimal(.max).text(places: 0) == "9223372036854775807")
    #expect(ExactDecimal(.min).text(places: 0) == "-9223372036854775808")
    #expect(ExactDecimal(.min).magnitude.text(places: 0) == "9223372036854775808")
    #expect(ExactDecimal(units: ExactDecimal.unitsMax)?.divided(by: .max) != nil)
  }

  @Test(arguments: UInt64(1)...30)
  func `a mean is the nearest millionth, halves away from zero`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<30 {
      let units = Int128(Int.random(in: -2_000_000...2_000_000, using: &random))
      let count = Int.random(in: 1...60, using: &random)
      let mean = try #require(ExactDecimal(units: units)?.divided(by: count)).units
      // No neighbour is nearer, and of two as near it is the one further from zero.
      let error = (mean * Int128(count) - units).magnitude
      for other in [mean - 1, mean + 1] {
        let distance = (other * Int128(count) - units).magnitude
        #expect(distance >= error, "seed \(seed)")
        if distance == error { #expect(other.magnitude < mean.magnitude, "seed \(seed)") }
      }
    }
    #expect(ExactDecimal(5).divided(by: -1) == nil && ExactDecimal(5).divided(by: 0) == nil)
  }

  @Test func `rounded totals add up and no count is further off than it says`() {
    for rounding in CountRounding.allCases {
      let counts = Array(0...400)
      #expect(rounding.total(of: counts) == counts.map(rounding.rounded).reduce(0, +))
      for count in counts + [1_000_000_000_000_000] {
        let off = rounding.rounded(count) - count
        #expect((-3...2).contains(off), "\(rounding) \(count)")
        #expect(rounding.rounded(count) >= 0)
        if rounding == .base5 { #expect(off.magnitude <= 2 && rounding.rounded(count) % 5 == 0) }
      }
      for (one, next) in zip(counts, counts.dropFirst()) {
        #expect(rounding.rounded(one) <= rounding.rounded(next))
      }
      #expect(rounding.rounded(0) == 0)
    }
  }
}
