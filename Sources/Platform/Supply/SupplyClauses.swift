// SPDX-License-Identifier: Apache-2.0
package import Regulation

/// Clauses of rules that no value of the profile carries, for reasons of the places whose they are.
package enum SupplyClauses {
  /// Work stays within the authorised scope.
  package static let scope: [ClauseID] = ["EZ-02.2-d"]
  /// Personal information is used on a lawful ground only.
  package static let personal: [ClauseID] = ["EZ-02.3-b"]
  /// Supply keeps to the day and the route set at approval.
  package static let supply: [ClauseID] = ["EZ-02.10-c"]
  /// Rights end at once with what they rest on.
  package static let closing: [ClauseID] = ["EZ-02.7-d"]
  /// Products are those on the agreement's list.
  package static let list: [ClauseID] = ["EZ-02.6-h"]
  /// Source units decide on classification and quality of what they hold.
  package static let unit: [ClauseID] = ["EZ-02.1-b"]

  /// Those of a place: a reason never cites another place's text.
  package static func of(_ clauses: [ClauseID], _ profile: Profile) -> [ClauseID] {
    clauses.filter { $0.rawValue.hasPrefix("\(profile.clausePrefix)-") }
  }
}

extension Context {
  /// The clauses among these that belong to the context's place.
  func clauses(_ clauses: [ClauseID]) -> [ClauseID] { SupplyClauses.of(clauses, profile) }

  /// Whether the actor is of the bureau.
  var isBureau: Bool { actor.holds(.implementingBody) || actor.holds(.dataAuthority) }
}
