// SPDX-License-Identifier: Apache-2.0
import Core
package import Cryptography

/// Reads the closed segments of an edge: `<root>/<place>/<edge>-<sequence>.jsonl`.
package struct UsageFolder: Sendable {
  private let root: String
  /// The edge.
  package let edge: String
  let bounds: UsageSegmentBounds
  let disk: any UsageDisk

  /// Reads below a folder.
  package init(
    root: String, edge: String, bounds: UsageSegmentBounds = .standard,
    disk: any UsageDisk = SystemUsageDisk()
  ) {
    self.root = root
    self.edge = edge
    self.bounds = bounds
    self.disk = disk
  }

  /// The folder of a place.
  package func path(of place: String) -> String { "\(root)/\(place)" }

  /// The segments of a place in order, closed or not.
  package func segments(of place: String) throws -> [UsageSegmentName] {
    try disk.names(path(of: place)).compactMap { UsageSegmentName(file: $0, place: place) }
      .filter { $0.edge == edge }.sorted()
  }

  /// Reads a closed segment: hands each record over in order, and gives the file's digest.
  ///
  /// - Throws: `UsageError` when it is not closed, not whole, or not the one named.
  @discardableResult
  package func read(
    _ name: UsageSegmentName, each: (UsageRecord) throws -> Void
  ) throws -> Digest {
    let bytes = try disk.segment(name, in: path(of: name.place), bounds)
    try scan(name, bytes, each: each)
    return SHA256.hash(bytes)
  }

  /// Reads a closed segment, as `read` does; gives what its lines came to.
  func scan(_ name: UsageSegmentName, each: (UsageRecord) throws -> Void) throws -> SegmentScan {
    try scan(name, disk.segment(name, in: path(of: name.place), bounds), each: each)
  }

  @discardableResult
  private func scan(
    _ name: UsageSegmentName, _ bytes: [UInt8], each: (UsageRecord) throws -> Void
  ) throws -> SegmentScan {
    let scan = try SegmentScan(bytes, each: each)
    switch scan.end {
    case .closed: break
    case .open, .torn: throw UsageError.open(sequence: name.sequence)
    case .damaged(let line): throw UsageError.damaged(sequence: name.sequence, line: line)
    }
    guard scan.name == name else { throw UsageError.foreign(sequence: name.sequence) }
    return scan
  }

  /// The chain that a segment begins with and the time of its first record, unchecked; nil what
  /// its first lines do not say.
  func head(of name: UsageSegmentName) throws -> (previous: Digest?, begin: Instant?) {
    let bytes = try disk.read(
      "\(path(of: name.place))/\(name.file)", bytesMax: 2 * UsageLine.bytesMax)
    let lines = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 2).prefix(2).map { line in
      UsageLine.stated(line).flatMap { _ in
        UsageLine(body: line[(line.startIndex + UsageLine.bodyStart)...])
      }
    }
    var head: (previous: Digest?, begin: Instant?)
    if case .segment(_, let previous) = lines.first ?? nil { head.previous = previous }
    if case .record(let record, _, _) = lines.dropFirst().first ?? nil { head.begin = record.at }
    return head
  }
}
