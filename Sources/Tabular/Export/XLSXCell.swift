// SPDX-License-Identifier: Apache-2.0

/// One cell of a spreadsheet export.
package enum XLSXCell: Hashable, Sendable {
  /// Text as it is; its type keeps a spreadsheet from taking it for a formula.
  case text(String)
  /// A whole number; beyond 15 digits it is written as text, because spreadsheets round.
  case integer(Int64)
  /// Nothing.
  case empty
}
