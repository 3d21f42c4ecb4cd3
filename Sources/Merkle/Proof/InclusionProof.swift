// SPDX-License-Identifier: Apache-2.0
package import Cryptography

/// A proof that a leaf stands at an index of a tree; worth nothing before it is verified.
package struct InclusionProof: Hashable, Sendable {
  /// The leaf's position from 0.
  package let index: Int
  /// The size of the tree the proof is for.
  package let size: Int
  /// The sibling hashes, leaf side first.
  package let hashes: [Digest]

  /// Holds the parts of a proof as they came.
  package init(index: Int, size: Int, hashes: [Digest]) {
    self.index = index
    self.size = size
    self.hashes = hashes
  }

  /// Builds the proof from subtree hashes.
  package init<Source: NodeSource>(
    index: Int, size: Int, from source: Source
  ) throws {
    self.init(
      index: index, size: size,
      hashes: try ProofPlan.inclusion(of: index, size: size).hashes(from: source))
  }

  /// Computes the root that the proof leads to (the loop of RFC 9162 section 2.1.3.2).
  package func root(of leafHash: Digest) throws(MerkleError) -> Digest {
    guard index >= 0, index < size else { throw .indexOutOfRange(index: index, size: size) }
    let expected = try ProofPlan.inclusion(of: index, size: size).ranges.count
    var fn = index
    var sn = size - 1
    var hash = leafHash
    for sibling in hashes {
      guard sn != 0 else { throw .wrongProofLength(expected: expected, found: hashes.count) }
      if fn & 1 == 1 || fn == sn {
        hash = TreeHash.node(sibling, hash)
        while fn & 1 == 0, fn != 0 {
          fn >>= 1
          sn >>= 1
        }
      } else {
        hash = TreeHash.node(hash, sibling)
      }
      fn >>= 1
      sn >>= 1
    }
    guard sn == 0 else { throw .wrongProofLength(expected: expected, found: hashes.count) }
    return hash
  }

  /// Refuses the proof unless it leads from the leaf to the root.
  package func verify(leafHash: Digest, root expected: Digest) throws(MerkleError) {
    guard try root(of: leafHash) == expected else { throw .rootMismatch }
  }
}
