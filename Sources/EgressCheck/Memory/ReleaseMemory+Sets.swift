// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

extension ReleaseMemory {
  /// Most groups of statements for one release: 2^3 totals of one table beside 2^3 of the other.
  private static let pairsMax = 64
  /// Most records that are grouped for one release, all statements together.
  private static let workMax = 400_000_000

  /// Groups of the new table that are, but for few people, a group of a release, whatever the
  /// dimensions of either: women less one by county, beside everybody by sex.
  ///
  /// Two cells about nearly the same people differ by the numbers of few.
  func sets(_ earlier: [StoredRelease], _ seen: inout Examination) async throws -> [Difference] {
    var found: [Difference] = []
    for index in seen.people.keys.sorted() where !seen.same.contains(index) {
      guard !seen.isRefresh(index), let key = try earlier[index].evidence()?.key else { continue }
      let pairs = pairs(earlier[index])
      let allowed = max(1, Self.workMax / max(1, records.rows))
      if pairs.count > min(allowed, Self.pairsMax) {
        seen.doubts.append(Self.uncompared(earlier[index]))
      }
      let tried = Array(pairs.prefix(min(allowed, Self.pairsMax)))
      if !tried.isEmpty { found += try await compare(tried, earlier[index], index, key) }
    }
    return found
  }

  private typealias Pair = (new: Set<Int>, old: Set<Int>)

  /// Which dimensions are kept on either side, the coarsest first; not those that both tables
  /// have alike, in which people were compared already.
  private func pairs(_ release: StoredRelease) -> [Pair] {
    let shared = shared(release)
    let axes = records.layout.axes.count
    return Self.kept(axes).flatMap { new in Self.kept(release.axes.count).map { (new, $0) } }
      .filter { new, old in
        let mapped = new.compactMap { axis in shared.first { $0.axis == axis }?.place }
        return mapped.count != new.count || Set(mapped) != old
      }
      .sorted { $0.0.count + $0.1.count < $1.0.count + $1.1.count }
  }

  /// Which of some dimensions are kept: every choice of up to three, else all, none and each.
  private static func kept(_ count: Int) -> [Set<Int>] {
    guard count > 3 else {
      return (0..<1 << count).map { mask in Set((0..<count).filter { mask & (1 << $0) != 0 }) }
    }
    return [[], Set(0..<count)] + (0..<count).map { [$0] }
  }

  private func compare(
    _ pairs: [Pair], _ release: StoredRelease, _ index: Int, _ key: [UInt8]
  ) async throws -> [Difference] {
    let new = records.layout.axes.indices.map { TableLayout.column($0, 0) }
    let old = release.axes.indices.map { "a\($0)" }
    func side(_ name: String, _ person: String, _ labels: [String], _ from: String) -> String {
      let columns = labels.enumerated().map {
        "coalesce('L' || \($1), 'M') AS \(name)\($0)"
      }
      return "CREATE TEMP TABLE \(name) AS SELECT DISTINCT "
        + (["\(person) AS f"] + columns).joined(separator: ", ")
        + " FROM read_parquet('/in/\(from)') WHERE \(person) IS NOT NULL;\n"
    }
    let name = "sets\(index).csv"
    let sql =
      side("n", FingerprintQuery.person(key), new, TableRecords.file)
      + side("o", "f", old, "r\(index).parquet")
      + "CREATE TEMP TABLE both_sets AS SELECT * FROM n JOIN o USING (f);\n"
      + "COPY (\(pairs.map { near($0, old.indices) }.joined(separator: "\nUNION ALL\n"))) "
      + "TO '/out/\(name)' (FORMAT csv, HEADER, FORCE_QUOTE *);"
    _ = try await session.run(
      sql, inputs: [TableRecords.file, "r\(index).parquet"], outputs: [name],
      field: release.field)
    guard
      let cube = release.cubes.first(where: { $0.identities == release.axes.map(\.identity) })?.cube
    else { return [] }
    return try rows(name, new.count + old.count, 1).compactMap { coordinates, numbers in
      guard Self.gives(cube, Array(coordinates.suffix(old.count))) else { return nil }
      let cell = CellKey(Array(coordinates.prefix(new.count)))
      return Difference(
        release: index, cell: cell, levels: new.map { _ in 0 },
        finding: objection(cell, numbers[0], release))
    }
  }

  /// The groups of a pair of choices that differ by few people.
  private func near(_ pair: Pair, _ places: Range<Int>) -> String {
    let axes = records.layout.axes.indices
    let new = pair.new.sorted().map { "n\($0)" }
    let old = pair.old.sorted().map { "o\($0)" }
    func counted(_ from: String, _ keys: [String]) -> String {
      let group = keys.isEmpty ? "" : " GROUP BY \(keys.joined(separator: ", "))"
      return "SELECT \((keys + ["count(DISTINCT f) AS c"]).joined(separator: ", ")) FROM \(from)"
        + group
    }
    func same(_ side: String, _ keys: [String]) -> String {
      keys.isEmpty ? "true" : keys.map { "\(side).\($0) = x.\($0)" }.joined(separator: " AND ")
    }
    let shown =
      axes.map { pair.new.contains($0) ? "x.n\($0)" : "'T'" }
      + places.map { pair.old.contains($0) ? "x.o\($0)" : "'T'" }
    return """
      SELECT \(shown.joined(separator: ", ")), a.c + b.c - 2 * x.c AS d
      FROM (\(counted("both_sets", new + old))) AS x
      JOIN (\(counted("n", new))) AS a ON \(same("a", new))
      JOIN (\(counted("o", old))) AS b ON \(same("b", old))
      WHERE d > 0 AND d < \(threshold)
      """
  }

  private func objection(
    _ cell: CellKey, _ people: Int, _ release: StoredRelease
  ) -> CheckFinding {
    CheckFinding(
      .differencing, .fail,
      at: place(cell, records.layout.axes.map { _ in 0 }, [release]), value: Double(people),
      parameter: Double(threshold), formula: "set-difference-below.1",
      zh: "此组与先前发布的一个组（维度可以不同）只差少数人，相减即得他们的数；请归并此组或补齐人群",
      en: "but for few people this group is a group of an earlier release, though of other "
        + "dimensions; their numbers follow by subtraction; group values, or ask about all",
      remedy: "coarsen")
  }

  private static func uncompared(_ release: StoredRelease) -> CheckFinding {
    CheckFinding(
      .differencing, .review, at: .members([("release", .string(release.field))]),
      formula: "sets-not-compared.1",
      zh: "记录或维度过多，未与此次发布的所有合计逐组比较；请人工确认",
      en: "there are too many records or dimensions to compare every total with those of this "
        + "release; a person must look", remedy: "review")
  }
}
