// SPDX-License-Identifier: Apache-2.0

/// What the places of an output's rows tell, alone and as a key to a column: rows that take turns,
/// and books of codes that change from row to row.
///
/// In the platform the rows that leave are sorted by what they hold, so that this tells nothing
/// there; on local files it does.
struct RowPlaces {
  /// After how many rows a turn begins anew.
  private static let turns = 2...13
  /// The same where a column is read with it.
  private static let keyedTurns = [2, 3, 4, 5, 7]
  /// Most different values of a column that is read with the place, and most such columns.
  private static let distinctMax = 60
  private static let columnsMax = 8

  let sample: AlignedSample

  /// The places as columns; nothing where the places are not known.
  var facet: AlignedSample? {
    guard let order = sample.order else { return nil }
    var columns = Self.turns.map { turn in
      AlignedColumn(name: "rows modulo \(turn)", texts: order.map { "\($0 % turn)" })
    }
    let small = sample.derived.filter { (2...Self.distinctMax).contains($0.distinct) }
    for column in small.prefix(Self.columnsMax) {
      for turn in Self.keyedTurns where column.distinct * turn * 4 <= sample.fitted.count {
        let texts = zip(column.codes, order).map { "\($0) \($1 % turn)" }
        columns.append(AlignedColumn(name: "\(column.name) by rows modulo \(turn)", texts: texts))
      }
    }
    return sample.with(derived: columns, facet: "-row-place", look: .beside)
  }
}
