// SPDX-License-Identifier: Apache-2.0

/// What the values of a delivered file look like, made in one pass over its clean rows.
///
/// It holds values and is for the source unit's eyes only; others see the `DataSheet`.
package struct ValueProfile: Codable, Hashable, Sendable {
  /// Clean rows.
  package let rows: Int
  /// One profile for each column, in the order of the file.
  package let columns: [ColumnProfile]
  /// The earlier version whose rows these are; nil when they are those of the version that it
  /// belongs to, all of which were read.
  package let basis: Basis?

  /// A version whose rows were last read as a whole.
  package struct Basis: Codable, Hashable, Sendable {
    /// The version.
    package let version: String
    /// Its rows.
    package let rows: Int

    /// Makes the value from its parts.
    package init(version: String, rows: Int) {
      self.version = version
      self.rows = rows
    }
  }

  /// Makes the value from its parts.
  package init(rows: Int, columns: [ColumnProfile], basis: Basis? = nil) {
    self.rows = rows
    self.columns = columns
    self.basis = basis
  }

  /// The same profile in a version that was made of that of the profile by changing rows.
  ///
  /// Nothing is made up for the changed rows: the profile says whose it is. Single values are left
  /// out, the least and the greatest too, since a row that had one may be among the deleted.
  package func carried(from version: String) -> ValueProfile {
    ValueProfile(
      rows: rows, columns: columns.map(\.withoutValues),
      basis: basis ?? Basis(version: version, rows: rows))
  }
}
