// SPDX-License-Identifier: Apache-2.0

/// Data that came from elsewhere, which their provider must agree to before they are authorised.
package struct OriginRule: Codable, Hashable, Sendable {
  /// The origin's name, such as `shared`.
  package let id: String
  /// The words for people.
  package let label: LocalText
  /// The clauses.
  package let clauses: [ClauseID]
}

extension Shape where Value == [OriginRule] {
  /// A list of origins with words and clauses, no id twice.
  static var origins: Shape {
    Shape("a list of origins, no id twice", placeholder: []) { node in
      guard let nodes = node.elements() else { return [] }
      let rules = nodes.map { element in
        let section = element.section()
        defer { section.end() }
        return OriginRule(
          id: section.plain("id", .name), label: section.label(), clauses: section.clauses())
      }
      return Set(rules.map(\.id)).count == rules.count ? rules : nil
    }
  }
}
