// SPDX-License-Identifier: Apache-2.0
package import Cryptography

/// Something that knows the hashes of perfect subtrees, such as tiles on disk.
package protocol NodeSource {
  /// What goes wrong when a hash cannot be had.
  associatedtype Failure: Error

  /// Returns the hash of a complete subtree.
  func node(_ place: NodeCoordinate) throws(Failure) -> Digest
}

extension NodeSource {
  /// Computes the Merkle tree hash of the leaves `first..<end`, as found inside a larger tree.
  package func hash(_ first: Int, _ end: Int) throws(Failure) -> Digest {
    var right: Digest?
    for place in NodeCoordinate.cover(first, end).reversed() {
      let hash = try node(place)
      right = right.map { TreeHash.node(hash, $0) } ?? hash
    }
    return right ?? TreeHash.empty
  }
}
