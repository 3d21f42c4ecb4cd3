// SPDX-License-Identifier: Apache-2.0

/// What is asked when an organisation is registered in a place.
package struct RegistrationRules: Codable, Hashable, Sendable {
  /// The kinds of source units, one of which each of them is.
  package let unitTypes: ProfileValue<[Labelled]>
  /// The capacities that one organisation of the place holds alone, by a designating document.
  package let heldByOne: ProfileValue<[Capacity]>
  /// The legal forms that a developer may have.
  package let developerForms: ProfileValue<[String]>
}

extension RegistrationRules {
  /// Reads the section.
  init(_ section: ProfileSection) {
    unitTypes = section.value("unitTypes", .labelled)
    heldByOne = section.value("heldByOne", .list(.oneOf(Capacity.implementingBody)))
    developerForms = section.value("developerForms", .list(.name))
  }
}
