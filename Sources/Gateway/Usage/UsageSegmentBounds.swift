// SPDX-License-Identifier: Apache-2.0

/// When a segment is closed and the next one begun.
package struct UsageSegmentBounds: Sendable, Hashable {
  /// The most bytes; a file is held in memory while it is counted.
  package var bytesMax: Int
  /// The longest time between its first record and its closing, in milliseconds.
  package var ageMaxMilliseconds: Int64
  /// The most pairs of product and developer: their counts stand in one entry of the ledger.
  package var pairsMax: Int
  /// The most records: a start reads one segment in full.
  package var recordsMax: Int

  /// 32 MiB, an hour, 200 pairs, 5,000 records.
  package static let standard = UsageSegmentBounds(
    bytesMax: 32 << 20, ageMaxMilliseconds: 3_600_000, pairsMax: 200)

  /// Sets bounds: at least 4,096 bytes, a millisecond, one pair, one record.
  package init(
    bytesMax: Int, ageMaxMilliseconds: Int64, pairsMax: Int, recordsMax: Int = 5_000
  ) {
    self.bytesMax = max(bytesMax, 4_096)
    self.ageMaxMilliseconds = max(ageMaxMilliseconds, 1)
    self.pairsMax = max(pairsMax, 1)
    self.recordsMax = max(recordsMax, 1)
  }

  /// The most bytes of a file: the bound, one group beyond it, first and last line.
  var fileBytesMax: Int { bytesMax + 16 << 20 }
}
