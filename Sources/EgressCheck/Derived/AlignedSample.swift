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
  /// Columns that are said to be the platform's pseudonyms.
  let pseudonyms: Set<String>
  /// Where each subject's record stands in the output, and in the raw data.
  let order: [Int]?
  let rawOrder: [Int]?

  /// Brings columns of equal length together.
  package init(
    rows: Int, derived: [AlignedColumn], declared: [(column: AlignedColumn, from: String)],
    raw: [AlignedColumn], pseudonyms: Set<String> = [], order: [Int]? = nil,
    rawOrder: [Int]? = nil
  ) {
    self.rows = rows
    self.derived = derived
    self.declared = declared
    self.raw = raw
    self.pseudonyms = pseudonyms
    self.order = order
    self.rawOrder = rawOrder
  }

  /// The rows decoders are fitted on.
  var fitted: Range<Int> { 0..<(rows * 3 / 5) }
  /// The rows they are tested on.
  var held: Range<Int> { (rows * 3 / 5)..<rows }
}
