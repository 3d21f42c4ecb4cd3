// SPDX-License-Identifier: Apache-2.0

/// How often a duty is done.
package enum DutyCadence: Codable, Hashable, Sendable {
  /// Once; a new version takes the place of the one before.
  case once
  /// Once, within so many working days.
  case within(workingDays: DutyInterval)
  /// Once for an agreement, so many months before its end at the latest, and not sooner than so
  /// many months before where that is given.
  case beforeEnd(months: DutyInterval, opens: Int?)
  /// Whenever there is cause; it is never missing.
  case onEvent
  /// So many days after the last time.
  case days(DutyInterval)
  /// So many months after the last time.
  case months(DutyInterval)
  /// Once for each calendar period, so many days after its end at the latest.
  case calendar(CalendarPeriod, days: DutyInterval)
  /// Once for each year, by the end of a month of the next.
  case yearly(month: DutyInterval)

  /// The number on which it rests, nil where it rests on none.
  package var interval: DutyInterval? {
    switch self {
    case .once, .onEvent: nil
    case .days(let interval), .months(let interval), .calendar(_, let interval),
      .yearly(let interval), .within(let interval), .beforeEnd(let interval, _):
      interval
    }
  }

  /// The calendar period for which each record stands; nil where it goes by the last time.
  package var period: CalendarPeriod? {
    switch self {
    case .once, .within, .beforeEnd, .onEvent, .days, .months: nil
    case .calendar(let period, _): period
    case .yearly: .year
    }
  }
}

/// A part of the calendar for which something is done once.
package enum CalendarPeriod: String, Codable, CaseIterable, Hashable, Sendable {
  case year
  case halfYear
  case quarter

  /// How many make a year.
  package var perYear: Int {
    switch self {
    case .year: 1
    case .halfYear: 2
    case .quarter: 4
    }
  }
}

/// The number of a cadence: a duty's own, or one that stands elsewhere in the profile.
package enum DutyInterval: Codable, Hashable, Sendable {
  /// Its own, with the path under which an open one is set.
  case own(key: String, ProfileValue<Int>)
  /// One of the profile's intervals.
  case shared(SharedInterval)
}

/// An interval of the profile by which duties can go.
package enum SharedInterval: String, Codable, CaseIterable, Hashable, Sendable {
  case inspectionDays = "security.inspectionIntervalDays"
  case drillDays = "security.drillIntervalDays"
  case disclosureDays = "supervision.disclosureIntervalDays"
  case updateDays = "catalogue.updateIntervalDays"
  case reportMonths = "supervision.reportIntervalMonths"
  case evaluationMonths = "supervision.evaluationIntervalMonths"
  /// The month by whose end the report of the year before is due.
  case reportDueMonth = "supervision.reportDueMonth"
}

extension Profile {
  /// The duty of a name.
  package func duty(_ id: String) -> DutyRule? { duties.first { $0.id == id } }

  /// The number of a cadence, and the path under which it is set where the text leaves it open.
  package func number(of interval: DutyInterval) -> (key: String, value: ProfileValue<Int>) {
    switch interval {
    case .own(let key, let value): (key, value)
    case .shared(let shared): (shared.rawValue, value(of: shared))
    }
  }

  private func value(of shared: SharedInterval) -> ProfileValue<Int> {
    switch shared {
    case .inspectionDays: security.inspectionIntervalDays
    case .drillDays: security.drillIntervalDays
    case .disclosureDays: supervision.disclosureIntervalDays
    case .updateDays: catalogue.updateIntervalDays
    case .reportMonths: supervision.reportIntervalMonths
    case .evaluationMonths: supervision.evaluationIntervalMonths
    case .reportDueMonth: supervision.reportDueMonth
    }
  }
}
