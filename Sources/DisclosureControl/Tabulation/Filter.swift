// SPDX-License-Identifier: Apache-2.0
import Core

/// One checked filter of a tabulation.
package struct Filter: Hashable, Sendable {
  /// The filtered column.
  package let column: ColumnName
  /// The comparison with its values.
  package let comparison: Comparison

  /// Makes a filter.
  package init(column: ColumnName, comparison: Comparison) {
    self.column = column
    self.comparison = comparison
  }

  /// The kinds of comparison.
  package enum Comparison: Hashable, Sendable {
    /// The text is one of these.
    case isIn([String])
    /// The text is present and none of these.
    case isNotIn([String])
    /// The number is at least this.
    case atLeast(ExactDecimal)
    /// The number is below this.
    case below(ExactDecimal)
    /// The value is present.
    case present
    /// The value is missing.
    case missing
  }

  /// The filter as an SQL condition; values are escaped literals.
  var sql: String {
    let text = "nfc_normalize(CAST(\(column.quoted) AS VARCHAR))"
    let number = "TRY_CAST(\(column.quoted) AS \(EvidenceQuery.numberType))"
    switch comparison {
    case .isIn(let values): return "\(text) IN (\(Self.list(values)))"
    case .isNotIn(let values): return "\(text) NOT IN (\(Self.list(values)))"
    case .atLeast(let bound): return "\(number) >= \(bound.text(places: 6))"
    case .below(let bound): return "\(number) < \(bound.text(places: 6))"
    case .present: return "\(column.quoted) IS NOT NULL"
    case .missing: return "\(column.quoted) IS NULL"
    }
  }

  private static func list(_ values: [String]) -> String {
    values.map { QuotedText.of($0, in: "'") }.joined(separator: ", ")
  }
}
