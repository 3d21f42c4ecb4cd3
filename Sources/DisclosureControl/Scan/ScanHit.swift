// SPDX-License-Identifier: Apache-2.0

/// One place where a scan found a code; it never holds the code itself.
package struct ScanHit: Hashable, Sendable {
  /// What was found.
  package let kind: ScanKind
  /// The line, counted from one.
  package let line: Int
  /// The column in Unicode scalars, counted from one.
  package let column: Int
  /// The UTF-8 bytes from the start of the whole text.
  package let bytes: Range<Int>
}
