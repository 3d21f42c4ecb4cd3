// SPDX-License-Identifier: Apache-2.0

/// A body that may issue a standard of fees.
package struct CeilingIssuer: Codable, Hashable, Sendable {
  /// Its name, such as `provincialCommission`.
  package let id: String
  /// The words for people.
  package let label: LocalText
  /// Whether it needs a paper by which the standard was delegated to it.
  package let needsDelegation: Bool
  /// The clauses.
  package let clauses: [ClauseID]
}

extension Shape where Value == [CeilingIssuer] {
  /// A list of issuers with words and clauses, no id twice.
  static var issuers: Shape {
    Shape("a list of issuers, no id twice", placeholder: []) { node in
      guard let nodes = node.elements() else { return [] }
      let issuers = nodes.map { element in
        let section = element.section()
        defer { section.end() }
        return CeilingIssuer(
          id: section.plain("id", .name), label: section.label(),
          needsDelegation: section.plainIfPresent("needsDelegation", .bool) ?? false,
          clauses: section.clauses())
      }
      return Set(issuers.map(\.id)).count == issuers.count ? issuers : nil
    }
  }
}
