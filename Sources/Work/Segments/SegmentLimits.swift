// SPDX-License-Identifier: Apache-2.0

/// When a version is held in segments, and how much of it is written anew at a time.
package struct SegmentLimits: Sendable {
  /// The most rows of a version that every batch writes anew as a whole, in one object.
  package var wholeRowsMax = 200_000
  /// About how many rows a bucket of keys has when a version is split into buckets.
  package var bucketRows = 4_000_000
  /// The most buckets: a sandbox takes 64 files, of which the other half is for batches.
  package var bucketsMax = 16
  /// How many batches' segments lie beside the buckets before they are put into one.
  package var deltasMax = 16
  /// The part of a version that is folded in a day at most, but for its splitting: one in so many.
  package var foldShare = 8

  /// The bounds of a machine that reads a version within its memory.
  package init() {}

  /// From so many segments of batches on, a batch writes its version as a whole.
  var deltasRefused: Int { deltasMax * 2 }

  /// The number of buckets for so many rows: a power of two.
  func buckets(for rows: Int) -> Int {
    var count = 1
    while count < bucketsMax, count * bucketRows < rows { count *= 2 }
    return min(count, max(1, bucketsMax))
  }
}
