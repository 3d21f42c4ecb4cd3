// SPDX-License-Identifier: Apache-2.0

/// An output in canonical form.
package struct CanonicalOutput: Hashable, Sendable {
  /// The bytes to review and to release.
  package let bytes: [UInt8]
  /// What was changed.
  package let changes: OutputChanges
  /// Rows behind the header.
  package let rowCount: Int
  /// The column names.
  package let columns: [String]
}
