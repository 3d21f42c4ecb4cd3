// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

extension ReleaseMemory {
  /// Compares people with all refreshes of a table at once, by their fingerprints under its key.
  func compare(_ series: RefreshSeries) async throws -> RefreshComparison {
    let axes = records.layout.axes.indices
    let keys = axes.map { "k\($0)" }
    let hashes = hashes(records.layout.measured.indices.map { "v\($0)" })
    func side(_ day: Int, _ from: String) -> String {
      let labels = axes.map { "a\($0) AS k\($0)" }
      return "SELECT \(([String(day) + " AS d", "f"] + labels + hashes).joined(separator: ", ")) "
        + "FROM \(from)"
    }
    let fresh = FingerprintQuery(layout: records.layout, key: series.key)
    var sides = [side(0, "(\(fresh.text))")]
    for (position, member) in series.members.enumerated() {
      guard let evidence = try member.release.evidence() else { continue }
      try session.stage(evidence.parquet, as: "r\(member.index).parquet")
      sides.append(side(position + 1, "read_parquet('/in/r\(member.index).parquet')"))
    }
    let settled = "(SELECT * FROM refreshes SEMI JOIN settled USING (f))"
    let all = Self.totalled(keys) { Self.beside("refreshes", $0, $1, hashes.count) }
    let finest = Self.beside(
      settled, keys, keys.map { "coalesce('L' || \($0), 'M')" }, hashes.count)
    let sql = """
      CREATE TEMP TABLE refreshes AS \(sides.joined(separator: "\nUNION ALL\n"));
      CREATE TEMP TABLE settled AS SELECT f FROM refreshes WHERE f IS NOT NULL GROUP BY f
        HAVING count(DISTINCT \(Self.mark(keys))) = 1;
      COPY (\(all)) TO '/out/refreshes.csv'
        (FORMAT csv, HEADER, FORCE_QUOTE *);
      COPY (\(finest)) TO '/out/settled.csv' (FORMAT csv, HEADER, FORCE_QUOTE *);
      """
    _ = try await session.run(
      sql, inputs: [TableRecords.file] + series.members.map { "r\($0.index).parquet" },
      outputs: ["refreshes.csv", "settled.csv"], field: "releases")
    let numbers = 5 + hashes.count
    let groups = try rows("refreshes.csv", keys.count, numbers)
    let count = series.members.count
    return RefreshComparison(
      differing: Self.differing(groups, count, hashes.count),
      settled: Self.differing(
        try rows("settled.csv", keys.count, numbers), count, hashes.count),
      people: Self.people(groups, count))
  }

  /// A finest cell as one text.
  static func mark(_ columns: [String]) -> String {
    let parts = columns.map { "coalesce('L' || \($0), 'M')" }
    return "concat_ws(chr(31), \(parts.joined(separator: ", ")))"
  }

  /// For each day and group: records, the day, people, all, how many of them the new table has too,
  /// and how many it has with equal values of what each hash is about.
  private static func beside(
    _ from: String, _ kept: [String], _ shown: [String], _ hashes: Int
  ) -> String {
    let keys = kept.map { ", \($0)" }.joined()
    let same = kept.map { " AND p.\($0) IS NOT DISTINCT FROM q.\($0)" }.joined()
    let columns =
      shown + [
        "sum(n)", "d", "count(f)", "count(*)", "count(e)",
      ] + (0..<hashes).map { "count(*) FILTER (q\($0) = s\($0))" }
    let sums = (0..<hashes).map { "sum(h\($0)) AS s\($0)" }.joined(separator: ", ")
    let others = (0..<hashes).map { "q.s\($0) AS q\($0)" }.joined(separator: ", ")
    return """
      SELECT \(columns.joined(separator: ", ")) FROM (
        SELECT p.*, q.d AS e, \(others)
        FROM (SELECT d, f\(keys), \(sums), count(*) AS n FROM \(from) GROUP BY d, f\(keys)) AS p
        LEFT JOIN (SELECT 0 AS d, f\(keys), \(sums) FROM \(from) WHERE d = 0 GROUP BY f\(keys))
          AS q ON p.f IS NOT DISTINCT FROM q.f\(same))
      GROUP BY d\(keys)
      """
  }

  /// The people by whom each group differs from each day, in what each hash is about.
  private static func differing(
    _ rows: [([Coordinate], [Int])], _ count: Int, _ hashes: Int
  ) -> [[CellKey: [Int]]] {
    var fresh: [CellKey: Int] = [:]
    var old = Array(repeating: [CellKey: [Int]](), count: count)
    for (coordinates, numbers) in rows {
      let day = numbers[1]
      if day == 0 { fresh[CellKey(coordinates)] = numbers[3] }
      if day > 0, day <= count { old[day - 1][CellKey(coordinates)] = numbers }
    }
    let none = Array(repeating: 0, count: 5 + hashes)
    return old.map { groups in
      var found: [CellKey: [Int]] = [:]
      for key in Set(fresh.keys).union(groups.keys) {
        let numbers = groups[key] ?? none
        let all = numbers[3] + (fresh[key] ?? 0) - numbers[4]
        let people = numbers.dropFirst(5).map { all - $0 }
        if (people.max() ?? 0) > 0 { found[key] = people }
      }
      return found
    }
  }

  private static func people(
    _ rows: [([Coordinate], [Int])], _ count: Int
  ) -> [[CellKey: CellPeople]] {
    var found = Array(repeating: [CellKey: CellPeople](), count: count)
    for (coordinates, numbers) in rows where numbers[1] > 0 && numbers[1] <= count {
      found[numbers[1] - 1][CellKey(coordinates)] = CellPeople(
        records: numbers[0], contributors: numbers[2])
    }
    return found
  }
}
