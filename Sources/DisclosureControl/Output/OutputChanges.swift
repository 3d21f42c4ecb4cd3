// SPDX-License-Identifier: Apache-2.0

/// What was changed to make an output canonical; counts only, never contents.
package struct OutputChanges: Hashable, Sendable {
  /// Whether a byte order mark was removed.
  package var byteOrderMarkRemoved = false
  /// Whether the order of rows changed.
  package var rowsReordered = false
  /// Whether line ends or quotes were written differently.
  package var layoutChanged = false
  /// Fields whose number was written differently.
  package var numbersRewritten = 0
  /// Fields with blanks removed or folded.
  package var blanksFolded = 0
  /// Fields with invisible characters removed.
  package var invisibleRemoved = 0
  /// Fields brought to Unicode normal form C.
  package var normalised = 0
  /// Text fields that begin like a spreadsheet formula; they are left as they are and flagged.
  package var formulaLike = 0
  /// Numbers found in text columns, whose precision is not controlled.
  package var numbersInText = 0

  /// No changes.
  package init() {}

  /// Whether the bytes were canonical already.
  package var isUnchanged: Bool {
    !byteOrderMarkRemoved && !rowsReordered && !layoutChanged && numbersRewritten == 0
      && blanksFolded == 0 && invisibleRemoved == 0 && normalised == 0
  }
}
