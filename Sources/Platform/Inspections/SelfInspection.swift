// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// How one of the platform's daily tries on itself went last (QZ-24-k).
package struct SelfInspection: Record {
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
  ) throws -> SelfInspection? {
    try read.first(SelfInspection.self, .equal("place", place), .equal("item", item.rawValue))
  }

  /// One that was never made.
  static func new(_ id: RecordID, place: String, item: InspectionItem) -> SelfInspection {
    SelfInspection(
      id: id, place: place, item: item, state: .awaited, asked: nil, runs: 0, lastOn: nil,
      checks: 0, failures: [], evidence: nil)
  }
}

extension SelfInspection {
  /// How the walls of the domain stood last: one domain serves a place and all below it.
  static func isolation(of context: Context, _ read: any RecordReader) throws -> SelfInspection? {
    try find(.isolation, in: PlaceKey.root(of: context.place), read)
  }

  /// Why nothing runs in production; nil unless the last try got through.
  static func wall(_ isolation: SelfInspection?) -> Reason? {
    guard isolation?.state == .failed else { return nil }
    return Reason(
      "job.isolation", zh: "运营域隔离自检未通过，整改并再次自检通过前不运行生产任务",
      en: "the domain failed its inspection of isolation: nothing runs in production before "
        + "another one passed", field: "environment")
  }
}
