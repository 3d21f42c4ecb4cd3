// SPDX-License-Identifier: Apache-2.0

/// Subjects with their columns of an output and of the raw data, in two parts: one on which
/// decoders are fitted, and one held out.
package struct AlignedSample: Sendable {
  /// Most subjects.
  static let rowsMax = 2_400

  let rows: Int
  /// Columns of the output that are not declared.
  let derived: [AlignedColumn]
  /// Declared columns, with the raw column each is made of.
  let declared: [(column: AlignedColumn, from: String)]
  let raw: [AlignedColumn]

  /// Brings columns of equal length together.
  package init(
    rows: Int, derived: [AlignedColumn], declared: [(column: AlignedColumn, from: String)],
    raw: [AlignedColumn]
  ) {
    self.rows = rows
    self.derived = derived
    self.declared = declared
    self.raw = raw
  }

  /// The rows decoders are fitted on.
  var fitted: Range<Int> { 0..<(rows * 3 / 5) }
  /// The rows they are tested on.
  var held: Range<Int> { (rows * 3 / 5)..<rows }
}
