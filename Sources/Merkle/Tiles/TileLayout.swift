// SPDX-License-Identifier: Apache-2.0

/// Which files a log of a given size consists of (c2sp.org/tlog-tiles).
package enum TileLayout {
  /// How many hashes stand at a tile level of a tree.
  package static func count(level: Int, size: Int) -> Int {
    level * Tile.height >= Int.bitWidth - 1 ? 0 : size >> (level * Tile.height)
  }

  /// How wide the file at a place is in a tree of the given size; nil when it has no such file.
  package static func width(_ kind: TilePath.Kind, index: Int, size: Int) -> Int? {
    let level =
      switch kind {
      case .hashes(let level): level
      case .entries: 0
      }
    let width = min(count(level: level, size: size) - index * Tile.widthMax, Tile.widthMax)
    return width > 0 ? width : nil
  }

  /// The hash tiles that are new or wider in a tree of `new` leaves than in one of `old`.
  package static func tiles(from old: Int = 0, to new: Int) -> [TilePath] {
    var paths: [TilePath] = []
    var level = 0
    while count(level: level, size: new) > 0 {
      paths += files(.hashes(level: level), from: old, to: new)
      level += 1
    }
    return paths
  }

  /// The entry bundles that are new or wider in a tree of `new` leaves than in one of `old`.
  package static func bundles(from old: Int = 0, to new: Int) -> [TilePath] {
    files(.entries, from: old, to: new)
  }

  private static func files(_ kind: TilePath.Kind, from old: Int, to new: Int) -> [TilePath] {
    let level =
      switch kind {
      case .hashes(let level): level
      case .entries: 0
      }
    let before = count(level: level, size: old)
    let after = count(level: level, size: new)
    guard after > before else { return [] }
    return (before / Tile.widthMax...(after - 1) / Tile.widthMax).compactMap { index in
      width(kind, index: index, size: new).map { TilePath(kind, index: index, width: $0) }
    }
  }
}
