// SPDX-License-Identifier: Apache-2.0
import Cryptography
import Merkle

/// Derives the tiles anew from leaf hashes and compares each with its file.
struct TileAudit<Files: LedgerFiles> {
  private let files: Files
  private var builder = TileBuilder()

  init(files: Files) {
    self.files = files
  }

  /// How many leaves were appended.
  var size: Int { builder.frontier.size }

  /// The root over the leaves appended so far.
  var root: Digest { builder.frontier.root }

  mutating func append(_ leafHash: Digest, _ report: inout AuditReport) {
    for (path, tile) in builder.append(leafHash) { compare(path, tile, &report) }
  }

  /// Compares the incomplete tiles at the right edge.
  func finish(_ report: inout AuditReport) {
    for (path, tile) in builder.partialTiles { compare(path, tile, &report) }
  }

  private func compare(_ path: TilePath, _ tile: Tile, _ report: inout AuditReport) {
    report.files += 1
    do {
      if try files.tile(path) != tile {
        report.add(path.text, "differs from the hashes of the entries")
      }
    } catch {
      report.add(path.text, "\(error)")
    }
  }
}
