// SPDX-License-Identifier: Apache-2.0

/// The place of a perfect subtree: level 0 is a leaf, index counts from the left at that level.
package struct NodeCoordinate: Hashable, Sendable {
  /// The height of the subtree; it covers 2^level leaves. 0...62.
  package let level: Int
  /// The position among the subtrees of this level, from 0.
  package let index: Int

  /// Names a place.
  package init(level: Int, index: Int) {
    self.level = level
    self.index = index
  }

  /// Splits the leaves `first..<end` into the perfect subtrees that cover them, left to right.
  ///
  /// Expects `first` to be a multiple of the largest power of two below `end - first`, which
  /// holds for every range met in a Merkle tree.
  package static func cover(_ first: Int, _ end: Int) -> [NodeCoordinate] {
    var nodes: [NodeCoordinate] = []
    var position = first
    while position < end {
      let level = Int.bitWidth - 1 - (end - position).leadingZeroBitCount
      nodes.append(NodeCoordinate(level: level, index: position >> level))
      position += 1 << level
    }
    return nodes
  }
}
