// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

extension ReleaseMemory {
  /// Compares people with all refreshes of a table at once, by their fingerprints under its key.
  func compare(_ series: RefreshSeries) async throws -> RefreshComparison {
    let axes = records.layout.axes.indices
    let keys = axes.map { "k\($0)" }
    let value = (["''"] + records.layout.measured.indices.map { "v\($0)" }).joined(separator: ", ")
    func side(_ day: Int, _ from: String) -> String {
      let labels = axes.map { "a\($0) AS k\($0)" }.joined(separator: ", ")
      return "SELECT \(day) AS d, f, \(labels), "
        + "hash(concat_ws('|', \(value)))::HUGEINT + 1 AS h FROM \(from)"
    }
    let fresh = FingerprintQuery(layout: records.layout, key: series.key)
    var sides = [side(0, "(\(fresh.text))")]
    for (position, member) in series.members.enumerated() {
      guard let evidence = try member.release.evidence() else { continue }
      try session.stage(evidence.parquet, as: "r\(member.index).parquet")
      sides.append(side(position + 1, "read_parquet('/in/r\(member.index).parquet')"))
    }
    let settled = "(SELECT * FROM refreshes SEMI JOIN settled USING (f))"
    let all = Self.totalled(keys) { Self.beside("refreshes", $0, $1) }
    let finest = Self.beside(settled, keys, keys.map { "coalesce('L' || \($0), 'M')" })
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
    let groups = try rows("refreshes.csv", keys.count, 6)
    let count = series.members.count
    return RefreshComparison(
      differing: Self.differing(groups, count),
      settled: Self.differing(try rows("settled.csv", keys.count, 6), count),
      people: Self.people(groups, count))
  }

  /// A finest cell as one text.
  static func mark(_ columns: [String]) -> String {
    let parts = columns.map { "coalesce('L' || \($0), 'M')" }
    return "concat_ws(chr(31), \(parts.joined(separator: ", ")))"
  }

  /// For each day and group: records, the day, people, all, and how many of them the new table has
  /// too and has with equal values.
  private static func beside(_ from: String, _ kept: [String], _ shown: [String]) -> String {
    let keys = kept.map { ", \($0)" }.joined()
    let same = kept.map { " AND p.\($0) IS NOT DISTINCT FROM q.\($0)" }.joined()
    let columns =
      shown + [
        "sum(n)", "d", "count(f)", "count(*)", "count(e)", "count(*) FILTER (is_equal)",
      ]
    return """
      SELECT \(columns.joined(separator: ", ")) FROM (
        SELECT p.*, q.d AS e, q.s = p.s AS is_equal
        FROM (SELECT d, f\(keys), sum(h) AS s, count(*) AS n FROM \(from) GROUP BY d, f\(keys)) AS p
        LEFT JOIN (SELECT 0 AS d, f\(keys), sum(h) AS s FROM \(from) WHERE d = 0 GROUP BY f\(keys))
          AS q ON p.f IS NOT DISTINCT FROM q.f\(same))
      GROUP BY d\(keys)
      """
  }

  private static func differing(
    _ rows: [([Coordinate], [Int])], _ count: Int
  ) -> [[CellKey: Int]] {
    var fresh: [CellKey: Int] = [:]
    var old = Array(repeating: [CellKey: [Int]](), count: count)
    for (coordinates, numbers) in rows {
      let day = numbers[1]
      if day == 0 { fresh[CellKey(coordinates)] = numbers[3] }
      if day > 0, day <= count { old[day - 1][CellKey(coordinates)] = numbers }
    }
    return old.map { groups in
      var found: [CellKey: Int] = [:]
      for key in Set(fresh.keys).union(groups.keys) {
        let numbers = groups[key] ?? [0, 0, 0, 0, 0, 0]
        let people = numbers[3] + (fresh[key] ?? 0) - numbers[4] - numbers[5]
        if people > 0 { found[key] = people }
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
