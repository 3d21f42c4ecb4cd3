// SPDX-License-Identifier: Apache-2.0

/// A resource that the text lists by provider and name and that is yet to be described.
package struct ResourceStub: Codable, Hashable, Sendable {
  /// The row of the list it came from, from 1.
  package let row: Int
  /// The providing unit as printed.
  package let provider: String
  /// The name of the resource as printed, or its part of a row with several.
  package let resource: String
  /// Whom or what the data are about.
  package let subject: DataSubjectKind
  /// Whether personal information is in it.
  package let personalInformation: PersonalInformation
  /// Whether trade secrets may be in it.
  package let tradeSecretPossible: Bool
  /// Whether a secrecy review must precede every request.
  package let secrecyReview: Bool
  /// What the list keeps out, as printed.
  package let excluded: [String]
  /// A remark on the printed name.
  package let note: LocalText?
  /// The clauses.
  package let clauses: [ClauseID]
}

extension ResourceStub {
  /// Reads the section.
  init(_ section: ProfileSection) {
    row = section.plain("row", .int(1...1000))
    provider = section.plain("provider", .text)
    resource = section.plain("resource", .text)
    subject = section.plain("subject", .oneOf(DataSubjectKind.mixed))
    personalInformation =
      section.plainIfPresent("personalInformation", .oneOf(PersonalInformation.possible)) ?? .none
    tradeSecretPossible = section.plainIfPresent("tradeSecretPossible", .bool) ?? false
    secrecyReview = section.plainIfPresent("secrecyReview", .bool) ?? false
    excluded = section.plainIfPresent("excluded", .list(.text)) ?? []
    note = section.plainIfPresent("note", .localText)
    clauses = section.clauses()
  }
}

/// Whom or what a resource is about.
package enum DataSubjectKind: String, Codable, CaseIterable, Hashable, Sendable {
  /// Natural persons.
  case person
  /// Enterprises and other organisations.
  case enterprise
  /// Persons and enterprises.
  case mixed
  /// Areas on the ground.
  case area
  /// Construction projects.
  case project
}

/// Whether a resource holds personal information.
package enum PersonalInformation: String, Codable, CaseIterable, Hashable, Sendable {
  /// It does not.
  case none
  /// It may; treated as if it did until classified.
  case possible
  /// It does.
  case present
  /// It holds sensitive personal information.
  case sensitive

  /// Whether a request needs consent or anonymisation.
  package var needsConsent: Bool { self != .none }
}
