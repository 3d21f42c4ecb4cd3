// SPDX-License-Identifier: Apache-2.0

/// A defect that is planted in a known share of rows, as real deliveries have them.
package enum CityDefect: String, CaseIterable, Hashable, Sendable {
  /// An identifier whose check digit, length, alphabet or date is wrong.
  case invalidCode
  /// A row that stands twice.
  case duplicate
  /// An empty cell where a value is expected.
  case missing
  /// A figure that is a thousand times too large, or negative.
  case outlier
}
