// SPDX-License-Identifier: Apache-2.0

extension DutyCadence {
  /// Reads the member `cadence`: `once`, `onEvent`, or one of `{withinWorkingDays: …}`,
  /// `{days: …}`, `{months: …}`, `{calendar: year, days: …}`, `{beforeEnd: …, opens: 6}` with
  /// values and their clauses, and `{by: supervision.reportDueMonth}` for an interval that stands
  /// elsewhere in the profile.
  init(_ section: ProfileSection) {
    guard let node = section.required("cadence") else {
      self = .once
      return
    }
    switch node.text {
    case "once": self = .once
    case "onEvent": self = .onEvent
    case .some:
      node.report("must be `once`, `onEvent` or a section")
      self = .once
    case nil:
      let cadence = node.section()
      self = DutyCadence(members: cadence)
      cadence.end()
    }
  }

  private init(members: ProfileSection) {
    if let shared = members.plainIfPresent("by", .oneOf(SharedInterval.reportMonths)) {
      self = DutyCadence(shared)
    } else if let period = members.plainIfPresent("calendar", .oneOf(CalendarPeriod.year)) {
      self = .calendar(period, days: .own(members, "days", .int(0...366)))
    } else if members.optional("withinWorkingDays") != nil {
      self = .within(workingDays: .own(members, "withinWorkingDays", .int(0...365)))
    } else if members.optional("beforeEnd") != nil {
      let months = DutyInterval.own(members, "beforeEnd", .int(1...36))
      self = .beforeEnd(months: months, opens: members.plainIfPresent("opens", .int(1...36)))
    } else if members.optional("months") != nil {
      self = .months(.own(members, "months", .int(1...120)))
    } else if members.optional("days") != nil {
      self = .days(.own(members, "days", .int(1...3660)))
    } else {
      members.report(
        "must have one of `withinWorkingDays`, `beforeEnd`, `days`, `months`, `calendar`, `by`")
      self = .once
    }
  }

  private init(_ shared: SharedInterval) {
    switch shared {
    case .inspectionDays, .drillDays, .disclosureDays, .updateDays: self = .days(.shared(shared))
    case .reportMonths, .evaluationMonths: self = .months(.shared(shared))
    case .reportDueMonth: self = .yearly(month: .shared(shared))
    }
  }
}

extension DutyInterval {
  /// Reads a duty's own number.
  fileprivate static func own(
    _ section: ProfileSection, _ key: String, _ shape: Shape<Int>
  ) -> DutyInterval {
    .own(key: "\(section.path).\(key)", section.value(key, shape))
  }
}
