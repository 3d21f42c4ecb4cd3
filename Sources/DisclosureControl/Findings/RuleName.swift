// SPDX-License-Identifier: Apache-2.0

/// The names of the rules, as the field of statistical disclosure control uses them.
package enum RuleName: String, Codable, Hashable, Sendable, CaseIterable, Comparable {
  /// Too few distinct contributors with a value.
  case minimumContributors = "minimum-contributors"
  /// The n largest contributions make up too much of a cell.
  case dominance
  /// What remains beside the two largest contributions is too small.
  case pPercent = "p-percent"
  /// The p/q form of the former.
  case priorPosterior = "p-q"
  /// Negative values, for which shares are not defined.
  case negativeValues = "negative-values"
  /// A cell that nobody falls in, or whose values are all zero.
  case zeroCell = "zero-cell"
  /// A whole group falls in one category.
  case classDisclosure = "class-disclosure"
  /// Values that are no numbers within bounds were left out.
  case unreadableValues = "unreadable-values"
  /// Records without a subject.
  case missingSubject = "missing-subject"
  /// A label that may hide or carry data.
  case suspectLabel = "suspect-label"
  /// A withheld cell can be computed from what is published.
  case complementaryDisclosure = "complementary-disclosure"
  /// Two releases differ by too few people.
  case differencing

  /// Orders by name.
  package static func < (left: RuleName, right: RuleName) -> Bool {
    left.rawValue < right.rawValue
  }
}
