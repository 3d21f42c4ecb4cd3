// SPDX-License-Identifier: Apache-2.0
import Merkle

/// Checks the files below `tile/` that the checkpoint does not need: narrower partial files that
/// were left behind must agree with the wider ones, and nothing may lie beyond the checkpoint.
struct OtherFiles<Files: LedgerFiles> {
  let files: Files
  let size: Int

  func check(_ report: inout AuditReport) throws {
    let needed = Set((TileLayout.tiles(to: size) + TileLayout.bundles(to: size)).map(\.text))
    var beyond: [String] = []
    for text in try files.tilePaths().sorted() where !needed.contains(text) {
      guard let path = parse(text) else {
        report.add(text, "is not a file of the log")
        continue
      }
      let width = TileLayout.width(path.kind, index: path.index, size: size) ?? 0
      if path.width > width {
        beyond.append(text)
        if width == 0 { continue }
      }
      report.files += 1
      compare(path, min(width, path.width), &report)
    }
    if let first = beyond.first, try !hasGrown() {
      report.add(
        first,
        "lies beyond the checkpoint, with \(beyond.count - 1) more; an older checkpoint was put"
          + " back, or publishing was interrupted and has to run again")
    }
  }

  private func parse(_ text: String) -> TilePath? {
    do {
      return try TilePath(parsing: text)
    } catch {
      return nil
    }
  }

  /// Whether another checkpoint was published while the files were read.
  private func hasGrown() throws -> Bool {
    let bytes = try files.read(LedgerLayout.checkpoint, bytesMax: LedgerLayout.headBytesMax)
    return try bytes.map { try UnverifiedCheckpoint(parsing: $0).head.size > size } ?? false
  }

  /// Compares the first `width` elements of a file with those of the file the checkpoint needs.
  private func compare(_ path: TilePath, _ width: Int, _ report: inout AuditReport) {
    let neededWidth = TileLayout.width(path.kind, index: path.index, size: size) ?? width
    let needed = TilePath(path.kind, index: path.index, width: neededWidth)
    do {
      let agrees: Bool
      switch path.kind {
      case .entries:
        agrees =
          try files.bundle(path).entries.prefix(width)
          == files.bundle(needed).entries.prefix(width)
      case .hashes:
        agrees = try files.tile(path).prefix(width) == files.tile(needed).prefix(width)
      }
      if !agrees { report.add(path.text, "differs from \(needed.text)") }
    } catch {
      report.add(path.text, "\(error)")
    }
  }
}
