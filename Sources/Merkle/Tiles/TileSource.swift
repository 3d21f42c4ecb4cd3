// SPDX-License-Identifier: Apache-2.0
package import Cryptography

/// Something that hands out tiles, such as a folder.
package protocol TileSource {
  /// What goes wrong when a tile cannot be had.
  associatedtype Failure: Error

  /// Returns the tile at a place with exactly the width asked for.
  func tile(_ path: TilePath) throws(Failure) -> Tile
}

/// The subtree hashes of a log of a given size, computed from its tiles.
package struct TileNodes<Tiles: TileSource>: NodeSource {
  private let size: Int
  private let tiles: Tiles

  /// Reads the subtrees of the first `size` leaves.
  package init(size: Int, tiles: Tiles) {
    self.size = size
    self.tiles = tiles
  }

  /// Returns the hash of a complete subtree among the first `size` leaves.
  package func node(_ place: NodeCoordinate) throws(Tiles.Failure) -> Digest {
    precondition((place.index + 1) << place.level <= size, "the subtree is complete")
    let level = place.level / Tile.height
    let height = place.level % Tile.height
    let first = place.index << height
    let index = first / Tile.widthMax
    let kind = TilePath.Kind.hashes(level: level)
    let width = TileLayout.width(kind, index: index, size: size) ?? 0
    let tile = try tiles.tile(TilePath(kind, index: index, width: width))
    let hash = tile.subtree(height: height, index: (first % Tile.widthMax) >> height)
    guard let hash else { preconditionFailure("a tile source returns the width asked for") }
    return hash
  }
}
