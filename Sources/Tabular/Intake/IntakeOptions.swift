// SPDX-License-Identifier: Apache-2.0

/// How a delivered file is taken in.
package struct IntakeOptions: Sendable {
  /// How fields are separated.
  package var dialect: CSVDialect
  /// The declared encoding; nil trusts the byte order mark, else UTF-8.
  package var encoding: TextEncoding?
  /// The largest sizes.
  package var bounds: CSVBounds
  /// Distinct values are exact up to this number for each column.
  package var distinctMax: Int
  /// Frequent values listed for each column.
  package var frequentMax: Int
  /// Bad rows listed in the report.
  package var badRowsListedMax: Int
  /// In a batch without keys, rows are compared with up to so many others; 0 compares none.
  package var comparedRowsMax: Int
  /// How many keys are watched, and where.
  package var keys: KeyBounds
  /// Progress is told every so many rows.
  package var progressEveryRows: Int
  /// The seed of the hashes that tell values apart; random in production.
  package var seed: UInt64

  /// Makes options; the defaults are those of the design.
  package init(
    dialect: CSVDialect = .comma, encoding: TextEncoding? = nil, bounds: CSVBounds = CSVBounds(),
    distinctMax: Int = 10_000, frequentMax: Int = 20, badRowsListedMax: Int = 1_000,
    comparedRowsMax: Int = 20_000_000, keys: KeyBounds = KeyBounds(),
    progressEveryRows: Int = 50_000, seed: UInt64 = 0
  ) {
    self.dialect = dialect
    self.encoding = encoding
    self.bounds = bounds
    self.distinctMax = distinctMax
    self.frequentMax = frequentMax
    self.badRowsListedMax = badRowsListedMax
    self.comparedRowsMax = max(0, comparedRowsMax)
    self.keys = keys
    self.progressEveryRows = max(1, progressEveryRows)
    self.seed = seed
  }
}
