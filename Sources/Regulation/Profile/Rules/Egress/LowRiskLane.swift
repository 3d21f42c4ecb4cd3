// SPDX-License-Identifier: Apache-2.0

/// A kind of release that one checker decides when the platform finds nothing, where a place opens
/// this lane; a share of them goes the whole way all the same.
package struct LowRiskLane: Codable, Hashable, Sendable {
  /// The kind of release: `tabulation` or `query`.
  package let kind: String
  /// The share in per cent that all checkers look at, 1 to 100.
  package let secondLookPercent: Int
  /// The clauses that allow it.
  package let clauses: [ClauseID]

  /// The kinds that rules can judge; for the others people are needed.
  private static let kinds: Set<String> = ["tabulation", "query"]
}

extension LowRiskLane {
  /// Reads the section.
  init(_ section: ProfileSection) {
    kind = section.plain("kind", .name)
    secondLookPercent = section.plain("secondLookPercent", .int(1...100))
    clauses = section.clauses()
    if !Self.kinds.contains(kind) { section.report("`kind` must be tabulation or query") }
  }
}
