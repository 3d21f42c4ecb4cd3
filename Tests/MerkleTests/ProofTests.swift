// SPDX-License-Identifier: Apache-2.0
import Cryptography
import Merkle
import Testing

@Suite("Proofs")
struct ProofTests {
  @Test func `inclusion proofs equal the reference and verify, for every leaf up to size 66`()
    throws
  {
    for size in 1...66 {
      let tree = ReferenceTree(size: size)
      for index in 0..<size {
        let proof = try InclusionProof(index: index, size: size, from: tree)
        #expect(proof.hashes == ReferenceTree.path(index, tree.leaves[...]))
        try proof.verify(leafHash: tree.leaves[index], root: tree.root)
      }
    }
  }

  @Test(arguments: [127, 128, 129, 200, 255, 256, 257, 260])
  func `inclusion proofs hold around the edges of a tile`(size: Int) throws {
    let tree = ReferenceTree(size: size)
    for index in [0, 1, size / 3, size / 2, size - 2, size - 1] {
      let proof = try InclusionProof(index: index, size: size, from: tree)
      #expect(proof.hashes == ReferenceTree.path(index, tree.leaves[...]))
      try proof.verify(leafHash: tree.leaves[index], root: tree.root)
    }
  }

  @Test func `consistency proofs equal the reference and verify, for every pair up to 66`() throws {
    let all = ReferenceTree(size: 66)
    let roots = (0...66).map { all.root($0) }
    for new in 1...66 {
      for old in 1...new {
        let proof = try ConsistencyProof(oldSize: old, newSize: new, from: all)
        #expect(proof.hashes == ReferenceTree.subproof(old, all.leaves[..<new], true))
        try proof.verify(oldRoot: roots[old], newRoot: roots[new])
      }
    }
  }

  @Test(arguments: [(1, 260), (128, 256), (129, 257), (255, 256), (256, 257), (200, 260)])
  func `consistency proofs hold around the edges of a tile`(old: Int, new: Int) throws {
    let tree = ReferenceTree(size: new)
    let proof = try ConsistencyProof(oldSize: old, newSize: new, from: tree)
    #expect(proof.hashes == ReferenceTree.subproof(old, tree.leaves[...], true))
    try proof.verify(oldRoot: tree.root(old), newRoot: tree.root)
  }

  @Test func `a changed inclusion proof never verifies`() throws {
    for size in 2...34 {
      let tree = ReferenceTree(size: size)
      for index in 0..<size {
        let good = try InclusionProof(index: index, size: size, from: tree)
        for place in good.hashes.indices {
          var hashes = good.hashes
          hashes[place] = flipped(hashes[place], bit: (place * 37 + index) % 256)
          refuses(InclusionProof(index: index, size: size, hashes: hashes), tree, index)
          hashes = good.hashes
          hashes.remove(at: place)
          refuses(InclusionProof(index: index, size: size, hashes: hashes), tree, index)
          hashes = good.hashes
          hashes.insert(tree.root, at: place)
          refuses(InclusionProof(index: index, size: size, hashes: hashes), tree, index)
        }
        refuses(
          InclusionProof(index: index, size: size, hashes: good.hashes + [tree.root]), tree, index)
        let other = (index + 1) % size
        refuses(InclusionProof(index: other, size: size, hashes: good.hashes), tree, index)
        refuses(good, tree, other)
      }
    }
  }

  private func refuses(_ proof: InclusionProof, _ tree: ReferenceTree, _ index: Int) {
    #expect(throws: MerkleError.self) {
      try proof.verify(leafHash: tree.leaves[index], root: tree.root)
    }
  }

  @Test func `a changed consistency proof never verifies`() throws {
    for new in 2...34 {
      let tree = ReferenceTree(size: new)
      for old in 1..<new {
        let good = try ConsistencyProof(oldSize: old, newSize: new, from: tree)
        for place in good.hashes.indices {
          var hashes = good.hashes
          hashes[place] = flipped(hashes[place], bit: (place * 41 + old) % 256)
          refuses(ConsistencyProof(oldSize: old, newSize: new, hashes: hashes), tree)
          hashes = good.hashes
          hashes.remove(at: place)
          refuses(ConsistencyProof(oldSize: old, newSize: new, hashes: hashes), tree)
        }
        let longer = good.hashes + [tree.root]
        refuses(ConsistencyProof(oldSize: old, newSize: new, hashes: longer), tree)
        refuses(ConsistencyProof(oldSize: old, newSize: new, hashes: []), tree)
        #expect(throws: MerkleError.rootMismatch) {
          try good.verify(oldRoot: flipped(tree.root(old)), newRoot: tree.root)
        }
        #expect(throws: MerkleError.rootMismatch) {
          try good.verify(oldRoot: tree.root(old), newRoot: flipped(tree.root))
        }
      }
    }
  }

  private func refuses(_ proof: ConsistencyProof, _ tree: ReferenceTree) {
    #expect(throws: MerkleError.self) {
      try proof.verify(oldRoot: tree.root(proof.oldSize), newRoot: tree.root)
    }
  }

  @Test func `indices and sizes out of range are refused`() {
    let tree = ReferenceTree(size: 4)
    for (index, size) in [(4, 4), (-1, 4), (0, 0), (5, 4)] {
      #expect(throws: MerkleError.indexOutOfRange(index: index, size: size)) {
        try InclusionProof(index: index, size: size, from: tree)
      }
      #expect(throws: MerkleError.indexOutOfRange(index: index, size: size)) {
        try InclusionProof(index: index, size: size, hashes: []).root(of: tree.root)
      }
    }
    for (old, new) in [(0, 4), (3, 2), (-1, 2), (0, 0)] {
      #expect(throws: MerkleError.sizesOutOfOrder(old: old, new: new)) {
        try ConsistencyProof(oldSize: old, newSize: new, from: tree)
      }
    }
  }

  @Test func `nothing is consistent with size zero, not even size zero`() {
    #expect(throws: MerkleError.sizesOutOfOrder(old: 0, new: 0)) {
      try ConsistencyProof(oldSize: 0, newSize: 0, hashes: [])
        .verify(oldRoot: TreeHash.empty, newRoot: TreeHash.empty)
    }
  }

  @Test func `equal sizes need equal roots and no hashes`() throws {
    let root = ReferenceTree(size: 5).root
    try ConsistencyProof(oldSize: 5, newSize: 5, hashes: []).verify(oldRoot: root, newRoot: root)
    #expect(throws: MerkleError.rootMismatch) {
      try ConsistencyProof(oldSize: 5, newSize: 5, hashes: [])
        .verify(oldRoot: root, newRoot: flipped(root))
    }
    #expect(throws: MerkleError.wrongProofLength(expected: 0, found: 1)) {
      try ConsistencyProof(oldSize: 5, newSize: 5, hashes: [root])
        .verify(oldRoot: root, newRoot: root)
    }
  }

  @Test func `a proof of the wrong length says so`() throws {
    let tree = ReferenceTree(size: 8)
    let good = try InclusionProof(index: 3, size: 8, from: tree)
    #expect(throws: MerkleError.wrongProofLength(expected: 3, found: 2)) {
      try InclusionProof(index: 3, size: 8, hashes: Array(good.hashes.dropLast()))
        .root(of: tree.leaves[3])
    }
    #expect(throws: MerkleError.wrongProofLength(expected: 3, found: 4)) {
      try InclusionProof(index: 3, size: 8, hashes: good.hashes + [tree.root])
        .root(of: tree.leaves[3])
    }
  }
}
