// SPDX-License-Identifier: Apache-2.0

/// How published counts are rounded.
///
/// With rounding a total is the sum of the rounded cells, never the rounded true total, because
/// the difference of the two would give away what rounding hides
/// (OpenSAFELY output-checking guidance).
package enum CountRounding: String, Codable, Hashable, Sendable, CaseIterable {
  /// Counts are published as they are.
  case none
  /// Counts are rounded to the nearest multiple of five; needs a threshold of at least eight,
  /// since a published five would otherwise mean six or seven.
  case base5
  /// Counts become `ceil(x / 6) * 6 - 3`, zero stays zero; the true count lies between
  /// two below and three above the published one.
  case midpoint6

  /// The smallest threshold of contributors under which the rounding hides small counts.
  package var thresholdMin: Int { self == .base5 ? 8 : 1 }

  /// How many true counts one published count may stand for.
  package var coarseness: Int {
    switch self {
    case .none: 1
    case .base5: 5
    case .midpoint6: 6
    }
  }

  /// Rounds one count, which must not be negative.
  package func rounded(_ count: Int) -> Int {
    switch self {
    case .none: count
    case .base5: (count + 2) / 5 * 5
    case .midpoint6: count <= 0 ? 0 : (count + 5) / 6 * 6 - 3
    }
  }

  /// The total to publish beside cells: the sum of the rounded cells.
  package func total(of counts: [Int]) -> Int {
    counts.reduce(0) { $0 + rounded($1) }
  }
}
