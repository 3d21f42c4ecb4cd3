// SPDX-License-Identifier: Apache-2.0
import Cryptography

/// Bytes that are the same for the same seed.
struct FakeRandom: RandomSource {
  let seed: Int

  func bytes(_ count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    var block = 0
    while bytes.count < count {
      bytes += SHA256.hash(Array("random/\(seed)/\(block)".utf8)).bytes
      block += 1
    }
    return Array(bytes.prefix(count))
  }
}
