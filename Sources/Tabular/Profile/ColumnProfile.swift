// SPDX-License-Identifier: Apache-2.0

/// What the values of one column look like; for the source unit's eyes only.
package struct ColumnProfile: Codable, Hashable, Sendable {
  /// The number of different values.
  package struct Distinct: Codable, Hashable, Sendable {
    /// The number, missing values not counted.
    package let count: Int
    /// Whether it is exact; else an estimate with a standard error of 0.81 %.
    package let isExact: Bool
  }

  /// The least and the greatest value of a number, day or time, as text.
  package struct Extent: Codable, Hashable, Sendable {
    /// The least value.
    package let minimum: String
    /// The greatest value.
    package let maximum: String
  }

  /// The shortest and the longest value in characters (Unicode scalars).
  package struct Lengths: Codable, Hashable, Sendable {
    /// Characters of the shortest value.
    package let minimum: Int
    /// Characters of the longest value.
    package let maximum: Int
  }

  /// A frequent value, cut to its first 64 bytes.
  package struct Frequent: Codable, Hashable, Sendable {
    /// The value as it stands in the file.
    package let value: String
    /// The rows that hold it.
    package let rows: Int
  }

  /// How many values are made of the same kinds of characters.
  package struct Pattern: Codable, Hashable, Sendable {
    /// The kinds of characters, such as `digit+letter`.
    package let name: String
    /// The rows.
    package let rows: Int
  }

  /// How many values are a national code, or have its shape and fail its check.
  package struct Codes: Codable, Hashable, Sendable {
    /// Which code.
    package let kind: CodeKind
    /// Rows whose value passes the check.
    package let valid: Int
    /// Rows whose value has the code's length and characters but fails the check.
    package let invalid: Int
  }

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
}
