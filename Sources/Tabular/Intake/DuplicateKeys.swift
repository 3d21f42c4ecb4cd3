// SPDX-License-Identifier: Apache-2.0

/// What a first pass found out about the keys of a batch.
///
/// Rows that share a key with other content conflict: none of them wins, all are kept apart.
/// Rows that repeat an earlier row byte for byte are left out, the first one stays.
package struct DuplicateKeys: Sendable {
  /// What is to happen with a row.
  package enum Verdict: Hashable, Sendable {
    /// The only row with its key, or the first of equal ones.
    case unique
    /// Repeats an earlier row.
    case repeated
    /// Shares its key with other content.
    case conflicting
  }

  /// The columns that make up the key; none of their values may be missing.
  package let keyColumns: [String]
  /// Rows that repeat an earlier row, by number.
  package let repeated: Set<Int>
  /// Rows that conflict, by number.
  package let conflicting: Set<Int>

  /// Makes a finding.
  package init(keyColumns: [String], repeated: Set<Int>, conflicting: Set<Int>) {
    self.keyColumns = keyColumns
    self.repeated = repeated
    self.conflicting = conflicting
  }

  /// Says what is to happen with a row, by its number from 1.
  package func verdict(row: Int) -> Verdict {
    if !conflicting.isEmpty, conflicting.contains(row) { return .conflicting }
    if !repeated.isEmpty, repeated.contains(row) { return .repeated }
    return .unique
  }
}
