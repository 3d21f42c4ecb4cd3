// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

extension ReleaseMemory {
  /// Most releases of which pairs are examined together with the new table, the last ones named.
  static let combinedMax = 8

  /// Groups whose numbers in three tables add up, with signs, to a number about few people:
  /// everybody less the men less the women.
  ///
  /// People outside the new table are known by one release's key at a time, so their number lies
  /// between two bounds: objected to when it is certainly few, for review when it may be.
  func combinations(
    _ earlier: [StoredRelease], _ seen: inout Examination
  ) async throws -> [Difference] {
    let usable = seen.changed.keys.sorted().suffix(Self.combinedMax)
    var found: [Difference] = []
    for (position, first) in usable.enumerated() {
      for second in usable.dropFirst(position + 1)
      where earlier[first].source != earlier[second].source
        && !areMostlyEqual(seen.changed[first], seen.changed[second])
      {
        let pair = [(first, earlier[first]), (second, earlier[second])]
        // All totals of three wide tables at once would take more memory than a check may.
        let doubt = Self.untotalled(earlier[second])
        if min(shared(earlier[first]).count, shared(earlier[second]).count) > Self.totalledMax,
          !seen.doubts.contains(doubt)
        {
          seen.doubts.append(doubt)
        }
        for (values, bounds) in try await together(pair) {
          guard pair.allSatisfy({ isPublished(values, [:], $0.1) }),
            let finding = objection(values, bounds, pair.map(\.1))
          else { continue }
          found.append(
            Difference(
              release: second, cell: cell(values), levels: records.layout.axes.map { _ in 0 },
              finding: finding))
        }
      }
    }
    return found
  }

  /// Whether in every group the threshold of people is in all three tables: their weights never
  /// cancel, so that no sum is about few. So it is with the refreshes of one table.
  private func areMostlyEqual(_ first: [CellKey: Int]?, _ second: [CellKey: Int]?) -> Bool {
    guard let first, let second, let table = evidence.parts.first?.table else { return false }
    return Set(first.keys).union(second.keys).allSatisfy { key in
      let people =
        table[key]?.contributors
        ?? table.cells.filter { cell in
          !cell.key.isTotal
            && zip(key.coordinates, cell.key.coordinates).allSatisfy { $0 == .total || $0 == $1 }
        }.map(\.contributors).max() ?? 0
      return people - (first[key] ?? 0) - (second[key] ?? 0) >= threshold
    }
  }

  /// For each group and choice of signs, the least and greatest number of people it is about.
  private func together(
    _ pair: [(Int, StoredRelease)]
  ) async throws -> [([Int: Coordinate], [ClosedRange<Int>])] {
    let axes = pair.map { shared($0.1) }
    let both = axes[0].compactMap { entry in
      axes[1].first { $0.axis == entry.axis }.map { (entry.axis, entry.place, $0.place) }
    }
    let keys = try pair.compactMap { try $0.1.evidence()?.key }
    guard keys.count == 2 else { return [] }
    let names = both.indices.map { "k\($0)" }
    let prints = keys.enumerated().map { "\(FingerprintQuery.person($1)) AS f\($0)" }
    let labels = zip(both, names).map { "\(TableLayout.column($0.0, 0)) AS \($1)" }
    var sql = """
      CREATE TEMP TABLE fresh AS SELECT DISTINCT \((prints + labels).joined(separator: ", "))
        FROM read_parquet('/in/\(TableRecords.file)');

      """
    for (side, entry) in pair.enumerated() {
      let old = zip(both, names).map { "a\(side == 0 ? $0.1 : $0.2) AS \($1)" }
      let columns = (["f AS f\(side)"] + old).joined(separator: ", ")
      sql +=
        "CREATE TEMP TABLE old\(side) AS SELECT DISTINCT \(columns) "
        + "FROM read_parquet('/in/r\(entry.0).parquet');\n"
    }
    let name = "t\(pair[0].0)-\(pair[1].0).csv"
    sql +=
      "COPY (\(Self.totalled(names, Self.finestAndFirst(names.count), Self.counts))) "
      + "TO '/out/\(name)' (FORMAT csv, HEADER, FORCE_QUOTE *);"
    _ = try await session.run(
      sql, inputs: [TableRecords.file] + pair.map { "r\($0.0).parquet" }, outputs: [name],
      field: pair[1].1.field)
    return try rows(name, names.count, 7).map { coordinates, numbers in
      let values = zip(both, coordinates).map { ($0.0, $1) }
      return (
        Dictionary(values, uniquingKeysWith: { first, _ in first }), Self.bounds(numbers)
      )
    }
  }

