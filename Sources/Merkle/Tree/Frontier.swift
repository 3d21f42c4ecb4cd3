// SPDX-License-Identifier: Apache-2.0
package import Cryptography

/// The right edge of a growing tree: enough to append leaves and to know the root.
///
/// It holds the hashes of the perfect subtrees that cover all leaves, largest first, so that a log
/// of any size is continued from at most 63 hashes.
package struct Frontier: Hashable, Sendable {
  /// How many leaves were appended.
  package private(set) var size: Int
  /// The hashes of the covering perfect subtrees, largest first; one for each bit set in `size`.
  package private(set) var hashes: [Digest]

  /// Starts an empty tree.
  package init() {
    size = 0
    hashes = []
  }

  /// Continues a tree from a stored frontier.
  package init(size: Int, hashes: [Digest]) throws(MerkleError) {
    guard size >= 0, hashes.count == size.nonzeroBitCount else {
      throw .wrongFrontier(size: size, hashes: hashes.count)
    }
    self.size = size
    self.hashes = hashes
  }

  /// Continues the tree of the given size from a source of its subtree hashes.
  package init<Source: NodeSource>(size: Int, from source: Source) throws(Source.Failure) {
    self.size = size
    hashes = []
    for place in NodeCoordinate.cover(0, size) {
      hashes.append(try source.node(place))
    }
  }

  /// Appends a leaf hash and returns the subtrees it completes, lowest first, the leaf included.
  @discardableResult
  package mutating func append(_ leafHash: Digest) -> [(place: NodeCoordinate, hash: Digest)] {
    var completed = [(place: NodeCoordinate(level: 0, index: size), hash: leafHash)]
    var hash = leafHash
    var level = 0
    var rest = size
    while rest & 1 == 1 {
      hash = TreeHash.node(hashes.removeLast(), hash)
      level += 1
      rest >>= 1
      completed.append((NodeCoordinate(level: level, index: rest), hash))
    }
    hashes.append(hash)
    size += 1
    return completed
  }

  /// The root of the tree with all leaves appended so far.
  package var root: Digest {
    guard var hash = hashes.last else { return TreeHash.empty }
    for left in hashes.dropLast().reversed() {
      hash = TreeHash.node(left, hash)
    }
    return hash
  }
}
