// SPDX-License-Identifier: Apache-2.0

/// What a measure computes in each cell.
package enum MeasureFunction: String, Hashable, Sendable, CaseIterable {
  /// Records in the cell, or records with a value when a column is named.
  case count
  /// Distinct subjects in the cell.
  case contributors
  /// The exact sum of a column.
  case sum
  /// The mean of a column over the records with a value.
  case mean

  /// Whether the column must hold numbers.
  var isMagnitude: Bool { self == .sum || self == .mean }

  /// Whether a column is needed, forbidden, or optional (nothing).
  var needsColumn: Bool? {
    switch self {
    case .count: nil
    case .contributors: false
    case .sum, .mean: true
    }
  }
}
