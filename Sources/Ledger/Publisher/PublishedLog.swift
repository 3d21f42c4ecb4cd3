// SPDX-License-Identifier: Apache-2.0
import Cryptography
import Evidence
import Merkle

/// What the publisher must know of the published log to go on with it.
struct PublishedLog {
  var builder: TileBuilder
  /// The entries of the incomplete bundle at the right edge; fewer than 256.
  var openBundle: [[UInt8]]
  /// The last published checkpoint; nil before the first.
  var checkpoint: Checkpoint?

  /// Starts a log.
  init() {
    builder = TileBuilder()
    openBundle = []
    checkpoint = nil
  }

  /// Continues the log in a folder, after checking that it is ours and whole at the right edge.
  init(
    files: FolderFiles, keys: [NoteKey], origin: String, source: any EntrySource
  ) throws {
    self.init()
    let path = LedgerLayout.checkpoint
    guard let bytes = try files.read(path, bytesMax: LedgerLayout.headBytesMax) else { return }
    let checkpoint: Checkpoint
    do {
      checkpoint = try UnverifiedCheckpoint(parsing: bytes).verified(by: keys, origin: origin)
    } catch {
      throw LedgerError.wrongLog("\(error)")
    }
    let size = checkpoint.head.size
    let count = try source.count()
    guard count >= size else {
      throw LedgerError.forked("\(size) entries were published and only \(count) are stored")
    }
    builder = try TileBuilder(size: size, from: FileTiles(files))
    guard builder.frontier.root == checkpoint.head.root else {
      throw LedgerError.forked("the tiles do not lead to the root of the checkpoint")
    }
    try source.forEach(size / Tile.widthMax * Tile.widthMax..<size) { openBundle.append($0) }
    self.checkpoint = checkpoint
  }

  /// Refuses to go on unless the stored entries from an index on are those that were published.
  func checkPrefix(from index: Int, files: FolderFiles, source: any EntrySource) throws {
    let size = builder.frontier.size
    var position = index / Tile.widthMax * Tile.widthMax
    var tile: Tile?
    try source.forEach(position..<max(position, size)) { entry in
      let offset = position % Tile.widthMax
      if offset == 0 {
        let tileIndex = position / Tile.widthMax
        let kind = TilePath.Kind.hashes(level: 0)
        let width = TileLayout.width(kind, index: tileIndex, size: size) ?? 0
        tile = try files.tile(TilePath(kind, index: tileIndex, width: width))
      }
      guard let tile, tile.hashes[offset] == TreeHash.leaf(entry) else {
        throw LedgerError.forked("entry \(position) is stored otherwise than it was published")
      }
      position += 1
    }
  }
}
