// SPDX-License-Identifier: Apache-2.0
import Core

/// A segment whose summary lies beside it, until a start needs none of its records any more.
struct KeptSummary: Sendable, Hashable {
  /// The segment.
  let segment: UsageSegmentName
  /// The time of its latest record.
  let until: Instant
}
