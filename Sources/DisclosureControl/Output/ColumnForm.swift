// SPDX-License-Identifier: Apache-2.0

/// What a column of an output holds.
package enum ColumnForm: Codable, Hashable, Sendable {
  /// Text; numbers in it are left as they are.
  case text
  /// Decimal numbers, written with this many digits behind the point (0 to 6).
  case number(places: Int)
}
