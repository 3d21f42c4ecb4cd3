// SPDX-License-Identifier: Apache-2.0

/// The formulas the rules apply, each with a stable name.
///
/// A parameter means nothing without its formula: sdcTable's p is a percentage and another
/// program's p a fraction. `x1 >= x2` are the largest contributions of distinct subjects by
/// magnitude, `X` is the sum of the magnitudes of all contributions, and `b` is the parameter in
/// basis points.
package enum DisclosureFormula: String, Codable, Hashable, Sendable, CaseIterable {
  case contributorsBelow = "contributors-below.1"
  case topOneShare = "top-1-share.1"
  case topTwoShare = "top-2-share.1"
  case remainderBelowShare = "remainder-below-share.1"
  case remainderBelowRatio = "remainder-below-ratio.1"
  case negativePresent = "negative-present.1"
  case nobodyPresent = "nobody-present.1"
  case allValuesZero = "all-values-zero.1"
  case wholeGroupInCell = "whole-group-in-cell.1"
  case unreadablePresent = "unreadable-present.1"
  case subjectMissing = "subject-missing.1"
  case labelShape = "label-shape.1"
  case labelLookAlike = "label-look-alike.1"
  case determinedByMargins = "determined-by-margins.1"
  case differenceBelow = "difference-below.1"
  case differenceUnclear = "difference-unclear.1"
  case refreshDifferencing = "refresh-differencing.1"
  case withheldElsewhere = "withheld-elsewhere.1"
  case determinedByMemory = "determined-by-memory.1"
  case fewByMemory = "few-by-memory.1"
  case notClearedByMemory = "not-cleared-by-memory.1"
  case columnsDifferBelow = "columns-differ-below.1"

  /// The condition under which the formula objects.
  package var text: String {
    switch self {
    case .contributorsBelow: "records > 0 and distinct contributors with a value < t"
    case .topOneShare: "X > 0 and x1 * 10000 >= b * X"
    case .topTwoShare: "X > 0 and (x1 + x2) * 10000 >= b * X"
    case .remainderBelowShare:
      "x1 > 0 and (X - x1 - x2) * 10000 < b * x1"
    case .remainderBelowRatio: "x1 > 0 and (X - x1 - x2) * q < p * x1"
    case .negativePresent: "records with a negative value > 0"
    case .nobodyPresent: "distinct contributors = 0"
    case .allValuesZero: "distinct contributors with a value > 0 and X = 0"
    case .wholeGroupInCell:
      "contributors > 0 here and 0 in every other category of the group"
    case .unreadablePresent: "values that are no number within bounds > 0"
    case .subjectMissing: "records without a subject > 0"
    case .labelShape:
      "label begins like a formula, has edge or invisible characters, or a personal code"
    case .labelLookAlike: "two labels of a dimension differ only in look-alike characters"
    case .determinedByMargins: "withheld cell has one possible value given all published cells"
    case .differenceBelow: "0 < |a - b| < t people for the same cell of two releases"
    case .differenceUnclear:
      "records of the same cell of two releases differ, but the contributors' numbers do not"
    case .refreshDifferencing:
      "figures of the same cell of two versions differ, but the numbers of people do not"
    case .withheldElsewhere: "cell is withheld in one release and published in the other"
    case .determinedByMemory: "withheld cell has one possible value given all releases"
    case .fewByMemory: "group of 0 < n < t people has one possible size given all releases"
    case .columnsDifferBelow:
      "0 < d < t people whose contributions to two columns differ, and e >= d whose are equal"
    case .notClearedByMemory: "it was not shown that all releases together give nothing away"
    }
  }
}
