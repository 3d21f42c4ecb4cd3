// SPDX-License-Identifier: Apache-2.0
import Merkle
import Testing

@Suite("Tile paths")
struct TilePathTests {
  /// From the tlog-tiles specification and tessera api/layout/paths_test.go.
  static let published: [(TilePath, String)] = [
    (TilePath(.entries, index: 0), "tile/entries/000"),
    (TilePath(.entries, index: 1, width: 1), "tile/entries/001.p/1"),
    (TilePath(.entries, index: 123_456_789), "tile/entries/x123/x456/789"),
    (TilePath(.hashes(level: 0), index: 0), "tile/0/000"),
    (TilePath(.hashes(level: 0), index: 1_234_067), "tile/0/x001/x234/067"),
    (TilePath(.hashes(level: 0), index: 1_234_067, width: 8), "tile/0/x001/x234/067.p/8"),
    (TilePath(.hashes(level: 1), index: 999), "tile/1/999"),
    (TilePath(.hashes(level: 1), index: 1000), "tile/1/x001/000"),
    (TilePath(.hashes(level: 7), index: 0, width: 255), "tile/7/000.p/255"),
  ]

  @Test(arguments: published)
  func `a path is written and read as published`(path: TilePath, text: String) throws {
    #expect(path.text == text)
    #expect(try TilePath(parsing: text) == path)
  }

  @Test(arguments: [
    "", "tile", "tile/0", "tile/0/", "tile/0/0", "tile/0/00", "tile/0/0000", "tile/8/000",
    "tile/00/000", "tile/-1/000", "tile/0/000.p", "tile/0/000.p/0", "tile/0/000.p/256",
    "tile/0/000.p/01", "tile/0/000.p/+1", "tile/0/x000/000", "tile/0/001/000", "tile/0/x001",
    "tile/0/+01", "tile/0/x-01/000", "/tile/0/000", "tile/0/000/", "tile/0/../000",
    "tile/entry/000", "tiles/0/000", "tile/0/000.q/1", "tile/0/x001.p/1",
    "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
  ])
  func `any other spelling is refused`(text: String) {
    #expect(throws: MerkleError.wrongPath(text)) { try TilePath(parsing: text) }
  }

  @Test func `every index reads back, at the edges of each group of digits`() throws {
    for index in [0, 1, 999, 1000, 1001, 999_999, 1_000_000, 123_456_789, 999_999_999] {
      for width in [1, 44, 255, 256] {
        for kind in [TilePath.Kind.entries, .hashes(level: 0), .hashes(level: 3)] {
          let path = TilePath(kind, index: index, width: width)
          #expect(try TilePath(parsing: path.text) == path)
          #expect(path.isFull == (width == 256))
          #expect(path.full.text + ".p" == path.partialFolder)
        }
      }
    }
  }

  @Test func `70,000 leaves make 273 full tiles and a partial one, and two levels above`() {
    let tiles = TileLayout.tiles(to: 70_000)
    func widths(_ level: Int) -> [Int] {
      tiles.filter { $0.kind == .hashes(level: level) }.map(\.width)
    }
    #expect(widths(0) == Array(repeating: 256, count: 273) + [112])
    #expect(widths(1) == [256, 17])
    #expect(widths(2) == [1])
    #expect(tiles.count == 274 + 2 + 1)
    #expect(TileLayout.bundles(to: 70_000).map(\.width) == widths(0))
    #expect(TileLayout.tiles(to: 0).isEmpty)
    #expect(TileLayout.bundles(to: 0).isEmpty)
  }

  @Test func `from one size to another only new and wider files are named`() {
    #expect(TileLayout.tiles(from: 5, to: 5).isEmpty)
    #expect(
      TileLayout.tiles(from: 255, to: 257).map(\.text) == [
        "tile/0/000", "tile/0/001.p/1", "tile/1/000.p/1",
      ])
    #expect(TileLayout.tiles(from: 256, to: 257).map(\.text) == ["tile/0/001.p/1"])
    #expect(TileLayout.bundles(from: 3, to: 4).map(\.text) == ["tile/entries/000.p/4"])
    for old in [0, 1, 255, 256, 300, 511, 512] {
      for new in [512, 513, 700] {
        let before = Set(TileLayout.tiles(to: old))
        let after = Set(TileLayout.tiles(to: new))
        #expect(Set(TileLayout.tiles(from: old, to: new)) == after.subtracting(before))
      }
    }
  }

  @Test func `the width of a file follows from the size`() {
    #expect(TileLayout.width(.entries, index: 0, size: 0) == nil)
    #expect(TileLayout.width(.entries, index: 0, size: 257) == 256)
    #expect(TileLayout.width(.entries, index: 1, size: 257) == 1)
    #expect(TileLayout.width(.entries, index: 2, size: 257) == nil)
    #expect(TileLayout.width(.hashes(level: 1), index: 0, size: 257) == 1)
    #expect(TileLayout.width(.hashes(level: 7), index: 0, size: .max) == 127)
    #expect(TileLayout.count(level: 8, size: .max) == 0)
  }
}
