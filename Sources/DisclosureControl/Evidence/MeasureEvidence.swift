// SPDX-License-Identifier: Apache-2.0

/// What the rules need to know about one measured column in one cell.
///
/// A contribution is the total of all values of one subject in the cell.
package struct MeasureEvidence: Hashable, Sendable {
  /// Records with a value.
  package var records: Int
  /// Distinct subjects with a value.
  package var contributors: Int
  /// The sum of all values.
  package var sum: ExactDecimal
  /// The largest contribution by magnitude.
  package var largest: ExactDecimal
  /// The second largest contribution by magnitude.
  package var second: ExactDecimal
  /// The sum of the magnitudes of the contributions.
  package var absolute: ExactDecimal
  /// Records with a negative value.
  package var negatives: Int
  /// Contributions that are zero.
  package var zeros: Int
  /// Records whose value is present but no number within bounds.
  package var unreadable: Int

  /// Evidence of a cell without any record.
  package static let empty = MeasureEvidence(
    records: 0, contributors: 0, sum: .zero, largest: .zero, second: .zero, absolute: .zero,
    negatives: 0, zeros: 0, unreadable: 0)

  /// Makes evidence from its parts.
  package init(
    records: Int, contributors: Int, sum: ExactDecimal, largest: ExactDecimal,
    second: ExactDecimal, absolute: ExactDecimal, negatives: Int, zeros: Int, unreadable: Int
  ) {
    self.records = records
    self.contributors = contributors
    self.sum = sum
    self.largest = largest
    self.second = second
    self.absolute = absolute
    self.negatives = negatives
    self.zeros = zeros
    self.unreadable = unreadable
  }
}
