// SPDX-License-Identifier: Apache-2.0
package import Cryptography

/// Turns a stream of leaf hashes into tiles, keeping only the right edge of the tree.
package struct TileBuilder: Sendable {
  /// The right edge of the tree, which knows its size and root.
  package private(set) var frontier: Frontier
  /// The hashes of the incomplete tile at the right of each tile level; fewer than 256 each.
  private var edges: [[Digest]]

  /// Starts an empty log.
  package init() {
    frontier = Frontier()
    edges = []
  }

  /// Continues a log of the given size from a source of its tiles.
  package init<Source: TileSource>(size: Int, from source: Source) throws(Source.Failure) {
    frontier = try Frontier(size: size, from: TileNodes(size: size, tiles: source))
    edges = []
    var level = 0
    while TileLayout.count(level: level, size: size) > 0 {
      let count = TileLayout.count(level: level, size: size)
      let width = count % Tile.widthMax
      let path = TilePath(.hashes(level: level), index: count / Tile.widthMax, width: width)
      edges.append(width == 0 ? [] : try source.tile(path).hashes)
      level += 1
    }
  }

  /// Appends a leaf hash and returns the tiles it completes, lowest level first.
  package mutating func append(_ leafHash: Digest) -> [(path: TilePath, tile: Tile)] {
    var full: [(path: TilePath, tile: Tile)] = []
    for (place, hash) in frontier.append(leafHash) where place.level.isMultiple(of: Tile.height) {
      let level = place.level / Tile.height
      if level == edges.count { edges.append([]) }
      edges[level].append(hash)
      guard edges[level].count == Tile.widthMax else { continue }
      let index = place.index / Tile.widthMax
      full.append((TilePath(.hashes(level: level), index: index), Tile(unchecked: edges[level])))
      edges[level] = []
    }
    return full
  }

  /// The incomplete tiles at the right edge, lowest level first.
  package var partialTiles: [(path: TilePath, tile: Tile)] {
    edges.enumerated().compactMap { level, edge in
      guard !edge.isEmpty else { return nil }
      let index = TileLayout.count(level: level, size: frontier.size) / Tile.widthMax
      let path = TilePath(.hashes(level: level), index: index, width: edge.count)
      return (path, Tile(unchecked: edge))
    }
  }
}
