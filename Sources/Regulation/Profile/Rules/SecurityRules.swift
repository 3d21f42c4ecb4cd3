// SPDX-License-Identifier: Apache-2.0

/// How data are kept from going astray.
package struct SecurityRules: Codable, Hashable, Sendable {
  /// Whether raw records may leave the domain.
  package let rawDataLeavesDomain: ProfileValue<Bool>
  /// Whether those who process raw records may see them.
  package let rawDataVisible: ProfileValue<Bool>
  /// The kinds of processing that run on signed, masked samples alone, such as training a model.
  package let sampleOnlyKinds: ProfileValue<[Labelled]>
  /// From how many joined resources on people look for linkage risk.
  package let linkageReviewResources: ProfileValue<Int>
  /// The stages inspections cover.
  package let inspectionStages: ProfileValue<[Labelled]>
  /// How often, in days, inspections are made.
  package let inspectionIntervalDays: ProfileValue<Int>
  /// How many working days a warning that the platform raised may take at most; nil where the
  /// place's rules do not speak of it.
  package let alertWorkingDaysMax: ProfileValue<Int>?
  /// The scenarios of drills.
  package let drillScenarios: ProfileValue<[Labelled]>
  /// How often, in days, drills are held.
  package let drillIntervalDays: ProfileValue<Int>
  /// Whether each resource, scenario and product names a responsible person.
  package let responsiblePersonRequired: ProfileValue<Bool>
  /// Whether who uses a product names a responsible person too; nil where the text says nothing.
  package let userResponsibleRequired: ProfileValue<Bool>?
}

extension SecurityRules {
  /// Reads the section.
  init(_ section: ProfileSection) {
    rawDataLeavesDomain = section.value("rawDataLeavesDomain", .bool)
    rawDataVisible = section.value("rawDataVisible", .bool)
    sampleOnlyKinds = section.value("sampleOnlyKinds", .labelled)
    linkageReviewResources = section.value("linkageReviewResources", .int(2...100))
    inspectionStages = section.value("inspectionStages", .labelled)
    inspectionIntervalDays = section.value("inspectionIntervalDays", .int(1...3660))
    alertWorkingDaysMax =
      section.optional("alertWorkingDaysMax") == nil
      ? nil : section.value("alertWorkingDaysMax", .int(1...365))
    drillScenarios = section.value("drillScenarios", .labelled)
    drillIntervalDays = section.value("drillIntervalDays", .int(1...3660))
    responsiblePersonRequired = section.value("responsiblePersonRequired", .bool)
    userResponsibleRequired =
      section.optional("userResponsibleRequired") == nil
      ? nil : section.value("userResponsibleRequired", .bool)
  }
}
