// SPDX-License-Identifier: Apache-2.0
package import Cryptography

/// Which subtrees a proof is made of, before their hashes are looked up.
package struct ProofPlan: Hashable, Sendable {
  /// The ranges of leaves whose hashes make the proof, in proof order.
  package let ranges: [Range<Int>]

  /// Plans the proof that a leaf is in the tree of the given size (RFC 9162 section 2.1.3.1).
  package static func inclusion(of index: Int, size: Int) throws(MerkleError) -> ProofPlan {
    guard index >= 0, index < size else { throw .indexOutOfRange(index: index, size: size) }
    var ranges: [Range<Int>] = []
    var first = 0
    var end = size
    while end - first > 1 {
      let split = first + largestPowerOfTwo(below: end - first)
      if index < split {
        ranges.append(split..<end)
        end = split
      } else {
        ranges.append(first..<split)
        first = split
      }
    }
    return ProofPlan(ranges: ranges.reversed())
  }

  /// Plans the proof that one tree is the beginning of another (RFC 9162 section 2.1.4.1).
  package static func consistency(from old: Int, to new: Int) throws(MerkleError) -> ProofPlan {
    guard old > 0, old <= new else { throw .sizesOutOfOrder(old: old, new: new) }
    var ranges: [Range<Int>] = []
    var first = 0
    var end = new
    while end != old {
      let split = first + largestPowerOfTwo(below: end - first)
      if old <= split {
        ranges.append(split..<end)
        end = split
      } else {
        ranges.append(first..<split)
        first = split
      }
    }
    // The old tree itself is known to the verifier; any other subtree is part of the proof.
    if first > 0 { ranges.append(first..<end) }
    return ProofPlan(ranges: ranges.reversed())
  }

  /// Looks the hashes up.
  package func hashes<Source: NodeSource>(
    from source: Source
  ) throws(Source.Failure) -> [Digest] {
    var hashes: [Digest] = []
    for range in ranges {
      hashes.append(try source.hash(range.lowerBound, range.upperBound))
    }
    return hashes
  }

  private static func largestPowerOfTwo(below count: Int) -> Int {
    1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount)
  }
}
