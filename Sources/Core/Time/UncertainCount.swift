// SPDX-License-Identifier: Apache-2.0

/// What a due day rests on whose count touched a year without a published notice: enough to count
/// it again once the notice is known.
///
/// It is kept beside the day, so that nobody takes the day for certain.
package struct UncertainCount: Codable, Hashable, Sendable {
  /// The day from which the period runs.
  package let from: Day
  /// The length of the period in working days.
  package let workingDays: Int
  /// The first year that was not published when it was counted.
  package let unpublishedYear: Int

  /// Names a count.
  package init(from: Day, workingDays: Int, unpublishedYear: Int) {
    self.from = from
    self.workingDays = workingDays
    self.unpublishedYear = unpublishedYear
  }
}

/// The last day of a period as records keep it: the day, and what it rests on while uncertain.
package struct CountedDay: Hashable, Sendable {
  /// The day, to be read together with `uncertain`.
  package let day: Day
  /// Why the day is not certain; nil when it is.
  package let uncertain: UncertainCount?

  /// Names a day.
  package init(day: Day, uncertain: UncertainCount?) {
    self.day = day
    self.uncertain = uncertain
  }
}

extension WorkingCalendar {
  /// The last day of a period of working days, as records keep it.
  /// - Parameter workingDays: 0 to `workingDaysMax`; whoever reads the number checks it.
  package func counted(from event: Day, workingDays: Int) -> CountedDay {
    let deadline = deadline(from: event, workingDays: workingDays)
    return CountedDay(
      day: deadline.day,
      uncertain: deadline.unpublishedYear.map {
        UncertainCount(from: event, workingDays: workingDays, unpublishedYear: $0)
      })
  }

  /// A kept day as it stands by the notices that are known now: counted again where it was
  /// uncertain, and still flagged while a year that it touches is not published.
  package func settled(_ kept: CountedDay) -> Deadline {
    guard let count = kept.uncertain, (0...Self.workingDaysMax).contains(count.workingDays) else {
      return .certain(kept.day)
    }
    return deadline(from: count.from, workingDays: count.workingDays)
  }

  /// Whether a day lies after a kept due day; never while that day is not certain.
  package func isLate(_ day: Day, after kept: CountedDay) -> Bool {
    guard case .certain(let due) = settled(kept) else { return false }
    return day > due
  }
}
