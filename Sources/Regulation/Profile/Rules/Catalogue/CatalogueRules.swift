// SPDX-License-Identifier: Apache-2.0

/// What a catalogue entry holds and what may enter the authorised catalogue.
package struct CatalogueRules: Codable, Hashable, Sendable {
  /// The fields without which an entry is not published or requested.
  package let requiredFields: ProfileValue<[Labelled]>
  /// The points that are signed before a resource may be authorised.
  package let inclusionChecks: ProfileValue<[Labelled]>
  /// The papers by which a resource may be listed although a point does not hold.
  package let inclusionExceptions: ProfileValue<[InclusionException]>
  /// What a unit does for each resource before it enters the common catalogue.
  package let unitDuties: ProfileValue<[Labelled]>
  /// How often, in days, a unit confirms an entry.
  package let updateIntervalDays: ProfileValue<Int>
  /// Whether the authorised catalogue is apart from the resource catalogue.
  package let separateAuthorisedCatalogue: ProfileValue<Bool>
  /// What an update of the authorised catalogue rests on.
  package let updateInputs: ProfileValue<[Labelled]>
  /// The resources the text itself lists.
  package let firstBatch: [ResourceStub]
  /// Reviews of other authorities before a resource enters the authorised catalogue.
  package let parallelReviews: ProfileValue<[Labelled]>
  /// Which of the text's bodies answers the secrecy review; nil where any body of the capacity may.
  package let secrecyReviewer: ProfileValue<String>?
  /// The origins of data whose provider must agree before they are authorised.
  package let originConsents: ProfileValue<[OriginRule]>
}

extension CatalogueRules {
  /// Reads the section.
  init(_ section: ProfileSection) {
    requiredFields = section.value("requiredFields", .labelled)
    inclusionChecks = section.value("inclusionChecks", .labelled)
    inclusionExceptions = section.value("inclusionExceptions", .exceptions)
    unitDuties = section.value("unitDuties", .labelled)
    updateIntervalDays = section.value("updateIntervalDays", .int(1...3660))
    separateAuthorisedCatalogue = section.value("separateAuthorisedCatalogue", .bool)
    updateInputs = section.value("updateInputs", .labelled)
    firstBatch = section.sections("firstBatch", ResourceStub.init)
    parallelReviews = section.value("parallelReviews", .labelled)
    secrecyReviewer =
      section.optional("secrecyReviewer") == nil ? nil : section.value("secrecyReviewer", .name)
    originConsents = section.value("originConsents", .origins)
  }
}
