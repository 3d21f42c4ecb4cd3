// SPDX-License-Identifier: Apache-2.0
package import Core
package import Cryptography
import Evidence
package import Merkle
import Synchronization

/// Publishes stored entries as a tlog-tiles log in a folder.
///
/// A checkpoint appears only after every tile and bundle it needs is durable. Whatever fails, the
/// folder holds a log that verifies, and the next call goes on from what the folder holds. One
/// publisher writes to a folder at a time.
package final class LedgerPublisher: Sendable {
  /// How much of the published log is held against the store when the folder is opened.
  package enum PrefixCheck: Hashable, Sendable {
    /// Every entry.
    case whole
    /// At least this many entries at the end.
    case last(Int)
  }

  private let source: any EntrySource
  private let folder: String
  private let origin: String
  private let signers: [any Signer]
  private let keys: [NoteKey]
  private let started: Instant
  private let prefixCheck: PrefixCheck
  private let operations: any FileOperations
  /// Guards the folder. Nil: unknown, because nothing was read yet or something failed.
  private let published = Mutex<PublishedLog?>(nil)

  /// Prepares a publisher; nothing is read or written before `publish`.
  /// - Parameters:
  ///   - source: The stored entries.
  ///   - folder: Where the log lies; its parent exists.
  ///   - signers: Who signs the checkpoints, Ed25519 first; the first one's name is the origin.
  ///   - started: The time that `log.json` gives as the start when it is first written.
  package init(
    source: any EntrySource, folder: String, signers: [any Signer], started: Instant,
    prefixCheck: PrefixCheck = .whole, operations: any FileOperations = DiskOperations()
  ) throws {
    guard let first = signers.first else { throw LedgerError.wrongLog("there is no signer") }
    self.source = source
    self.folder = folder
    origin = first.name
    self.signers = signers
    keys = try signers.map { try NoteKey($0) }
    self.started = started
    self.prefixCheck = prefixCheck
    self.operations = operations
  }

  /// Publishes all entries that are stored now and returns the checkpoint over them.
  ///
  /// A `LedgerError` with `isFatal` must stop the writer.
  package func publish() throws -> Checkpoint {
    try published.withLock { published in
      var log = try published ?? open()
      published = nil
      let checkpoint = try publish(&log)
      published = log
      return checkpoint
    }
  }

  private func open() throws -> PublishedLog {
    if try operations.makeFolder(folder) {
      try operations.synchronize(folder: Self.parent(folder))
    }
    let files = FolderFiles(folder: folder, operations: operations)
    try checkDescription(files)
    let log = try PublishedLog(files: files, keys: keys, origin: origin, source: source)
    switch prefixCheck {
    case .whole:
      try log.checkPrefix(from: 0, files: files, source: source)
    case .last(let count):
      let first = max(0, log.builder.frontier.size - count)
      try log.checkPrefix(from: first, files: files, source: source)
    }
    return log
  }

  /// Writes `log.json` at the start; later refuses a folder of another log or other keys.
  private func checkDescription(_ files: FolderFiles) throws {
    let path = LedgerLayout.description
    let vkeys = keys.map(\.text)
    if let bytes = try files.read(path, bytesMax: LedgerLayout.headBytesMax) {
      let found = try LogDescription(decoding: bytes)
      guard found.origin == origin, found.vkeys == vkeys else {
        throw LedgerError.wrongLog("\(path) names \(found.origin) with other keys or another name")
      }
      return
    }
    let description = LogDescription(origin: origin, vkeys: vkeys, started: started)
    var target = DurableFolder(root: folder, operations: operations)
    try target.put(description.encode(), at: path)
    try target.commit()
  }

  private func publish(_ log: inout PublishedLog) throws -> Checkpoint {
    let size = log.builder.frontier.size
    let count = try source.count()
    if let checkpoint = log.checkpoint, count == size { return checkpoint }
    guard count >= size else {
      throw LedgerError.forked("\(size) entries were published and only \(count) are stored")
    }
    var target = DurableFolder(root: folder, operations: operations)
    try append(size..<count, to: &log, in: &target)
    try target.commit()
    let head = try TreeHead(origin: origin, size: count, root: log.builder.frontier.root)
    let checkpoint = try Checkpoint(signing: head, by: signers)
    // INVARIANT: every file the checkpoint needs is durable before the checkpoint has its name.
    try target.put(checkpoint.encoded, at: LedgerLayout.checkpoint)
    try target.commit()
    try removePartials(from: size, to: count, in: target)
    log.checkpoint = checkpoint
    return checkpoint
  }

  private func append(
    _ range: Range<Int>, to log: inout PublishedLog, in target: inout DurableFolder
  ) throws {
    var index = range.lowerBound
    try source.forEach(range) { entry in
      log.openBundle.append(entry)
      for (path, tile) in log.builder.append(TreeHash.leaf(entry)) {
        try target.put(tile.encode(), at: path.text)
      }
      if log.openBundle.count == Tile.widthMax {
        try put(log.openBundle, index: index / Tile.widthMax, in: &target)
        log.openBundle = []
      }
      index += 1
    }
    if !log.openBundle.isEmpty, !range.isEmpty {
      try put(log.openBundle, index: range.upperBound / Tile.widthMax, in: &target)
    }
    for path in TileLayout.tiles(from: range.lowerBound, to: range.upperBound) where !path.isFull {
      let partial = log.builder.partialTiles.first { $0.path == path }
      if let partial { try target.put(partial.tile.encode(), at: path.text) }
    }
  }

  private func put(_ entries: [[UInt8]], index: Int, in target: inout DurableFolder) throws {
    let path = TilePath(.entries, index: index, width: entries.count)
    try target.put(EntryBundle(entries).encode(), at: path.text)
  }

  /// Removes the partial files of places that are full now; readers take the full ones.
  private func removePartials(from old: Int, to new: Int, in target: DurableFolder) throws {
    let paths =
      TileLayout.tiles(from: old, to: new) + TileLayout.bundles(from: old, to: new)
    for path in paths where path.isFull { try target.remove(folder: path.partialFolder) }
  }

  private static func parent(_ path: String) -> String {
    let parent = path.split(separator: "/").dropLast().joined(separator: "/")
    return path.hasPrefix("/") ? "/" + parent : parent.isEmpty ? "." : parent
  }
}
