// SPDX-License-Identifier: Apache-2.0

/// One mode of authorisation.
package struct AuthorisationMode: Codable, Hashable, Sendable {
  /// Its name, such as `whole`.
  package let id: String
  /// The words for people.
  package let label: LocalText
  /// Whether a resource authorised in this mode may not be authorised again.
  package let isExclusive: Bool
  /// The most authorisations of this mode active at once; nil for no limit.
  package let activeMax: Int?
  /// The most scenarios that one authorisation of this mode has; nil for no limit.
  package let scenariosMax: Int?
  /// Whether the units whose data it covers sign an authorisation of this mode too.
  package let isCosigned: Bool
  /// The grounds one of which a case must argue; empty when none is needed.
  package let criteria: [Labelled]
  /// The clauses.
  package let clauses: [ClauseID]
}

extension AuthorisationMode {
  /// Reads the section.
  init(_ section: ProfileSection) {
    id = section.plain("id", .name)
    label = section.label()
    isExclusive = section.plain("exclusive", .bool)
    activeMax = section.plainIfPresent("activeMax", .int(1...1000))
    scenariosMax = section.plainIfPresent("scenariosMax", .int(1...1000))
    isCosigned = section.plainIfPresent("cosigned", .bool) ?? false
    criteria = section.plain("criteria", .labelled)
    clauses = section.clauses()
  }
}
