// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography

/// The segment that is being written: its file and what stands in it.
struct OpenSegment {
  /// Its name.
  let name: UsageSegmentName
  private let file: any UsageFile
  private let from: Instant
  private var chain: Digest
  private var group = 0
  private var records = 0
  private var bytes = 0
  private var noted = 0
  private var notedBytes = 0
  private var pairs: Set<Pair> = []
  private(set) var acknowledged = Acknowledged()

  /// What is on the disk for certain: everything up to the last group whose calls were answered.
  struct Acknowledged {
    var bytes = 0
    var records = 0
    /// The chain after it; nil while no group is.
    var chain: Digest?
  }

  private struct Pair: Hashable {
    let product: RecordID
    let developer: RecordID
  }

  /// Begins a file with its first line; it reaches the disk with the first group.
  init(
    _ name: UsageSegmentName, previous: Digest?, file: any UsageFile, from: Instant
  ) throws {
    self.name = name
    self.file = file
    self.from = from
    let line = UsageLine.segment(name, previous: previous).bytes(after: UsageLine.origin)
    chain = line.chain
    bytes = line.bytes.count
    try file.append(line.bytes)
  }

  /// Whether a record at a time still belongs into this segment.
  func takes(_ record: UsageRecord, _ bounds: UsageSegmentBounds) -> Bool {
    guard bytes + notedBytes < bounds.bytesMax, noted < bounds.recordsMax,
      !isDue(at: record.at, bounds)
    else { return false }
    let pair = Pair(product: record.product, developer: record.developer)
    return pairs.count < bounds.pairsMax || pairs.contains(pair)
  }

  /// Whether it is old enough to be closed.
  func isDue(at now: Instant, _ bounds: UsageSegmentBounds) -> Bool {
    from.milliseconds(until: now) >= bounds.ageMaxMilliseconds
  }

  /// Counts a record that will be in the next group.
  mutating func note(_ record: UsageRecord) {
    pairs.insert(Pair(product: record.product, developer: record.developer))
    noted += 1
    notedBytes += record.canonicalText.utf8.count + UsageLine.bodyStart + 40
  }

  /// Writes a group and waits until it is on the disk.
  mutating func write(_ group: [UsageRecord]) throws {
    self.group += 1
    var text: [UInt8] = []
    text.reserveCapacity(group.count * 512)
    for record in group {
      let line = UsageLine.record(record, group: self.group, of: group.count)
        .bytes(after: chain)
      chain = line.chain
      text += line.bytes
    }
    records += group.count
    bytes += text.count
    notedBytes = 0
    try file.append(text)
    try file.synchronize()
    acknowledged = Acknowledged(bytes: bytes, records: records, chain: chain)
  }

  /// Ends the file after what is on the disk for certain, whatever a failure left behind it; nil
  /// when nothing is, and the file is gone.
  func cut(in folder: String, _ disk: any UsageDisk) throws -> Digest? {
    let path = "\(folder)/\(name.file)"
    guard let chain = acknowledged.chain else {
      try disk.removeIfAny(path)
      return nil
    }
    let line = UsageLine.closed(records: acknowledged.records).bytes(after: chain)
    let file = try disk.reopen(path, cutTo: acknowledged.bytes)
    try file.append(line.bytes)
    try file.synchronize()
    return line.chain
  }

  /// Writes the last line and waits until it is on the disk; gives the last chain.
  func close() throws -> Digest {
    let line = UsageLine.closed(records: records).bytes(after: chain)
    try file.append(line.bytes)
    try file.synchronize()
    return line.chain
  }
}
