// SPDX-License-Identifier: Apache-2.0

/// A quote that was opened and never closed: everything from there on is one bad row.
///
/// What stands behind it is not read as rows, because it may be the inside of a field.
package struct UnterminatedQuote: Codable, Hashable, Sendable {
  /// The row that opened the quote.
  package let position: RowPosition
  /// Bytes of UTF-8 lost, from the beginning of that row to the end of the file.
  package let bytes: Int
  /// Lines lost.
  package let lines: Int

  /// Makes a description of the loss.
  package init(position: RowPosition, bytes: Int, lines: Int) {
    self.position = position
    self.bytes = bytes
    self.lines = lines
  }
}
