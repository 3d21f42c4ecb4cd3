// SPDX-License-Identifier: Apache-2.0

/// One review that a scenario passes before any data are supplied.
package struct SupplyGate: Codable, Hashable, Sendable {
  /// Its name, such as `demand`.
  package let id: String
  /// The words for people.
  package let label: LocalText
  /// Who must all agree: each source unit demanded, each authority of the scenario's field.
  package let reviewers: [Capacity]
  /// Whether a reviewer is another person or of another organisation than the proposer.
  package let separation: Separation
  /// The gates that must be passed before; earlier ones of the list.
  package let after: [String]
  /// The points on which each yes says something.
  package let aspects: [Labelled]
  /// The clauses.
  package let clauses: [ClauseID]
}

extension SupplyGate {
  init(_ section: ProfileSection) {
    id = section.plain("id", .name)
    label = section.label()
    reviewers = section.plain("reviewers", .list(.oneOf(Capacity.implementingBody)))
    separation = section.plain("separation", .oneOf(Separation.organisation))
    after = section.plainIfPresent("after", .list(.name)) ?? []
    aspects = section.plainIfPresent("aspects", .labelled) ?? []
    clauses = section.clauses()
    if reviewers.isEmpty { section.report("needs somebody who reviews") }
  }
}

extension Shape where Value == [SupplyGate] {
  /// A list of gates, no id twice, each after earlier ones only.
  static var gates: Shape {
    Shape("a list of gates in order, no id twice", placeholder: []) { node in
      guard let nodes = node.elements() else { return [] }
      var gates: [SupplyGate] = []
      for element in nodes {
        let section = element.section()
        let gate = SupplyGate(section)
        section.end()
        let earlier = Set(gates.map(\.id))
        for name in gate.after where !earlier.contains(name) {
          section.report("comes after `\(name)`, which is no earlier gate")
        }
        gates.append(gate)
      }
      return Set(gates.map(\.id)).count == gates.count ? gates : nil
    }
  }
}
