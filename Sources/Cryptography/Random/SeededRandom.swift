// SPDX-License-Identifier: Apache-2.0
private import Synchronization

/// Repeatable bytes for tests and generated data. **Never for keys**: who knows the seed, or a few
/// bytes, knows all of them.
///
/// The generator is SplitMix64 (Steele, Lea, Flood 2014). Requests from several threads are served
/// one after the other, so only one thread gives a repeatable order.
package final class SeededRandom: RandomSource {
  // Guarded by the mutex: the generator's state.
  private let state: Mutex<UInt64>

  /// Starts the sequence that belongs to `seed`.
  package init(seed: UInt64) {
    state = Mutex(seed)
  }

  /// The next `count` bytes of the sequence, at most 16 MiB.
  package func bytes(_ count: Int) -> [UInt8] {
    RandomRequest.check(count)
    return state.withLock { state in
      var bytes: [UInt8] = []
      bytes.reserveCapacity(count + 8)
      while bytes.count < count {
        withUnsafeBytes(of: SeededRandom.next(&state).littleEndian) {
          bytes.append(contentsOf: $0)
        }
      }
      bytes.removeLast(bytes.count - count)
      return bytes
    }
  }

  private static func next(_ state: inout UInt64) -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
