// SPDX-License-Identifier: Apache-2.0
import Cryptography
import Merkle
import Testing

@Suite("Tiles and bundles")
struct TileTests {
  @Test func `a tile reads back and counts its bytes`() throws {
    let tree = ReferenceTree(size: 256)
    for width in [1, 2, 255, 256] {
      let tile = try Tile(Array(tree.leaves[..<width]))
      #expect(tile.encode().count == width * 32)
      #expect(try Tile(decoding: tile.encode()) == tile)
    }
  }

  @Test(arguments: [0, 1, 31, 33, 8191, 8193, 8224])
  func `a tile of a wrong length is refused`(bytes: Int) {
    #expect(throws: MerkleError.wrongTileLength(bytes: bytes)) {
      try Tile(decoding: [UInt8](repeating: 7, count: bytes))
    }
  }

  @Test func `a tile is made of 1 to 256 hashes`() {
    #expect(throws: MerkleError.wrongTileLength(bytes: 0)) { try Tile([]) }
    #expect(throws: MerkleError.wrongTileLength(bytes: 257 * 32)) {
      try Tile(Array(repeating: TreeHash.empty, count: 257))
    }
  }

  @Test func `a narrower tile is the start of a wider one`() throws {
    let tile = try Tile(ReferenceTree(size: 10).leaves)
    #expect(tile.prefix(4)?.hashes == Array(tile.hashes[..<4]))
    #expect(tile.prefix(10) == tile)
    #expect(tile.prefix(0) == nil)
    #expect(tile.prefix(11) == nil)
  }

  @Test func `complete subtrees inside a tile hash like the reference, others are nil`() throws {
    let tree = ReferenceTree(size: 100)
    let tile = try Tile(tree.leaves)
    for height in 0...8 {
      for index in 0..<(256 >> height) {
        let complete = (index + 1) << height <= 100
        let hash = tile.subtree(height: height, index: index)
        #expect((hash != nil) == complete)
        if complete { #expect(hash == tree.node(NodeCoordinate(level: height, index: index))) }
      }
    }
    #expect(tile.subtree(height: 9, index: 0) == nil)
    #expect(tile.subtree(height: -1, index: 0) == nil)
    #expect(tile.subtree(height: 0, index: -1) == nil)
  }

  @Test func `a bundle reads back, empty and longest entries included`() throws {
    let entries: [[UInt8]] = [[], [1], Array("entry".utf8), Array(repeating: 9, count: 65_535)]
    let bundle = try EntryBundle(entries)
    #expect(bundle.encode().count == 65_535 + 5 + 1 + 8)
    #expect(bundle.encode().prefix(5) == [0, 0, 0, 1, 1])
    #expect(try EntryBundle(decoding: bundle.encode()) == bundle)
  }

  @Test func `a bundle cut anywhere but between entries is refused`() throws {
    let bytes = try EntryBundle([[1, 2, 3], [], [4]]).encode()
    let borders = [5, 7, bytes.count]
    for length in 0...bytes.count {
      let cut = Array(bytes[..<length])
      if borders.contains(length) {
        #expect(try !EntryBundle(decoding: cut).entries.isEmpty)
      } else {
        #expect(throws: MerkleError.self) { try EntryBundle(decoding: cut) }
      }
    }
  }

  @Test func `a bundle of too many, too long or no entries is refused`() throws {
    #expect(throws: MerkleError.wrongBundle(byte: 0)) { try EntryBundle([]) }
    #expect(throws: MerkleError.wrongBundle(byte: 0)) {
      try EntryBundle(Array(repeating: [], count: 257))
    }
    #expect(throws: MerkleError.entryTooLong(bytes: 65_536)) {
      try EntryBundle([Array(repeating: 0, count: 65_536)])
    }
    let full = try EntryBundle(Array(repeating: [], count: 256)).encode()
    #expect(try EntryBundle(decoding: full).entries.count == 256)
    #expect(throws: MerkleError.wrongBundle(byte: 512)) {
      try EntryBundle(decoding: full + [0, 0])
    }
  }
}
