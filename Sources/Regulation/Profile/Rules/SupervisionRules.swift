// SPDX-License-Identifier: Apache-2.0

/// What is reported, disclosed and evaluated.
package struct SupervisionRules: Codable, Hashable, Sendable {
  /// What the bureau discloses.
  package let disclosureItems: ProfileValue<[Labelled]>
  /// How often, in days, the bureau discloses.
  package let disclosureIntervalDays: ProfileValue<Int>
  /// What the operator discloses.
  package let operatorDisclosureItems: ProfileValue<[Labelled]>
  /// How often, in months, the operator reports.
  package let reportIntervalMonths: ProfileValue<Int>
  /// The month of the year, 1 to 12, by whose end the report of the year before is due.
  package let reportDueMonth: ProfileValue<Int>
  /// How often, in months, operation is evaluated.
  package let evaluationIntervalMonths: ProfileValue<Int>
  /// What an evaluation decides.
  package let evaluationEffects: ProfileValue<[String]>
}

extension SupervisionRules {
  /// Reads the section.
  init(_ section: ProfileSection) {
    disclosureItems = section.value("disclosureItems", .labelled)
    disclosureIntervalDays = section.value("disclosureIntervalDays", .int(1...3660))
    operatorDisclosureItems = section.value("operatorDisclosureItems", .labelled)
    reportIntervalMonths = section.value("reportIntervalMonths", .int(1...120))
    reportDueMonth = section.value("reportDueMonth", .int(1...12))
    evaluationIntervalMonths = section.value("evaluationIntervalMonths", .int(1...120))
    evaluationEffects = section.value("evaluationEffects", .list(.name))
  }
}
