// SPDX-License-Identifier: Apache-2.0
package import Core
package import Cryptography

/// Reads the closed segments of an edge: `<root>/<place>/<edge>-<sequence>.jsonl`.
package struct UsageFolder: Sendable {
  private let root: String
  /// The edge.
  package let edge: String
  private let bounds: UsageSegmentBounds
  private let disk: any UsageDisk

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
    let scan = try SegmentScan(bytes, each: each)
    switch scan.end {
    case .closed: break
    case .open, .torn: throw UsageError.open(sequence: name.sequence)
    case .damaged(let line): throw UsageError.damaged(sequence: name.sequence, line: line)
    }
    guard scan.name == name else { throw UsageError.foreign(sequence: name.sequence) }
    return SHA256.hash(bytes)
  }

  /// Hands over the records of a place's segments since a time, in order. All must be closed.
  package func records(
    of place: String, since start: Instant, each: (UsageRecord) throws -> Void
  ) throws {
    let names = try segments(of: place)
    var first = names.count
    while first > 0 {
      first -= 1
      if let begin = try begin(of: names[first]), begin < start { break }
    }
    for name in names[first...] {
      try read(name) { record in if record.at >= start { try each(record) } }
    }
  }

  /// The time of a segment's first record, unchecked; nil when its first lines cannot be read.
  private func begin(of name: UsageSegmentName) throws -> Instant? {
    let bytes = try disk.read(
      "\(path(of: name.place))/\(name.file)", bytesMax: 2 * UsageLine.bytesMax)
    let lines = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 2)
    guard lines.count > 1, UsageLine.stated(lines[1]) != nil,
      case .record(let record, _, _) = UsageLine(
        body: lines[1][(lines[1].startIndex + UsageLine.bodyStart)...])
    else { return nil }
    return record.at
  }
}
