// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
package import Merkle

/// Checks a whole log from its files: every entry, chain, tile, root and signature.
package struct LedgerAudit<Files: LedgerFiles> {
  private let files: Files
  private let keys: [NoteKey]
  private let origin: String?
  private let seen: [Checkpoint]
  private let payloads: [CommittedPayload.Place: CommittedPayload]

  /// Prepares a check.
  /// - Parameters:
  ///   - files: The log.
  ///   - keys: The keys that must all have signed the checkpoint.
  ///   - origin: The log's name, when it is known from elsewhere.
  ///   - seen: Checkpoints believed earlier, which the log must contain as its beginnings.
  ///   - payloads: Payloads to be held against their commitments.
  package init(
    files: Files, keys: [NoteKey], origin: String? = nil, seen: [Checkpoint] = [],
    payloads: [CommittedPayload] = []
  ) {
    self.files = files
    self.keys = keys
    self.origin = origin
    self.seen = seen
    self.payloads = Dictionary(payloads.map { ($0.place, $0) }, uniquingKeysWith: { $1 })
  }

  /// Runs the check; what cannot be read is a problem in the report.
  package func run() -> AuditReport {
    var report = AuditReport()
    guard let head = checkHead(&report) else { return report }
    var tiles = TileAudit(files: files)
    var entries = EntryAudit(payloads: payloads)
    let isComplete = read(head, &tiles, &entries, &report)
    if isComplete {
      tiles.finish(&report)
      if tiles.root != head.root {
        report.add(LedgerLayout.checkpoint, "states another root than that of the entries")
      }
      checkOtherFiles(head, &report)
    }
    entries.finish(&report)
    return report
  }

  private func checkHead(_ report: inout AuditReport) -> TreeHead? {
    let path = LedgerLayout.checkpoint
    do {
      guard let bytes = try files.read(path, bytesMax: LedgerLayout.headBytesMax) else {
        report.add(path, "is missing")
        return nil
      }
      let unverified = try UnverifiedCheckpoint(parsing: bytes)
      report.origin = unverified.head.origin
      report.size = unverified.head.size
      report.root = unverified.head.root
      checkSignatures(unverified, &report)
      for earlier in seen where earlier.head.size > unverified.head.size {
        report.add(path, "is older than a checkpoint of \(earlier.head.size) entries seen before")
      }
      return unverified.head
    } catch {
      report.add(path, "cannot be used: \(error)")
      return nil
    }
  }

  private func checkSignatures(_ checkpoint: UnverifiedCheckpoint, _ report: inout AuditReport) {
    do {
      let verified = try checkpoint.verified(by: keys, origin: origin)
      report.signers = verified.note.signers.map { "\($0.name) (\($0.algorithm.rawValue))" }
      for key in keys where !verified.note.signers.contains(key) {
        report.add(
          LedgerLayout.checkpoint, "has no signature of \(key.name) (\(key.algorithm.rawValue))")
      }
    } catch {
      report.add(LedgerLayout.checkpoint, "is not believed: \(error)")
    }
  }

  /// Reads all bundles in order; false when one could not be used, which ends the reading.
  private func read(
    _ head: TreeHead, _ tiles: inout TileAudit<Files>, _ entries: inout EntryAudit,
    _ report: inout AuditReport
  ) -> Bool {
    checkSeen(tiles, &report)
    for path in TileLayout.bundles(to: head.size) {
      let bundle: EntryBundle
      do {
        bundle = try files.bundle(path)
        report.files += 1
      } catch {
        report.add(path.text, "\(error); entries from \(tiles.size) on are not checked")
        return false
      }
      for entry in bundle.entries {
        let leafHash = TreeHash.leaf(entry)
        entries.append(entry, leafHash: leafHash, &report)
        tiles.append(leafHash, &report)
        checkSeen(tiles, &report)
      }
    }
    return true
  }

  private func checkSeen(_ tiles: TileAudit<Files>, _ report: inout AuditReport) {
    for earlier in seen
    where earlier.head.size == tiles.size && earlier.head.root != tiles.root {
      report.add(
        LedgerLayout.checkpoint, "contradicts a checkpoint of \(tiles.size) entries seen before")
    }
  }

  private func checkOtherFiles(_ head: TreeHead, _ report: inout AuditReport) {
    do {
      let others = OtherFiles(files: files, size: head.size)
      try others.check(&report)
    } catch {
      report.add("tile", "cannot be listed: \(error)")
    }
  }
}
