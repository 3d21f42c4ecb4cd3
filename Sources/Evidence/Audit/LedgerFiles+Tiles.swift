// SPDX-License-Identifier: Apache-2.0
package import Merkle

/// Why a tile or bundle file cannot be used.
package enum LedgerFileError: Error, Hashable, CustomStringConvertible {
  /// Neither the file nor a full one at its place exists.
  case missing
  /// The file cannot be read or is larger than its kind may be.
  case unreadable
  /// The file's bytes are no tile or bundle.
  case malformed(MerkleError)
  /// The file holds more or fewer elements than its path says.
  case wrongWidth(expected: Int, found: Int)

  /// The message for people, to follow the file's path.
  package var description: String {
    switch self {
    case .missing: "is missing"
    case .unreadable: "cannot be read or is too large"
    case .malformed(let error): "is malformed: \(error)"
    case .wrongWidth(let expected, let found): "holds \(found) elements instead of \(expected)"
    }
  }
}

extension LedgerFiles {
  /// Reads a bundle; where a partial one is gone, the start of the full one stands for it.
  package func bundle(_ path: TilePath) throws(LedgerFileError) -> EntryBundle {
    let (bytes, stored) = try content(path, bytesMax: LedgerLayout.bundleBytesMax)
    do {
      let bundle = try EntryBundle(decoding: bytes)
      try check(bundle.entries.count, stored.width)
      return try EntryBundle(Array(bundle.entries.prefix(path.width)))
    } catch let error as MerkleError {
      throw .malformed(error)
    } catch let error as LedgerFileError {
      throw error
    } catch {
      throw .unreadable
    }
  }

  /// Reads a tile; where a partial one is gone, the start of the full one stands for it.
  package func tile(_ path: TilePath) throws(LedgerFileError) -> Tile {
    let (bytes, stored) = try content(path, bytesMax: LedgerLayout.tileBytesMax)
    let tile: Tile
    do {
      tile = try Tile(decoding: bytes)
    } catch {
      throw .malformed(error)
    }
    try check(tile.hashes.count, stored.width)
    guard let part = tile.prefix(path.width) else {
      throw .wrongWidth(expected: path.width, found: tile.hashes.count)
    }
    return part
  }

  private func check(_ found: Int, _ expected: Int) throws(LedgerFileError) {
    guard found == expected else { throw .wrongWidth(expected: expected, found: found) }
  }

  private func content(
    _ path: TilePath, bytesMax: Int
  ) throws(LedgerFileError) -> (bytes: [UInt8], stored: TilePath) {
    do {
      if let bytes = try read(path.text, bytesMax: bytesMax) { return (bytes, path) }
      if !path.isFull, let bytes = try read(path.full.text, bytesMax: bytesMax) {
        return (bytes, path.full)
      }
    } catch {
      throw .unreadable
    }
    throw .missing
  }
}

/// The tiles among a log's files, for proofs.
package struct FileTiles<Files: LedgerFiles>: TileSource {
  private let files: Files

  /// Reads tiles from a log's files.
  package init(_ files: Files) { self.files = files }

  /// Reads the tile at a place with exactly the width asked for.
  package func tile(_ path: TilePath) throws(LedgerFileError) -> Tile {
    try files.tile(path)
  }
}
