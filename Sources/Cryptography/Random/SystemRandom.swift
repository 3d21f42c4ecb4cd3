// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL

/// The random source for keys: OpenSSL's generator, seeded by the operating system.
///
/// If the generator fails the program stops, because going on would mean predictable keys.
package struct SystemRandom: RandomSource {
  /// Makes a source; all of them draw from the one generator of the process.
  package init() {}

  /// `count` unpredictable bytes, at most 16 MiB.
  package func bytes(_ count: Int) -> [UInt8] {
    RandomRequest.check(count)
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      let done = count == 0 ? 1 : RAND_bytes(buffer.baseAddress, Int32(count))
      precondition(done == 1, "the system's random generator failed")
      filled = count
    }
  }
}
