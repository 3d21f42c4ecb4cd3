// SPDX-License-Identifier: Apache-2.0

/// The subjects for whom a column says something: those whose value is not the one that most have,
/// a missing value included.
///
/// A column that tells an attribute of few people alone is judged by those.
struct PartOfRows {
  /// Fewest subjects that are judged.
  private static let rowsMin = 50
  /// Most columns that are judged so.
  private static let columnsMax = 12

  let sample: AlignedSample

  /// A sample for each such column, with that column alone.
  var parts: [AlignedSample] {
    let found = sample.derived.lazy.compactMap { column -> AlignedSample? in
      if let present = present(column) { return present }
      var counts = Array(repeating: 0, count: column.distinct)
      for code in column.codes { counts[code] += 1 }
      guard column.distinct > 2, let common = counts.indices.max(by: { counts[$0] < counts[$1] }),
        counts[common] * 2 > sample.rows, sample.rows - counts[common] >= Self.rowsMin
      else { return nil }
      return sample.with(
        rows: (0..<sample.rows).filter { column.codes[$0] != common }, column: column)
    }
    return Array(found.prefix(Self.columnsMax))
  }

  /// Those for whom a column has a value, where it has none for some: what it says of most is
  /// judged by those of whom it says something.
  private func present(_ column: AlignedColumn) -> AlignedSample? {
    let rows = (0..<sample.rows).filter { column.texts[$0] != nil }
    guard rows.count >= Self.rowsMin, rows.count * 20 <= sample.rows * 19,
      rows.count * 2 >= sample.rows
    else { return nil }
    return sample.with(rows: rows, column: column)
  }
}

extension AlignedSample {
  /// The same subjects with other columns in the place of the derived ones.
  func with(derived: [AlignedColumn], facet: String, look: Look) -> AlignedSample {
    AlignedSample(
      rows: rows, derived: derived, declared: declared, raw: raw, facet: facet, look: look)
  }

  /// Some of the subjects, with one derived column.
  func with(rows chosen: [Int], column: AlignedColumn) -> AlignedSample {
    func part(_ column: AlignedColumn) -> AlignedColumn {
      AlignedColumn(name: column.name, texts: chosen.map { column.texts[$0] })
    }
    return AlignedSample(
      rows: chosen.count, derived: [part(column)],
      declared: declared.map { (part($0.column), $0.from) }, raw: raw.map(part),
      facet: "-of-some", look: .records)
  }
}
