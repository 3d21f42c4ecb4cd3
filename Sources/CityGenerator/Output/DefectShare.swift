// SPDX-License-Identifier: Apache-2.0

/// How often each defect is planted, in rows of 100,000.
enum DefectShare {
  /// Rows of 100,000 with an invalid enterprise code.
  static let invalidCreditCodes = 1_000
  /// Rows of 100,000 with an invalid resident number.
  static let invalidResidentNumbers = 500
  /// Rows of 100,000 that stand twice.
  static let duplicates = 300
  /// Rows of 100,000 with a missing value.
  static let missing = 1_500
  /// Readings of 100,000 that are a thousand times too large.
  static let thousandfold = 100
  /// Readings of 100,000 that are negative.
  static let negative = 50
}
