// SPDX-License-Identifier: Apache-2.0

/// What an applicant must show to become an operator.
package struct EligibilityRules: Codable, Hashable, Sendable {
  /// The items, all of them required.
  package let items: [EligibilityItem]
  /// The years before the application without an incident, 0 to 50.
  package let incidentFreeYears: ProfileValue<Int>
  /// The kinds of incident that count, whatever their level.
  package let incidentKinds: ProfileValue<[String]>
  /// How old, in months, a report on business or credit may be.
  package let reportAgeMonthsMax: ProfileValue<Int>
}

extension EligibilityRules {
  /// Reads the section.
  init(_ section: ProfileSection) {
    items = section.sections("items", EligibilityItem.init)
    incidentFreeYears = section.value("incidentFreeYears", .int(0...50))
    incidentKinds = section.value("incidentKinds", .list(.name))
    reportAgeMonthsMax = section.value("reportAgeMonthsMax", .int(1...120))
  }
}
