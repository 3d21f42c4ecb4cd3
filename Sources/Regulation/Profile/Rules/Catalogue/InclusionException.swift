// SPDX-License-Identifier: Apache-2.0

/// A paper by which a resource may be listed although a point of inclusion does not hold.
package struct InclusionException: Codable, Hashable, Sendable {
  /// Its name, such as `anonymised`.
  package let id: String
  /// The words for people.
  package let label: LocalText
  /// The points that it lifts.
  package let checks: [String]
  /// The parts that the paper must have.
  package let parts: [Labelled]
  /// The clauses.
  package let clauses: [ClauseID]
}

extension Shape where Value == [InclusionException] {
  /// A list of exceptions with words and clauses, no id twice.
  static var exceptions: Shape {
    Shape("a list of exceptions, no id twice", placeholder: []) { node in
      guard let nodes = node.elements() else { return [] }
      let exceptions = nodes.map { element in
        let section = element.section()
        defer { section.end() }
        return InclusionException(
          id: section.plain("id", .name), label: section.label(),
          checks: section.plain("checks", .list(.name)),
          parts: section.plainIfPresent("parts", .labelled) ?? [], clauses: section.clauses())
      }
      return Set(exceptions.map(\.id)).count == exceptions.count ? exceptions : nil
    }
  }
}
