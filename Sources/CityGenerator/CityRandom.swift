// SPDX-License-Identifier: Apache-2.0

/// A stream of pseudo-random numbers that is a function of seed, purpose and index alone.
///
/// SplitMix64 (Steele, Lea and Flood, 2014). Each row of each table draws from a stream of its
/// own, so any row can be made without those before it. Only integer arithmetic and the exactly
/// rounded operations of IEEE 754 are used: a seed gives the same bytes on every machine.
struct CityRandom {
  /// What a stream is for; two purposes never share numbers.
  enum Purpose: UInt64 {
    case enterprise = 1
    case enterpriseDefect, electricity, person, personDefect, employment, fund, permutation
  }

  private var state: UInt64

  init(_ seed: UInt64, _ purpose: Purpose, _ index: Int) {
    let keyed = Self.mix(seed &+ purpose.rawValue &* 0x9E37_79B9_7F4A_7C15)
    state = Self.mix(keyed ^ UInt64(truncatingIfNeeded: index))
  }

  /// The next 64 bits.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mix(state)
  }

  /// A whole number from 0 to below `bound`, which is at least 1.
  mutating func below(_ bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(Swift.max(bound, 1))).high)
  }

  /// True in so many of 100,000 cases.
  mutating func chance(of100000 share: Int) -> Bool { below(100_000) < share }

  /// A number from 0 to below 1.
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A number near the standard normal distribution: twelve uniforms, within ±6.
  mutating func normal() -> Double {
    var sum = -6.0
    for _ in 0..<12 { sum += unit() }
    return sum
  }

  /// A log-normal number with a median and a standard deviation of its logarithm.
  mutating func logNormal(median: Double, sigma: Double) -> Double {
    median * Exponential.value(of: sigma * normal())
  }

  /// One of the elements; the list is not empty.
  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[below(elements.count)]
  }

  /// The index of one weight, chosen in proportion to the weights.
  mutating func pick(weights: [Int]) -> Int {
    var rest = below(weights.reduce(0, +))
    for (index, weight) in weights.enumerated() {
      if rest < weight { return index }
      rest -= weight
    }
    return 0
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
