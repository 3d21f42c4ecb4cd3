// SPDX-License-Identifier: Apache-2.0
package import Core

/// When a duty was last done for one subject; from this its next due day is computed.
package struct DutyLatest: Record {
  /// The table.
  package static let table = TableSpec(
    "dutyLatest", prefix: "DTL", columns: [.text("place"), .text("duty"), .text("about")],
    unique: [["place", "duty", "about"]])

  /// The random id.
  package let id: RecordID
  /// The place.
  package let place: String
  /// The duty's name in the profile.
  package let duty: String
  /// For what: the id of a record, or the place.
  package let about: String
  /// The record of the last time.
  package var record: RecordID
  /// The day of the last time.
  package var lastOn: Day
  /// The calendar periods for which it was done.
  package var periods: [String]
  /// What the last time came to, where the duty judges; nil where it does not.
  package var verdict: DutyVerdict?
  /// The action for which the last time served, where the profile lets it serve one.
  package var served: String?

  /// Puts the last time together.
  package init(
    id: RecordID, place: String, duty: String, about: String, record: RecordID, lastOn: Day,
    periods: [String], verdict: DutyVerdict? = nil
  ) {
    self.id = id
    self.place = place
    self.duty = duty
    self.about = about
    self.record = record
    self.lastOn = lastOn
    self.periods = periods
    self.verdict = verdict
  }

  /// The same after a further record; an older one that is recorded late moves no day back.
  func adding(
    _ record: RecordID, on day: Day, period: String?, verdict: DutyVerdict? = nil
  ) -> DutyLatest {
    var latest = self
    if day >= lastOn {
      latest.record = record
      latest.lastOn = day
      latest.verdict = verdict
      latest.served = nil
    }
    if let period, !periods.contains(period) { latest.periods.append(period) }
    return latest
  }
}

extension DutyLatest {
  /// The last time of a duty for a subject; nil where it was never done.
  static func find(
    _ duty: String, about: String, in place: String, _ read: any RecordReader
  ) throws -> DutyLatest? {
    try read.first(
      DutyLatest.self, .equal("place", place), .equal("duty", duty), .equal("about", about))
  }
}
