// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation

/// A due day of a record for people: the day as it stands by the notices that are known now, with a
/// mark while it rests on a year whose holidays are not published. Such a day is nobody's delay
/// yet.
struct DueDay {
  /// The day with its mark; empty without a day.
  let text: String
  /// Whether it is over.
  let isLate: Bool

  /// Reads a day of a record and what is kept of its count.
  init(_ day: String?, _ count: JSON?, _ visit: Visit) {
    guard let day, let known = Day(day) else {
      text = day ?? ""
      isLate = false
      return
    }
    let platform = visit.console.platform
    let kept = CountedDay(day: known, uncertain: UncertainCount(in: count))
    let settled = platform.calendar.settled(kept)
    text = "\(settled.day)" + visit.say(LocalText.unpublished(settled.unpublishedYear))
    isLate = platform.calendar.isLate(platform.time().now.day(in: .china), after: kept)
  }
}

extension Visit {
  /// A member of a record as it is shown: a due day that is not certain carries its mark.
  func shown(_ member: String, of record: JSON) -> JSON? {
    let value = record[member]
    let count: JSON?
    switch member {
    case "dueOn": count = record["uncertain"]
    case "sideDueOn":
      count =
        (record["beside"]?.array ?? []).first { $0["dueOn"] == value && $0["uncertain"] != nil }?[
          "uncertain"]
    default: return value
    }
    guard UncertainCount(in: count) != nil else { return value }
    return .string(DueDay(value?.string, count, self).text)
  }
}
