// SPDX-License-Identifier: Apache-2.0

/// The fingerprint by which keys are told apart: two seeded 64-bit hashes under different seeds.
///
/// Among a thousand million keys two different ones are taken for equal with a probability below
/// 1 in 10^20. Without the seed it says nothing about the key.
struct KeyPrint: Hashable, Sendable {
  var one: UInt64
  var two: UInt64

  /// What every key's fingerprint begins with.
  init(seed: UInt64) {
    one = seed
    two = ByteHash.mix(seed ^ 0x8ebc_6af0_9c88_c6e3, 0x5899_65cc_7537_4cc3)
  }

  init(one: UInt64, two: UInt64) {
    self.one = one
    self.two = two
  }

  /// Adds a text.
  @inline(__always)
  mutating func add(_ bytes: Span<UInt8>) {
    one = ByteHash.hash(bytes, seed: one)
    two = ByteHash.hash(bytes, seed: two)
  }

  /// Adds a number.
  @inline(__always)
  mutating func add(_ value: Int64) {
    one = ByteHash.hash(value, seed: one)
    two = ByteHash.hash(value, seed: two)
  }
}
