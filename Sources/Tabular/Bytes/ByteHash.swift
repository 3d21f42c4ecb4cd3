// SPDX-License-Identifier: Apache-2.0

/// A fast 64-bit hash of bytes, seeded; it finds equal values and is no cryptographic digest.
///
/// The mixing step is the folded 64 x 64 -> 128 bit multiplication used by wyhash.
enum ByteHash {
  private static let first: UInt64 = 0xa076_1d64_78bd_642f
  private static let second: UInt64 = 0xe703_7ed1_a0b4_28db

  /// Folds the 128-bit product of two words.
  @inline(__always)
  static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }

  /// Hashes a number.
  @inline(__always)
  static func hash(_ value: Int64, seed: UInt64) -> UInt64 {
    mix(mix(UInt64(bitPattern: value) ^ first, seed ^ second), second)
  }

  /// Hashes bytes.
  @inline(__always)
  static func hash(_ bytes: Span<UInt8>, seed: UInt64) -> UInt64 {
    let raw = unsafe bytes.bytes
    let count = bytes.count
    var state = mix(seed ^ first, UInt64(truncatingIfNeeded: count) ^ second)
    var index = 0
    while index &+ 8 <= count {
      let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
      state = mix(state ^ word, second)
      index &+= 8
    }
    var tail: UInt64 = 0
    while index < count {
      tail = tail << 8 | UInt64(bytes[index])
      index &+= 1
    }
    return mix(mix(state ^ tail, first), second)
  }
}
