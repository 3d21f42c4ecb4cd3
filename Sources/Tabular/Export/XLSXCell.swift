// SPDX-License-Identifier: Apache-2.0

/// One cell of a spreadsheet export.
package enum XLSXCell: Hashable, Sendable {
  /// Text, guarded against formulas.
  case text(String)
  /// A whole number; beyond 15 digits it is written as text, because spreadsheets round.
  case integer(Int64)
  /// Nothing.
  case empty
}
