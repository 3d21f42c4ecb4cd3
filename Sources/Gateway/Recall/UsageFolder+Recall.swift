// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography

extension UsageFolder {
  /// Hands over the summaries of a place's segments that hold records since a time, in order.
  ///
  /// A summary that was kept counts only when it was made with the edge's key, of that segment, and
  /// ends with the chain that the next segment begins with; for the last one, with the chain
  /// `last` that was read at the start. Where there is none, the segment's records are read, and
  /// `isNew` says so. All segments must be closed.
  func summaries(
    of place: String, since start: Instant, last: Digest?, key: SubjectKey,
    each: (_ summary: RecallSummary, _ isNew: Bool) throws -> Void
  ) throws {
    var wanted: [(name: UsageSegmentName, chain: Digest?)] = []
    var chain = last
    for name in try segments(of: place).reversed() {
      wanted.append((name, chain))
      let head = try head(of: name)
      chain = head.previous
      if let begin = head.begin, begin < start { break }
    }
    for (name, chain) in wanted.reversed() {
      if let chain, let kept = kept(name, key), kept.chain == chain {
        try each(kept, false)
      } else {
        try each(summary(of: name), true)
      }
    }
  }

  /// Reads a closed segment for its summary.
  func summary(of name: UsageSegmentName) throws -> RecallSummary {
    var sum = RecallSum()
    let scan = try scan(name) { sum.add($0) }
    return sum.summary(of: name, chain: scan.chain)
  }

  /// Keeps a summary beside its segment for the next start.
  ///
  /// What a crash leaves of it is not whole, so that the next start reads the segment.
  func keep(_ summary: RecallSummary, _ key: SubjectKey) throws {
    try removeSummaries([summary.segment])
    let file = try disk.create(path(ofSummary: summary.segment))
    try file.append(summary.bytes(key))
    try file.synchronize()
  }

  /// Removes the summaries of segments, as far as there are any.
  func removeSummaries(_ names: [UsageSegmentName]) throws {
    for (place, names) in Dictionary(grouping: names, by: \.place) {
      let present = Set(try disk.names(path(of: place)))
      for name in names where present.contains(name.summaryFile) {
        try disk.remove(path(ofSummary: name))
      }
    }
  }

  /// The summary that was kept of a segment; nil when it cannot be read or trusted.
  private func kept(_ name: UsageSegmentName, _ key: SubjectKey) -> RecallSummary? {
    do {
      let bytes = try disk.read(path(ofSummary: name), bytesMax: bounds.fileBytesMax)
      return RecallSummary(bytes, of: name, key: key)
    } catch {
      return nil
    }
  }

  private func path(ofSummary name: UsageSegmentName) -> String {
    "\(path(of: name.place))/\(name.summaryFile)"
  }
}

extension UsageSegmentName {
  /// The name of the summary beside the segment's file.
  fileprivate var summaryFile: String { "\(file.dropLast(".jsonl".count)).recall" }
}
