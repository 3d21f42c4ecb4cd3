// SPDX-License-Identifier: Apache-2.0
package import Cryptography

/// A proof that a tree is the beginning of a later tree; worth nothing before it is verified.
package struct ConsistencyProof: Hashable, Sendable {
  /// The size of the earlier tree; 0 is refused, since nothing can be shown about it.
  package let oldSize: Int
  /// The size of the later tree.
  package let newSize: Int
  /// The subtree hashes in the order of RFC 9162 section 2.1.4.1.
  package let hashes: [Digest]

  /// Holds the parts of a proof as they came.
  package init(oldSize: Int, newSize: Int, hashes: [Digest]) {
    self.oldSize = oldSize
    self.newSize = newSize
    self.hashes = hashes
  }

  /// Builds the proof from subtree hashes.
  package init<Source: NodeSource>(oldSize: Int, newSize: Int, from source: Source) throws {
    self.init(
      oldSize: oldSize, newSize: newSize,
      hashes: try ProofPlan.consistency(from: oldSize, to: newSize).hashes(from: source))
  }

  /// Refuses the proof unless it joins the two roots (the loop of RFC 9162 section 2.1.4.2).
  package func verify(oldRoot: Digest, newRoot: Digest) throws(MerkleError) {
    let expected = try ProofPlan.consistency(from: oldSize, to: newSize).ranges.count
    let length = MerkleError.wrongProofLength(expected: expected, found: hashes.count)
    if oldSize == newSize {
      guard hashes.isEmpty else { throw length }
      guard oldRoot == newRoot else { throw .rootMismatch }
      return
    }
    var path = hashes
    if oldSize & (oldSize - 1) == 0 { path.insert(oldRoot, at: 0) }
    guard let start = path.first, !hashes.isEmpty else { throw length }
    var fn = oldSize - 1
    var sn = newSize - 1
    while fn & 1 == 1 {
      fn >>= 1
      sn >>= 1
    }
    var fr = start
    var sr = start
    for hash in path.dropFirst() {
      guard sn != 0 else { throw length }
      if fn & 1 == 1 || fn == sn {
        fr = TreeHash.node(hash, fr)
        sr = TreeHash.node(hash, sr)
        while fn & 1 == 0, fn != 0 {
          fn >>= 1
          sn >>= 1
        }
      } else {
        sr = TreeHash.node(sr, hash)
      }
      fn >>= 1
      sn >>= 1
    }
    guard sn == 0 else { throw length }
    guard fr == oldRoot, sr == newRoot else { throw .rootMismatch }
  }
}
