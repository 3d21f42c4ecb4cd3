// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// Finds columns whose values follow from others': levels of hierarchies, and columns of the input
/// of which each value goes with one value of another.
struct ReleaseLinks {
  /// Most different values of a column that is looked at.
  static let valuesMax = 2_000
  /// A dependence counts when there are so many records for each value.
  private static let recordsPerValue = 3

  let records: TableRecords
  let declaration: TableDeclaration
  let session: Session

  /// The links that the levels of a table's hierarchies declare.
  static func levels(_ layout: TableLayout) -> [ColumnLink] {
    layout.axes.indices.flatMap { index -> [ColumnLink] in
      let axis = layout.axes[index]
      guard let hierarchy = axis.hierarchy else { return [] }
      return hierarchy.telling.enumerated().map { level, place in
        var values: [Coordinate: Coordinate] = [.missing: .missing]
        for (value, groups) in hierarchy.groups { values[.label(value)] = .label(groups[place]) }
        return ColumnLink(
          from: layout.identity(index, 0), to: layout.identity(index, level + 1), values: values)
      }
    }
  }

  /// The links between the dimensions of the new table and of releases over the same records.
  func found(_ earlier: [StoredRelease]) async throws -> [ColumnLink] {
    let layout = records.layout
    var known = Dictionary(
      layout.axes.indices.map { (layout.identity($0, 0), value(layout.axes[$0].dimension)) },
      uniquingKeysWith: { first, _ in first })
    for axis in earlier.flatMap(\.axes) where known[axis.identity] == nil {
      known[axis.identity] = value(axis)
    }
    let columns = known.compactMap { identity, sql in sql.map { (identity, $0) } }
      .sorted { $0.0 < $1.0 }
    guard columns.count > 1, columns.count <= 12 else { return [] }
    let names = columns.indices.map { "b\($0)" }
    let selection = columns.enumerated().map {
      "coalesce('L' || \($1.1), 'M') AS b\($0)"
    }
    var parts: [String] = []
    for from in names {
      for to in names where to != from {
        parts.append(
          """
          SELECT '\(from)', '\(to)', \(from), min(\(to)), max(\(to)), sum(n) FROM combined
          WHERE (SELECT count(DISTINCT \(from)) FROM combined) <= \(Self.valuesMax)
          GROUP BY \(from)
          """)
      }
    }
    let sql = """
      CREATE TEMP TABLE combined AS SELECT *, count(*) AS n FROM (
        SELECT \(selection.joined(separator: ", ")) FROM \(records.input.relation) AS r)
        GROUP BY ALL;
      COPY (\(parts.joined(separator: "\nUNION ALL\n"))) TO '/out/links.csv'
        (FORMAT csv, HEADER, FORCE_QUOTE *);
      """
    _ = try await session.run(
      sql, inputs: [records.input.file], outputs: ["links.csv"], field: "releases")
    let rows = DelimitedText(try session.output("links.csv"), rowsMax: 1_000_000).rows.dropFirst()
    let pairs = Dictionary(grouping: rows.filter { $0.count == 6 }) { [$0[0], $0[1]] }
    return pairs.compactMap { pair, rows in
      let places = pair.compactMap { names.firstIndex(of: $0) }
      guard places.count == 2, rows.allSatisfy({ $0[3] == $0[4] }),
        Set(rows.map { $0[3] }).count > 1,
        rows.reduce(0, { $0 + (Int($1[5]) ?? 0) }) >= Self.recordsPerValue * rows.count
      else { return nil }
      let values = rows.map { (Self.coordinate($0[2]), Self.coordinate($0[3])) }
      return ColumnLink(
        from: columns[places[0]].0, to: columns[places[1]].0,
        values: Dictionary(values, uniquingKeysWith: { first, _ in first }))
    }
  }

  private static func coordinate(_ text: String) -> Coordinate {
    text == "M" ? .missing : .label(String(text.dropFirst()))
  }

  private func value(_ dimension: TableDeclaration.Dimension) -> String? {
    records.input.columns.firstIndex(of: dimension.column).map {
      LayoutQuery.value("r.c\($0)", dimension)
    }
  }

  /// The SQL of an earlier release's dimension over the new input: a column or its intervals.
  private func value(_ axis: ReleaseAxis) -> String? {
    if records.input.columns.contains(axis.identity) {
      return value(TableDeclaration.Dimension(name: axis.name, column: axis.identity))
    }
    let parts = axis.identity.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count > 1, let width = parts.last.flatMap({ Double($0) }), width > 0 else {
      return nil
    }
    return value(
      TableDeclaration.Dimension(
        name: axis.name, column: parts.dropLast().joined(separator: "/"), bucket: width))
  }
}
