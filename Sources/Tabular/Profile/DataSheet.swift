// SPDX-License-Identifier: Apache-2.0

/// What others than the source unit see of a delivered file: its shape, and no values.
package struct DataSheet: Codable, Hashable, Sendable {
  /// One column of the sheet.
  package struct Column: Codable, Hashable, Sendable {
    /// The column's name.
    package let name: String
    /// The column's type.
    package let type: ColumnType
    /// Whether a value may be missing.
    package let isNullable: Bool
    /// Missing values among 10,000 rows, rounded down.
    package let missingPerTenThousand: Int

    /// Makes the value from its parts.
    package init(name: String, type: ColumnType, isNullable: Bool, missingPerTenThousand: Int) {
      self.name = name
      self.type = type
      self.isNullable = isNullable
      self.missingPerTenThousand = missingPerTenThousand
    }
  }

  /// Clean rows.
  package let rows: Int
  /// Rows kept apart.
  package let badRows: Int
  /// The columns in the order of the file.
  package let columns: [Column]
  /// When the data was last updated, in seconds since 1970-01-01T00:00:00Z.
  package let updatedAtSeconds: Int64

  /// Makes the sheet from a schema and a profile, leaving every value behind.
  ///
  /// - Parameter rows: the clean rows, where the profile is that of an earlier version.
  package init(
    schema: [ColumnSchema], profile: ValueProfile, rows: Int? = nil, badRows: Int,
    updatedAtSeconds: Int64
  ) {
    self.rows = rows ?? profile.rows
    self.badRows = badRows
    self.updatedAtSeconds = updatedAtSeconds
    columns = zip(schema, profile.columns).map { column, values in
      Column(
        name: column.name, type: column.type, isNullable: column.isNullable,
        missingPerTenThousand: values.rows == 0 ? 0 : values.missing * 10_000 / values.rows)
    }
  }
}
