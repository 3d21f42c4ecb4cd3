// SPDX-License-Identifier: Apache-2.0

/// What the values of one column look like; for the source unit's eyes only.
package struct ColumnProfile: Codable, Hashable, Sendable {
  /// The column's name.
  package let name: String
  /// The column's type.
  package let type: ColumnType
  /// All clean rows.
  package let rows: Int
  /// Clean rows without a value.
  package let missing: Int
  /// Different values.
  package let distinct: Distinct
  /// Least and greatest number, day or time; nil for text or without values.
  package let extent: Extent?
  /// Shortest and longest value; nil without values.
  package let lengths: Lengths?
  /// The most frequent values; complete only where `distinct.isExact`.
  package let frequent: [Frequent]
  /// Kinds of characters, for text and codes.
  package let patterns: [Pattern]
  /// National codes found.
  package let codes: [Codes]

  /// Makes the value from its parts.
  package init(
    name: String, type: ColumnType, rows: Int, missing: Int, distinct: Distinct, extent: Extent?,
    lengths: Lengths?, frequent: [Frequent], patterns: [Pattern], codes: [Codes]
  ) {
    self.name = name
    self.type = type
    self.rows = rows
    self.missing = missing
    self.distinct = distinct
    self.extent = extent
    self.lengths = lengths
    self.frequent = frequent
    self.patterns = patterns
    self.codes = codes
  }

  /// The same counts without any value of a row.
  var withoutValues: ColumnProfile {
    ColumnProfile(
      name: name, type: type, rows: rows, missing: missing, distinct: distinct, extent: nil,
      lengths: lengths, frequent: [], patterns: patterns, codes: codes)
  }
}