  /// For a group: people of the new table by which releases they are in, and others of each.
  private static func counts(_ kept: [String], _ shown: [String]) -> String {
    let group = kept.isEmpty ? "" : "GROUP BY \(kept.joined(separator: ", "))"
    func people(_ side: Int) -> String {
      let keys = (["f\(side)"] + kept).joined(separator: ", ")
      let same = kept.map { " AND x.\($0) IS NOT DISTINCT FROM y.\($0)" }.joined()
      return """
        (SELECT x.*, y.f\(side) IS NOT NULL AS is_new
          FROM (SELECT DISTINCT \(keys) FROM old\(side) WHERE f\(side) IS NOT NULL) AS x
          LEFT JOIN (SELECT DISTINCT \(keys) FROM fresh) AS y
            ON x.f\(side) = y.f\(side)\(same))
        """
    }
    let names = kept.joined(separator: ", ")
    let fresh = (["f0", "f1"] + kept).joined(separator: ", ")
    let same = { (side: String) in
      kept.map { " AND n.\($0) IS NOT DISTINCT FROM \(side).\($0)" }.joined()
    }
    let lead = names.isEmpty ? "" : names + ", "
    return """
      SELECT \((shown + ["sum(n)"]).joined(separator: ", ")), sum(neither), sum(one), sum(two),
        sum(in_both), sum(rest0), sum(rest1) FROM (
        SELECT \(lead)count(*) AS n, count(*) FILTER (WHERE NOT a AND NOT b) AS neither,
          count(*) FILTER (WHERE a AND NOT b) AS one, count(*) FILTER (WHERE b AND NOT a) AS two,
          count(*) FILTER (WHERE a AND b) AS in_both, 0 AS rest0, 0 AS rest1
        FROM (SELECT n.*, p.f0 IS NOT NULL AS a, q.f1 IS NOT NULL AS b
          FROM (SELECT DISTINCT \(fresh) FROM fresh WHERE f0 IS NOT NULL) AS n
          LEFT JOIN \(people(0)) AS p ON n.f0 = p.f0\(same("p"))
          LEFT JOIN \(people(1)) AS q ON n.f1 = q.f1\(same("q"))) \(group)
        UNION ALL SELECT \(lead)0, 0, 0, 0, 0, count(*), 0 FROM \(people(0)) WHERE NOT is_new
          \(group)
        UNION ALL SELECT \(lead)0, 0, 0, 0, 0, 0, count(*) FROM \(people(1)) WHERE NOT is_new
          \(group)) \(group)
      """
  }

  /// The people with a weight in new − first − second, new + first − second, new − first + second.
  private static func bounds(_ numbers: [Int]) -> [ClosedRange<Int>] {
    let (neither, one, two, both) = (numbers[1], numbers[2], numbers[3], numbers[4])
    let (a, b) = (numbers[5], numbers[6])
    func range(_ inside: Int, _ low: Int) -> ClosedRange<Int> {
      inside + low...inside + max(low, a + b)
    }
    return [
      range(neither + both, max(a, b)), range(neither + one + both, abs(a - b)),
      range(neither + two + both, abs(a - b)),
    ]
  }

  private func objection(
    _ values: [Int: Coordinate], _ bounds: [ClosedRange<Int>], _ releases: [StoredRelease]
  ) -> CheckFinding? {
    let near = bounds.filter { $0.upperBound > 0 && $0.lowerBound < threshold }
    guard let worst = near.min(by: { $0.upperBound < $1.upperBound }) else { return nil }
    let isSure = worst.lowerBound > 0 && worst.upperBound < threshold
    return CheckFinding(
      .differencing, isSure ? .fail : .review,
      at: place(cell(values), records.layout.axes.map { _ in 0 }, releases),
      value: Double(isSure ? worst.upperBound : worst.lowerBound), parameter: Double(threshold),
      formula: "combination-of-three-below.1",
      zh: "与先前两次发布相加减，得到的是少数人的数；请归并此组",
      en: "added to or taken from two earlier releases this is a number about few people; "
        + "group values", remedy: "coarsen")
  }
}
