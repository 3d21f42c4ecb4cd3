// SPDX-License-Identifier: Apache-2.0
import Cryptography
import Merkle
import Testing

/// Tiles in memory; a tile asked for with another width than stored is cut from a wider one.
struct MemoryTiles: TileSource {
  struct Missing: Error, Equatable { var path: TilePath }
  var tiles: [TilePath: Tile] = [:]

  func tile(_ path: TilePath) throws(Missing) -> Tile {
    let exact = tiles[path] ?? tiles[path.full]?.prefix(path.width)
    guard let exact else { throw Missing(path: path) }
    return exact
  }
}

@Suite("Building tiles")
struct TileBuilderTests {
  /// Cheap distinct leaves; the root is checked against the frontier, itself held to the reference.
  private func leaf(_ index: Int) -> Digest { SHA256.hash(Array("\(index)".utf8)) }

  private func build(_ size: Int) -> (builder: TileBuilder, tiles: MemoryTiles) {
    var builder = TileBuilder()
    var tiles = MemoryTiles()
    for index in 0..<size {
      for (path, tile) in builder.append(leaf(index)) { tiles.tiles[path] = tile }
    }
    for (path, tile) in builder.partialTiles { tiles.tiles[path] = tile }
    return (builder, tiles)
  }

  @Test(arguments: [0, 1, 2, 255, 256, 257, 511, 512, 700])
  func `the tiles of a tree are those of the layout, with the reference hashes`(size: Int) throws {
    let (builder, tiles) = build(size)
    #expect(Set(tiles.tiles.keys) == Set(TileLayout.tiles(to: size)))
    let reference = ReferenceTree((0..<size).map(leaf))
    #expect(builder.frontier.root == reference.root)
    for (path, tile) in tiles.tiles {
      #expect(tile.hashes.count == path.width)
      guard case .hashes(let level) = path.kind else { continue }
      for (offset, hash) in tile.hashes.enumerated() {
        let index = path.index * 256 + offset
        #expect(hash == reference.node(NodeCoordinate(level: level * 8, index: index)))
      }
    }
  }

  @Test func `a third level of tiles appears at 65,536 leaves`() {
    let (_, tiles) = build(65_537)
    let top = tiles.tiles.keys.filter { $0.kind == .hashes(level: 2) }
    #expect(top.map(\.text) == ["tile/2/000.p/1"])
    #expect(Set(tiles.tiles.keys) == Set(TileLayout.tiles(to: 65_537)))
  }

  @Test(arguments: [0, 1, 255, 256, 257, 600])
  func `a builder continued from its tiles goes on as if it had never stopped`(size: Int) throws {
    let (_, tiles) = build(size)
    var resumed = try TileBuilder(size: size, from: tiles)
    var continued = tiles
    for index in size..<900 {
      for (path, tile) in resumed.append(leaf(index)) { continued.tiles[path] = tile }
    }
    for (path, tile) in resumed.partialTiles { continued.tiles[path] = tile }
    let (whole, wanted) = build(900)
    #expect(resumed.frontier == whole.frontier)
    for (path, tile) in wanted.tiles { #expect(continued.tiles[path] == tile) }
  }

  @Test func `proofs from tiles equal proofs from leaves`() throws {
    let size = 700
    let (_, tiles) = build(size)
    let nodes = TileNodes(size: size, tiles: tiles)
    let reference = ReferenceTree((0..<size).map(leaf))
    for index in [0, 1, 255, 256, 257, 511, 512, 640, 699] {
      let proof = try InclusionProof(index: index, size: size, from: nodes)
      #expect(proof.hashes == ReferenceTree.path(index, reference.leaves[...]))
      try proof.verify(leafHash: leaf(index), root: reference.root)
    }
    for old in [1, 255, 256, 257, 512, 699, 700] {
      let proof = try ConsistencyProof(oldSize: old, newSize: size, from: nodes)
      try proof.verify(oldRoot: reference.root(old), newRoot: reference.root)
    }
  }

  @Test func `proofs for an earlier size come from the wider tiles of a later one`() throws {
    let (_, tiles) = build(700)
    let reference = ReferenceTree((0..<700).map(leaf))
    for size in [300, 511, 512, 513] {
      var sized = tiles
      // The right edge of the earlier size is gone; its tiles are cut from wider ones.
      sized.tiles = [:]
      for path in TileLayout.tiles(to: size) {
        let wider = tiles.tiles.first { $0.key.full == path.full }
        sized.tiles[path] = try #require(wider?.value.prefix(path.width))
      }
      let nodes = TileNodes(size: size, tiles: sized)
      let proof = try InclusionProof(index: 299, size: size, from: nodes)
      try proof.verify(leafHash: leaf(299), root: reference.root(size))
    }
  }

  @Test func `a missing tile is reported by its place`() throws {
    var (_, tiles) = build(300)
    let path = TilePath(.hashes(level: 0), index: 1, width: 44)
    tiles.tiles[path] = nil
    #expect(throws: MemoryTiles.Missing(path: path)) { try TileBuilder(size: 300, from: tiles) }
  }
}
