// SPDX-License-Identifier: Apache-2.0

/// Why an output can not be made canonical; a value, not an error. Rows count from one, the
/// header included.
package enum OutputRefusal: Hashable, Sendable {
  /// The output is larger than the bound.
  case tooLarge
  /// There are more rows than the bound.
  case tooManyRows
  /// The output has no header or no columns.
  case empty
  /// The bytes are not UTF-8.
  case notUTF8
  /// A NUL, a stray or open quote, or a field or row beyond its bound.
  case malformed(row: Int)
  /// The row has more or fewer fields than the header.
  case ragged(row: Int)
  /// Two columns have the same name, or one has none.
  case ambiguousHeader
  /// A declared form names a column the output lacks.
  case unknownColumn
  /// A number column holds something that is no finite number within bounds.
  case notANumber(row: Int, column: Int)
}
