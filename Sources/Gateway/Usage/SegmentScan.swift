// SPDX-License-Identifier: Apache-2.0
import Core
package import Cryptography

/// What the bytes of a segment hold, line by line, up to the last group that is whole.
package struct SegmentScan: Sendable {
  /// How the bytes end.
  package enum End: Hashable, Sendable {
    /// With the closing line.
    case closed
    /// After a whole group.
    case open
    /// Within a group or a line that never was acknowledged; the rest is to be cut.
    case torn
    /// A line that was acknowledged is not what was written; it counts from 1.
    case damaged(line: Int)
  }

  /// The first line's name; nil when not even that is whole.
  package private(set) var name: UsageSegmentName?
  /// The last chain of the segment before.
  package private(set) var previous: Digest?
  /// How many records were read.
  package private(set) var records = 0
  /// The number of the last whole group.
  package private(set) var group = 0
  /// The chain of the last line of it.
  package private(set) var chain = UsageLine.origin
  /// How many bytes are sound.
  package private(set) var bytes = 0
  /// How the bytes end.
  package private(set) var end = End.open

  private var lines = 0
  /// Of the group being read: its records so far, its size, the chain of its last line.
  private var waiting: [UsageRecord] = []
  private var waitingFor = 0
  private var lineChain = UsageLine.origin

  /// Reads a segment's bytes and hands the records of whole groups over in order.
  package init(_ bytes: [UInt8], each: (UsageRecord) throws -> Void) rethrows {
    var start = 0
    while start < bytes.count {
      guard let newline = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) else {
        end = end == .closed ? .damaged(line: lines + 1) : .torn
        return
      }
      guard end == .open, take(bytes[start..<newline]) else {
        end = end == .open ? verdict(bytes[start...]) : .damaged(line: lines + 1)
        return
      }
      start = newline + 1
      lines += 1
      guard waiting.count == waitingFor else { continue }
      for record in waiting { try each(record) }
      settle(at: start)
    }
    if !waiting.isEmpty { end = .torn }
  }

  /// The group is whole: what was read up to here is sound.
  private mutating func settle(at place: Int) {
    records += waiting.count
    if waitingFor > 0 { group += 1 }
    waiting = []
    waitingFor = 0
    chain = lineChain
    bytes = place
  }

  /// Takes a line if it continues the chain and fits what stands before it.
  private mutating func take(_ line: ArraySlice<UInt8>) -> Bool {
    guard let content = SegmentScan.content(line, after: lineChain) else { return false }
    switch content.line {
    case .segment(let name, let previous):
      guard lines == 0 else { return false }
      self.name = name
      self.previous = previous
    case .record(let record, let group, let count):
      guard lines > 0, group == self.group + 1, count > 0,
        waitingFor == 0 || count == waitingFor
      else { return false }
      waiting.append(record)
      waitingFor = count
    case .closed(let records):
      guard lines > 0, waitingFor == 0, records == self.records else { return false }
      end = .closed
    }
    lineChain = content.chain
    return true
  }

  private static func content(
    _ line: ArraySlice<UInt8>, after chain: Digest
  ) -> (line: UsageLine, chain: Digest)? {
    guard let stated = UsageLine.stated(line) else { return nil }
    let body = line[(line.startIndex + UsageLine.bodyStart)...]
    guard UsageLine.chain(chain, body) == stated, let content = UsageLine(body: body) else {
      return nil
    }
    return (content, stated)
  }

  /// Whether what does not fit is the torn end of a write, or damage to what was acknowledged.
  ///
  /// A group is written only after the one before it is on the disk. So a later group or a closing
  /// line beyond the fault proves that the line at fault had been acknowledged.
  private func verdict(_ rest: ArraySlice<UInt8>) -> End {
    let lines = rest.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    var before: Digest?
    for line in lines.dropLast() {
      defer { before = UsageLine.stated(line) }
      guard let chain = before, let content = SegmentScan.content(line, after: chain) else {
        continue
      }
      switch content.line {
      case .record(_, let group, _) where group <= self.group + 1: continue
      case .record, .segment, .closed: return .damaged(line: self.lines + 1)
      }
    }
    return .torn
  }
}
