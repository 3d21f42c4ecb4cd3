// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography

/// What a start finds of an edge's segments, put in order: the last one is cut and closed.
struct UsageRecovery {
  /// The segment to begin with.
  let next: UsageSegmentName
  /// The last chain of the segment before it.
  let previous: Digest?
  /// The names of all closed segments, in order.
  let closed: [UsageSegmentName]

  /// Looks at a folder and repairs what a crash left.
  ///
  /// - Throws: `UsageError.damaged` when a record that was acknowledged cannot be read,
  ///   `UsageError.gap` when a file is missing.
  init(
    first: UsageSegmentName, folder: String, bounds: UsageSegmentBounds, disk: any UsageDisk
  ) throws {
    var names = try UsageRecovery.names(first: first, folder: folder, disk: disk)
    guard let last = names.last else {
      self.init(next: first, previous: nil, closed: [])
      return
    }
    let path = "\(folder)/\(last.file)"
    let scan = SegmentScan(try disk.segment(last, in: folder, bounds)) { _ in }
    if case .damaged(let line) = scan.end {
      throw UsageError.damaged(sequence: last.sequence, line: line)
    }
    if scan.records == 0 && scan.end != .closed {
      try disk.remove(path)
      names.removeLast()
      let before = try names.last.map { try UsageRecovery.chain($0, folder, bounds, disk) }
      self.init(next: last, previous: before, closed: names)
      return
    }
    guard scan.name == last else { throw UsageError.foreign(sequence: last.sequence) }
    guard let next = last.next else { throw UsageError.gap(sequence: last.sequence) }
    guard scan.end != .closed else {
      self.init(next: next, previous: scan.chain, closed: names)
      return
    }
    let line = UsageLine.closed(records: scan.records).bytes(after: scan.chain)
    let file = try disk.reopen(path, cutTo: scan.bytes)
    try file.append(line.bytes)
    try file.synchronize()
    self.init(next: next, previous: line.chain, closed: names)
  }

  private init(next: UsageSegmentName, previous: Digest?, closed: [UsageSegmentName]) {
    self.next = next
    self.previous = previous
    self.closed = closed
  }

  /// The segments of an edge in a folder, without a gap.
  private static func names(
    first: UsageSegmentName, folder: String, disk: any UsageDisk
  ) throws -> [UsageSegmentName] {
    let names = try disk.names(folder)
      .compactMap { UsageSegmentName(file: $0, place: first.place) }
      .filter { $0.edge == first.edge }.sorted()
    for (name, next) in zip(names, names.dropFirst()) where next != name.next {
      throw UsageError.gap(sequence: name.sequence + 1)
    }
    return names
  }

  /// The last chain of a closed segment.
  private static func chain(
    _ name: UsageSegmentName, _ folder: String, _ bounds: UsageSegmentBounds,
    _ disk: any UsageDisk
  ) throws -> Digest {
    let scan = SegmentScan(try disk.segment(name, in: folder, bounds)) { _ in }
    guard scan.end == .closed else { throw UsageError.open(sequence: name.sequence) }
    return scan.chain
  }
}
