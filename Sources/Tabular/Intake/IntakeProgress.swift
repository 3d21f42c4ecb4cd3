// SPDX-License-Identifier: Apache-2.0

/// How far taking in a file has come.
package struct IntakeProgress: Hashable, Sendable {
  /// Rows read, good and bad.
  package let rows: Int
  /// Bytes of the delivered file read.
  package let bytes: Int

  /// Makes the value from its parts.
  package init(rows: Int, bytes: Int) {
    self.rows = rows
    self.bytes = bytes
  }
}
