// SPDX-License-Identifier: Apache-2.0
import Cryptography
import Merkle
import Testing

@Suite("The tree")
struct TreeTests {
  /// transparency-dev/merkle testonly/constants.go.
  static let inputs: [[UInt8]] = [
    [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43],
    Array(0x50...0x57), Array(0x60...0x6f),
  ]

  @Test func `the empty tree, the empty leaf and eight leaves hash as published`() {
    #expect(
      TreeHash.empty.hex == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(
      TreeHash.leaf([]).hex == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")
    var frontier = Frontier()
    for input in Self.inputs { frontier.append(TreeHash.leaf(input)) }
    #expect(
      frontier.root.hex == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")
  }

  @Test func `a leaf never hashes like a node`() {
    let left = TreeHash.leaf([1])
    let right = TreeHash.leaf([2])
    #expect(TreeHash.leaf(left.bytes + right.bytes) != TreeHash.node(left, right))
    #expect(TreeHash.node(left, right) != TreeHash.node(right, left))
  }

  @Test func `the frontier has the reference root at every size up to 260`() {
    let tree = ReferenceTree(size: 260)
    var frontier = Frontier()
    for size in 0...260 {
      #expect(frontier.size == size)
      #expect(frontier.root == tree.root(size))
      if size < 260 { frontier.append(tree.leaves[size]) }
    }
  }

  @Test func `appending names every completed subtree with its hash`() {
    let tree = ReferenceTree(size: 70)
    var frontier = Frontier()
    var seen: Set<NodeCoordinate> = []
    for leaf in tree.leaves {
      for (place, hash) in frontier.append(leaf) {
        #expect(hash == tree.node(place))
        #expect(seen.insert(place).inserted)
      }
    }
    let levels = (0...6).map { level in seen.filter { $0.level == level }.count }
    #expect(levels == [70, 35, 17, 8, 4, 2, 1])
  }

  @Test func `a frontier read back continues as if it had never stopped`() throws {
    let tree = ReferenceTree(size: 140)
    for size in [0, 1, 2, 3, 7, 8, 63, 64, 100, 127] {
      var whole = Frontier()
      for leaf in tree.leaves[..<size] { whole.append(leaf) }
      var stored = try Frontier(size: whole.size, hashes: whole.hashes)
      var fromNodes = Frontier(size: size, from: tree)
      #expect(stored == whole)
      #expect(fromNodes == whole)
      for leaf in tree.leaves[size...] {
        stored.append(leaf)
        fromNodes.append(leaf)
      }
      #expect(stored.root == tree.root)
      #expect(fromNodes.root == tree.root)
    }
  }

  @Test func `a frontier with a wrong number of hashes is refused`() {
    let hash = TreeHash.leaf([])
    #expect(throws: MerkleError.wrongFrontier(size: 3, hashes: 1)) {
      try Frontier(size: 3, hashes: [hash])
    }
    #expect(throws: MerkleError.wrongFrontier(size: 0, hashes: 1)) {
      try Frontier(size: 0, hashes: [hash])
    }
    #expect(throws: MerkleError.wrongFrontier(size: -1, hashes: 64)) {
      try Frontier(size: -1, hashes: Array(repeating: hash, count: 64))
    }
  }

  @Test func `a range is covered by perfect subtrees, left to right`() {
    #expect(NodeCoordinate.cover(0, 0).isEmpty)
    #expect(
      NodeCoordinate.cover(0, 7) == [
        NodeCoordinate(level: 2, index: 0), NodeCoordinate(level: 1, index: 2),
        NodeCoordinate(level: 0, index: 6),
      ])
    for size in 1...130 {
      var next = 0
      for place in NodeCoordinate.cover(0, size) {
        #expect(place.index << place.level == next)
        next += 1 << place.level
      }
      #expect(next == size)
    }
  }

  @Test func `a node source hashes any range met in a tree`() {
    let tree = ReferenceTree(size: 40)
    for end in 0...40 {
      #expect(tree.hash(0, end) == tree.root(end))
    }
    for end in 33...40 {
      #expect(tree.hash(32, end) == ReferenceTree.root(tree.leaves[32..<end]))
    }
  }
}
