// SPDX-License-Identifier: Apache-2.0

/// How large the parts of a delivered file may be.
package struct CSVBounds: Codable, Hashable, Sendable {
  /// The longest row in bytes of UTF-8, without its line break; a longer one is a bad row.
  package var rowBytesMax: Int
  /// The most columns a header may have.
  package var columnsMax: Int
  /// The longest field in bytes of UTF-8; a longer one makes its row bad.
  package var fieldBytesMax: Int
  /// The usual size of the reading window in bytes; it grows up to the longest row.
  package var windowBytes: Int

  /// Makes bounds; the defaults are 1 MiB, 1,024 columns, 64 KiB and a window of 256 KiB.
  package init(
    rowBytesMax: Int = 1 << 20, columnsMax: Int = 1_024, fieldBytesMax: Int = 1 << 16,
    windowBytes: Int = 1 << 18
  ) {
    self.rowBytesMax = min(max(1, rowBytesMax), 1 << 30)
    self.columnsMax = max(1, columnsMax)
    self.fieldBytesMax = max(1, fieldBytesMax)
    self.windowBytes = min(max(64, windowBytes), 1 << 30)
  }
}
