// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Gateway

/// Records, keys and days that tests share.
enum Samples {
  static let start = Instant(milliseconds: 1_795_230_000_000)

  /// An id of a kind and a number.
  static func id(_ prefix: String, _ number: Int) -> RecordID {
    RecordID.make(prefix: prefix, random: SHA256.hash(Array("\(prefix)\(number)".utf8)).bytes)
  }

  /// The holder of a numbered key, for a numbered product.
  static func holder(_ key: Int = 1, product: Int = 1) -> KeyHolder {
    KeyHolder(
      key: id("KEY", key), subscription: id("SUB", key), product: id("PRD", product), version: 1,
      developer: id("ORG", key), place: "ezhou")
  }

  /// A record of a number, some seconds after the start.
  static func record(
    _ number: Int, key: Int = 1, product: Int = 1, outcome: UsageOutcome = .answered,
    price: Int64 = 50, after milliseconds: Int64 = 0, request: String? = nil
  ) -> UsageRecord {
    UsageRecord(
      id: id("USG", number), at: start.adding(milliseconds: milliseconds),
      holder: holder(key, product: product), outcome: outcome, price: Money(fen: price),
      parameters: SHA256.hash(Array("\(number)".utf8)), request: request)
  }
}

/// A generator of chosen seed, for properties.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
