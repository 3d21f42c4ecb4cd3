// SPDX-License-Identifier: Apache-2.0
package import Evidence
package import Merkle

/// Answers questions about a published log from its files.
package struct LedgerReader: Sendable {
  private let files: FolderFiles

  /// Reads the log in a folder.
  package init(folder: String, operations: any FileOperations = DiskOperations()) {
    files = FolderFiles(folder: folder, operations: operations)
  }

  /// The last published checkpoint.
  package func checkpoint() throws -> UnverifiedCheckpoint {
    try UnverifiedCheckpoint(parsing: checkpointBytes())
  }

  /// The log's name and public keys as they are published (`log.json`); nil before the start.
  package func description() throws -> [UInt8]? {
    try files.read(LedgerLayout.description, bytesMax: LedgerLayout.headBytesMax)
  }

  /// One entry's bytes.
  package func entry(_ index: Int) throws -> [UInt8] {
    let size = try checkpoint().head.size
    guard index >= 0, index < size else {
      throw LedgerError.notPublished(index: index, size: size)
    }
    let place = index / Tile.widthMax
    let width = TileLayout.width(.entries, index: place, size: size) ?? 0
    let bundle = try files.bundle(TilePath(.entries, index: place, width: width))
    return bundle.entries[index % Tile.widthMax]
  }

  /// The proof that an entry stands in the log of a published size.
  package func inclusionProof(index: Int, size: Int) throws -> InclusionProof {
    try checkSize(size)
    guard index >= 0, index < size else {
      throw LedgerError.notPublished(index: index, size: size)
    }
    return try InclusionProof(
      index: index, size: size, from: TileNodes(size: size, tiles: FileTiles(files)))
  }

  /// The proof that a published log is the beginning of a later one.
  package func consistencyProof(from oldSize: Int, to newSize: Int) throws -> ConsistencyProof {
    try checkSize(newSize)
    return try ConsistencyProof(
      oldSize: oldSize, newSize: newSize,
      from: TileNodes(size: newSize, tiles: FileTiles(files)))
  }

  /// The content of a `.tlog-proof` file for an entry under the last checkpoint.
  package func proofFile(index: Int) throws -> [UInt8] {
    let bytes = try checkpointBytes()
    let size = try UnverifiedCheckpoint(parsing: bytes).head.size
    let inclusion = try inclusionProof(index: index, size: size)
    return try UnverifiedLogProof(inclusion: inclusion, checkpoint: bytes).encoded
  }

  /// The first stored entry that is another than the published one; nil when none is, or when
  /// nothing was published yet.
  package func firstDifference(from source: any EntrySource) throws -> Int? {
    let path = LedgerLayout.checkpoint
    guard let bytes = try files.read(path, bytesMax: LedgerLayout.headBytesMax) else { return nil }
    let size = try UnverifiedCheckpoint(parsing: bytes).head.size
    var (index, found) = (0, Int?.none)
    var bundle: [[UInt8]] = []
    try source.forEach(0..<size) { entry in
      let (place, offset) = (index / Tile.widthMax, index % Tile.widthMax)
      if offset == 0 {
        let width = TileLayout.width(.entries, index: place, size: size) ?? 0
        bundle = try files.bundle(TilePath(.entries, index: place, width: width)).entries
      }
      if found == nil, bundle[offset] != entry { found = index }
      index += 1
    }
    return found
  }

  /// Checks the whole log; see `LedgerAudit`.
  package func audit(keys: [NoteKey], seen: [Checkpoint] = []) -> AuditReport {
    LedgerAudit(files: files, keys: keys, seen: seen).run()
  }

  private func checkSize(_ size: Int) throws {
    let published = try checkpoint().head.size
    guard size <= published else {
      throw LedgerError.notPublished(index: size - 1, size: published)
    }
  }

  private func checkpointBytes() throws -> [UInt8] {
    let path = LedgerLayout.checkpoint
    guard let bytes = try files.read(path, bytesMax: LedgerLayout.headBytesMax) else {
      throw LedgerError.noCheckpoint
    }
    return bytes
  }
}
