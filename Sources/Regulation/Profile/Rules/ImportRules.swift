// SPDX-License-Identifier: Apache-2.0

/// How an operator brings data of its own into the domain; a place whose text does not know of it
/// has none.
package struct ImportRules: Codable, Hashable, Sendable {
  /// Who decides on a request.
  package let reviewers: ProfileValue<[Capacity]>
  /// How many different people must agree, 2 to 5.
  package let approvals: ProfileValue<Int>
  /// Whether those who agree are each of another organisation.
  package let separateOrganisations: ProfileValue<Bool>
  /// The classes of data of which a request names one.
  package let classes: ProfileValue<[Labelled]>
  /// Whether a proof is asked for that the data were lawfully obtained.
  package let lawfulSource: ProfileValue<Bool>
  /// Whether personal information needs consent or another legal basis.
  package let legalBasis: ProfileValue<Bool>
  /// Whether imported data are used together with the data of their scenario, and nowhere else.
  package let fusion: ProfileValue<Bool>
}

extension ImportRules {
  /// Reads the section.
  init(_ section: ProfileSection) {
    reviewers = section.value("reviewers", .list(.oneOf(Capacity.implementingBody)))
    approvals = section.value("approvals", .int(2...5))
    separateOrganisations = section.value("separateOrganisations", .bool)
    classes = section.value("classes", .labelled)
    lawfulSource = section.value("lawfulSource", .bool)
    legalBasis = section.value("legalBasis", .bool)
    fusion = section.value("fusion", .bool)
    if reviewers.value?.isEmpty ?? true { section.report("needs somebody who reviews") }
    if approvals.value == nil { section.report("needs a number of people who agree") }
  }
}
