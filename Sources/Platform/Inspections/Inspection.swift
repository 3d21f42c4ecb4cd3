// SPDX-License-Identifier: Apache-2.0
package import Core

/// How one of the platform's daily tries on itself went last (QZ-24-k).
package struct Inspection: Record {
  /// How it stands.
  package enum State: String, Codable, Sendable, CaseIterable {
    /// Asked for and not made yet.
    case awaited
    /// Nothing was found at the last one.
    case passed
    /// Something was found at the last one.
    case failed
  }

  /// The table: one row for each item of a place.
  package static let table = TableSpec(
    "inspection", prefix: "INS",
    columns: [.text("place"), .text("item"), .text("state"), .text("lastOn"), .text("asked")],
    unique: [["place", "item"]])

  /// The random id.
  package let id: RecordID
  /// The place.
  package let place: String
  /// What is tried.
  package let item: InspectionItem
  /// How it stands.
  package var state: State
  /// `yes` while somebody waits for another one.
  package var asked: String?
  /// How often it was made.
  package var runs: Int
  /// The day of the last one.
  package var lastOn: Day?
  /// How many single checks the last one made.
  package var checks: Int
  /// What the last one found: codes of checks, never a value; at most 50.
  package var failures: [String]
  /// The digest of the last one's full result, which stays in the platform's log.
  package var evidence: DigestText?

  /// The inspection of an item in a place; nil before the first.
  package static func find(
    _ item: InspectionItem, in place: String, _ read: any RecordReader
  ) throws -> Inspection? {
    try read.first(Inspection.self, .equal("place", place), .equal("item", item.rawValue))
  }

  /// One that was never made.
  static func new(_ id: RecordID, place: String, item: InspectionItem) -> Inspection {
    Inspection(
      id: id, place: place, item: item, state: .awaited, asked: nil, runs: 0, lastOn: nil,
      checks: 0, failures: [], evidence: nil)
  }
}
