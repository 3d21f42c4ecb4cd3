// SPDX-License-Identifier: Apache-2.0

/// A keyed reordering of 0 ..< count that needs no memory.
///
/// A Feistel network of four rounds over the next even number of bits, walked until the result
/// falls into the range.
struct Permutation {
  private let count: Int
  private let halfBits: Int
  private let seed: UInt64

  init(count: Int, seed: UInt64, salt: Int) {
    self.count = count
    let bits = Int.bitWidth - Swift.max(count - 1, 1).leadingZeroBitCount
    halfBits = (bits + 1) / 2
    var random = CityRandom(seed, .permutation, salt)
    self.seed = random.next()
  }

  /// The place of an index from 0 to below the count.
  subscript(index: Int) -> Int {
    var value = index
    repeat { value = scramble(value) } while value >= count
    return value
  }

  private func scramble(_ value: Int) -> Int {
    let mask = (1 << halfBits) - 1
    var left = value >> halfBits
    var right = value & mask
    for round in 0..<4 {
      var random = CityRandom(seed, .permutation, right << 3 | round)
      let mixed = Int(truncatingIfNeeded: random.next() >> 8) & mask
      (left, right) = (right, left ^ mixed)
    }
    return left << halfBits | right
  }
}
