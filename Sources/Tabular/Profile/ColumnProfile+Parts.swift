// SPDX-License-Identifier: Apache-2.0

extension ColumnProfile {
  /// The number of different values.
  package struct Distinct: Codable, Hashable, Sendable {
    /// The number, missing values not counted.
    package let count: Int
    /// Whether it is exact; else an estimate with a standard error of 0.81 %.
    package let isExact: Bool

    /// Makes the value from its parts.
    package init(count: Int, isExact: Bool) {
      self.count = count
      self.isExact = isExact
    }
  }

  /// The least and the greatest value of a number, day or time, as text.
  package struct Extent: Codable, Hashable, Sendable {
    /// The least value.
    package let minimum: String
    /// The greatest value.
    package let maximum: String

    /// Makes the value from its parts.
    package init(minimum: String, maximum: String) {
      self.minimum = minimum
      self.maximum = maximum
    }
  }

  /// The shortest and the longest value in characters (Unicode scalars).
  package struct Lengths: Codable, Hashable, Sendable {
    /// Characters of the shortest value.
    package let minimum: Int
    /// Characters of the longest value.
    package let maximum: Int

    /// Makes the value from its parts.
    package init(minimum: Int, maximum: Int) {
      self.minimum = minimum
      self.maximum = maximum
    }
  }

  /// A frequent value, cut to its first 64 bytes.
  package struct Frequent: Codable, Hashable, Sendable {
    /// The value as it stands in the file.
    package let value: String
    /// The rows that hold it.
    package let rows: Int

    /// Makes the value from its parts.
    package init(value: String, rows: Int) {
      self.value = value
      self.rows = rows
    }
  }

  /// How many values are made of the same kinds of characters.
  package struct Pattern: Codable, Hashable, Sendable {
    /// The kinds of characters, such as `digit+letter`.
    package let name: String
    /// The rows.
    package let rows: Int

    /// Makes the value from its parts.
    package init(name: String, rows: Int) {
      self.name = name
      self.rows = rows
    }
  }

  /// How many values are a national code, or have its shape and fail its check.
  package struct Codes: Codable, Hashable, Sendable {
    /// Which code.
    package let kind: CodeKind
    /// Rows whose value passes the check.
    package let valid: Int
    /// Rows whose value has the code's length and characters but fails the check.
    package let invalid: Int

    /// Makes the value from its parts.
    package init(kind: CodeKind, valid: Int, invalid: Int) {
      self.kind = kind
      self.valid = valid
      self.invalid = invalid
    }
  }
}
