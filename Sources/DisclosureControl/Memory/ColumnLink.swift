// SPDX-License-Identifier: Apache-2.0

/// That the value of one column follows from another's, as everybody may know: the region of a
/// county, the band of an age.
package struct ColumnLink: Hashable, Sendable {
  /// The column that tells.
  package let from: String
  /// The column that is told.
  package let to: String
  /// The told value for each telling one.
  package let values: [Coordinate: Coordinate]

  /// Makes a link.
  package init(from: String, to: String, values: [Coordinate: Coordinate]) {
    self.from = from
    self.to = to
    self.values = values
  }
}
