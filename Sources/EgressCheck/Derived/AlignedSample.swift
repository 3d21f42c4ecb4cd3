// SPDX-License-Identifier: Apache-2.0

/// Subjects with their columns of an output and of the raw data, in two parts: one on which
/// decoders are fitted, and one held out.
package struct AlignedSample: Sendable {
  /// Most subjects.
  static let rowsMax = 2_400

  /// What a sample shows: the records, a subject's further records together, or what stands beside.
  enum Look {
    case records, together, beside
  }

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
  /// What of the records this sample is, where it is not the records themselves.
  let facet: String
  /// How much is tried.
  let look: Look
  /// Other looks at the same subjects: their further records, and what stands beside.
  var facets: [AlignedSample] = []

  /// Brings columns of equal length together.
  package init(
    rows: Int, derived: [AlignedColumn], declared: [(column: AlignedColumn, from: String)],
    raw: [AlignedColumn], pseudonyms: Set<String> = [], order: [Int]? = nil,
    rawOrder: [Int]? = nil
  ) {
    self.init(
      rows: rows, derived: derived, declared: declared, raw: raw, pseudonyms: pseudonyms,
      order: order, rawOrder: rawOrder, facet: "", look: .records)
  }

  /// Another look at the same subjects.
  init(
    rows: Int, derived: [AlignedColumn], declared: [(column: AlignedColumn, from: String)],
    raw: [AlignedColumn], pseudonyms: Set<String> = [], order: [Int]? = nil,
    rawOrder: [Int]? = nil, facet: String, look: Look
  ) {
    self.rows = rows
    self.derived = derived
    self.declared = declared
    self.raw = raw
    self.pseudonyms = pseudonyms
    self.order = order
    self.rawOrder = rawOrder
    self.facet = facet
    self.look = look
  }

  /// The rows decoders are fitted on.
  var fitted: Range<Int> { 0..<(rows * 3 / 5) }
  /// The rows they are tested on.
  var held: Range<Int> { (rows * 3 / 5)..<rows }
}
