// SPDX-License-Identifier: Apache-2.0

/// Declared columns of which each value follows from its source only because nearly everybody has
/// a source value of their own: any other attribute follows from such a source too.
///
/// Each is examined as a derived column. What coarse forms of the source tell of an attribute is
/// known from the declaration and is no finding.
struct DeclaredCarriers {
  /// Most columns that are examined so.
  private static let columnsMax = 12
  /// The numbers of equally filled classes by which a source is made coarse.
  private static let classes = [4, 8, 16, 32, 64, 128]
  /// The lengths of beginnings and ends of a source that is a text.
  private static let lengths = [1, 2, 3, 4, 6]

  let sample: AlignedSample

  /// A sample for each such column, with that column alone.
  var parts: [AlignedSample] {
    let found = sample.declared.lazy.compactMap { column, from -> AlignedSample? in
      guard let source = sample.raw.first(where: { $0.name == from }),
        source.distinct * 2 > sample.rows, column.distinct > 1, column.texts != source.texts
      else { return nil }
      let known =
        sample.declared.filter { $0.column.name != column.name }
        + ([source] + coarse(source)).map { (column: $0, from: from) }
      return AlignedSample(
        rows: sample.rows, derived: [column], declared: known,
        raw: sample.raw.filter { $0.name != from }, facet: "-of-declared", look: .together)
    }
    return Array(found.prefix(Self.columnsMax))
  }

  /// Coarse forms of a source: classes of its numbers, parts of its texts.
  private func coarse(_ source: AlignedColumn) -> [AlignedColumn] {
    var found = RawParts.columns(source)
    if let numbers = source.numbers {
      let order = numbers.indices.filter { numbers[$0].isFinite }
        .sorted { numbers[$0] < numbers[$1] }
      found += Self.classes.map { count in
        var texts: [String?] = Array(repeating: nil, count: sample.rows)
        for (rank, row) in order.enumerated() { texts[row] = "\(rank * count / order.count)" }
        return AlignedColumn(name: "\(source.name)[\(count) classes]", texts: texts)
      }
    }
    found += Self.lengths.flatMap { length in
      [
        AlignedColumn(
          name: "\(source.name)[first \(length)]",
          texts: source.texts.map { $0.map { String($0.prefix(length)) } }),
        AlignedColumn(
          name: "\(source.name)[last \(length)]",
          texts: source.texts.map { $0.map { String($0.suffix(length)) } }),
      ]
    }
    return found.filter { $0.distinct > 1 && $0.distinct * 4 <= sample.rows }
  }
}
