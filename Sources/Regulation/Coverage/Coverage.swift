// SPDX-License-Identifier: Apache-2.0
import Core

/// The platform's answers to the clauses of every place.
package struct Coverage: Hashable, Sendable {
  /// The places in the order of the file.
  package let places: [PlaceCoverage]

  /// Answers nothing; for a platform without a coverage file.
  package static let none = Coverage(places: [])

  /// The answers for the rules that apply in a place.
  package subscript(place: String) -> PlaceCoverage? {
    let rules = PlaceKey.root(of: place)
    return places.first { $0.place == rules }
  }

  /// The clauses to cite in a place for a control whose code names those of some place; unchanged
  /// for a place that the file does not answer for.
  package func cited(_ clauses: [ClauseID], by control: String, in place: String) -> [ClauseID] {
    self[place]?.cited(clauses, by: control) ?? clauses
  }

  /// A reason with the clauses that its control serves in a place.
  package func citing(_ reason: Reason, in place: String) -> Reason {
    reason.citing(cited(reason.clauses, by: reason.code, in: place))
  }

  /// Every answer with its place, in the order of the file.
  package var all: [(place: String, entry: CoverageEntry)] {
    places.flatMap { place in place.entries.map { (place.place, $0) } }
  }
}

/// The platform's answers to the clauses of one place.
package struct PlaceCoverage: Hashable, Sendable {
  /// The place's name in code.
  package let place: String
  /// The letters with which its clause ids begin.
  package let clausePrefix: String
  /// The answers in the order of the text.
  package let entries: [CoverageEntry]
  /// The clauses that each control serves, in the order of the text.
  private let clausesByControl: [String: [ClauseID]]

  init(place: String, clausePrefix: String, entries: [CoverageEntry]) {
    self.place = place
    self.clausePrefix = clausePrefix
    self.entries = entries
    var clausesByControl: [String: [ClauseID]] = [:]
    for entry in entries where entry.kind != .unmet {
      for control in [entry.control] + entry.also {
        clausesByControl[control, default: []].append(entry.id)
      }
    }
    self.clausesByControl = clausesByControl
  }

  /// The clauses that a control serves here: a refusal's code, or the name of an action.
  package func clauses(of control: String) -> [ClauseID] { clausesByControl[control] ?? [] }

  /// The clauses to cite here for a control whose code names those of some place.
  ///
  /// Another place's clauses are never cited: what binds one city says nothing to the next.
  package func cited(_ clauses: [ClauseID], by control: String) -> [ClauseID] {
    let own = clauses.filter { $0.rawValue.hasPrefix("\(clausePrefix)-") }
    return own.isEmpty ? self.clauses(of: control) : own
  }

  /// How many clauses are answered in each way.
  package var counts: [CoverageKind: Int] {
    Dictionary(grouping: entries, by: \.kind).mapValues(\.count)
  }
}
