// SPDX-License-Identifier: Apache-2.0

/// What the reader found next.
package enum RowOutcome: Hashable, Sendable {
  /// A row with as many fields as the header.
  case row
  /// A row that is kept apart, and why.
  case bad(BadRow)
  /// The end of the file.
  case end
}
