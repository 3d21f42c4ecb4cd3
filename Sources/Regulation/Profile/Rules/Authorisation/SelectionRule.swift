// SPDX-License-Identifier: Apache-2.0

/// How many applicants a review chooses.
package enum SelectionRule: String, Codable, CaseIterable, Hashable, Sendable {
  /// One, by the scores.
  case one
  /// Every applicant that the reviewers find fit, each with a conclusion and an agreement.
  case several
}

/// The day with which the term of an agreement begins.
package enum TermStart: String, Codable, CaseIterable, Hashable, Sendable {
  /// The day on which the last party signs.
  case signing
}
