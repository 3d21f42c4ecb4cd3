// SPDX-License-Identifier: Apache-2.0

/// The last day of a period, with what is not known about it.
package enum Deadline: Hashable, Sendable {
  /// All days up to it are known from published notices.
  case certain(Day)
  /// The count touched a year without a published notice, whose days were taken as ordinary weeks.
  case flagged(Day, unpublishedYear: Int)

  /// The day, to be read together with the flag.
  package var day: Day {
    switch self {
    case .certain(let day), .flagged(let day, _): day
    }
  }

  /// The first year without a published notice, or nil when the day is certain.
  package var unpublishedYear: Int? {
    guard case .flagged(_, let year) = self else { return nil }
    return year
  }
}
