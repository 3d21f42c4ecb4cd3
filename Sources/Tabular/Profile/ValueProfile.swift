// SPDX-License-Identifier: Apache-2.0

/// What the values of a delivered file look like, made in one pass over its clean rows.
///
/// It holds values and is for the source unit's eyes only; others see the `DataSheet`.
package struct ValueProfile: Codable, Hashable, Sendable {
  /// Clean rows.
  package let rows: Int
  /// One profile for each column, in the order of the file.
  package let columns: [ColumnProfile]

  /// Makes the value from its parts.
  package init(rows: Int, columns: [ColumnProfile]) {
    self.rows = rows
    self.columns = columns
  }
}
