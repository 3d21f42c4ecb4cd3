// SPDX-License-Identifier: Apache-2.0
package import Core

/// One closed file of usage records at an edge, anchored by its digest.
package struct UsageSegment: Record {
  /// The table.
  package static let table = TableSpec(
    "usageSegment", prefix: "USE",
    columns: [.text("place"), .text("edge"), .integer("sequence"), .text("until")],
    unique: [["place", "edge", "sequence"]])

  /// The random id.
  package let id: RecordID
  /// The place.
  package let place: String
  /// The edge that wrote it.
  package let edge: String
  /// Its number at this edge, from 1 without a gap.
  package let sequence: Int
  /// The digest of its bytes.
  package let digest: DigestText
  /// How many calls its records stand for.
  package let records: Int
  /// The time of its first record.
  package let from: InstantText
  /// The time of its last record.
  package let until: InstantText
  /// How many, by product and developer.
  package let counts: [UsageCount]
}
