// SPDX-License-Identifier: Apache-2.0

/// Where a row stands in the delivered file.
package struct RowPosition: Codable, Hashable, Sendable {
  /// The number of the data row, from 1; the header is not counted.
  package var row: Int
  /// The number of the line the row begins on, from 1, as an editor shows it.
  package var line: Int
  /// The offset of the row's first byte in the delivered file, in its own encoding.
  package var byteOffset: Int

  /// Makes a position.
  package init(row: Int, line: Int, byteOffset: Int) {
    self.row = row
    self.line = line
    self.byteOffset = byteOffset
  }
}
