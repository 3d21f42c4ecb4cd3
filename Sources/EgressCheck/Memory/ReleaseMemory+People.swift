// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

extension ReleaseMemory {
  /// What the evidence of a release tells.
  struct Comparison {
    /// Groups in which some people differ.
    let groups: [Group]
    /// Who stands behind the cells of the release's finest table.
    let people: [CellKey: CellPeople]
  }

  /// Most dimensions of which every combination of totals is compared, whatever the records; of
  /// more, where records are few enough for all combinations.
  static let totalledMax = 5
  /// Most records that are grouped for the totals of more dimensions, all combinations together.
  private static let totalledWork = 400_000_000

  /// The combinations of totals that are compared: set bits are totalled dimensions.
  func totalled(_ count: Int) -> [Int] {
    isTotalled(count) ? Array(0..<1 << count) : Self.finestAndFirst(count)
  }

  /// Every combination, or for more than five dimensions the finest cells and the totals over the
  /// first five.
  static func finestAndFirst(_ count: Int) -> [Int] {
    guard count > totalledMax else { return Array(0..<1 << count) }
    let rest = (1 << count) - (1 << totalledMax)
    return [0] + (0..<1 << totalledMax).map { rest | $0 }
  }

  /// Whether all combinations of totals are compared.
  func isTotalled(_ count: Int) -> Bool {
    count <= Self.totalledMax || records.rows <= Self.totalledWork >> count
  }

  /// Compares people by their fingerprints under the release's key.
  func people(
    _ evidence: (parquet: [UInt8], key: [UInt8]), _ release: StoredRelease, _ index: Int
  ) async throws -> Comparison {
    let file = "r\(index).parquet"
    try session.stage(evidence.parquet, as: file)
    let shared = self.shared(release)
    let keys = shared.indices.map { "k\($0)" }
    let values = records.layout.measured.enumerated().compactMap { fresh, name in
      release.measured.firstIndex(of: name).map { (fresh, $0) }
    }
    func side(_ labels: [String], _ values: [String], _ from: String, isOld: Bool) -> String {
      let columns = zip(labels, keys).map { "\($0) AS \($1)" } + ["\(isOld) AS is_old"]
      return "SELECT f, \((columns + hashes(values)).joined(separator: ", ")) FROM \(from)"
    }
    let old = side(
      shared.map { "a\($0.place)" }, values.map { "v\($0.1)" }, "read_parquet('/in/\(file)')",
      isOld: true)
    let fresh = FingerprintQuery(layout: records.layout, key: evidence.key)
    let new = side(
      shared.map { "a\($0.axis)" }, values.map { "v\($0.0)" }, "(\(fresh.text))", isOld: false)
    let own = release.axes.indices.map { "a\($0)" }
    let levels = leveled(shared, release)
    let sql = """
      CREATE TEMP TABLE both_ends AS \(old) UNION ALL \(new);
      CREATE TEMP TABLE both_sides AS SELECT \((["e.*"] + levels.map(\.column))
        .joined(separator: ", ")) FROM both_ends AS e \(levels.map(\.join).joined(separator: "\n"));
      COPY (\(totalled(keys) { differing($0, $1, values.count + 2) }))
        TO '/out/d\(index).csv' (FORMAT csv, HEADER, FORCE_QUOTE *);
      CREATE TEMP VIEW old_side AS SELECT * FROM read_parquet('/in/\(file)');
      COPY (\(Self.totalled(own, own.count > Self.totalledMax ? [0] : nil, Self.counted)))
        TO '/out/p\(index).csv' (FORMAT csv, HEADER, FORCE_QUOTE *);

      """
    let more = levels.indices.map { place in
      let named = keys.enumerated().map { $0 == levels[place].position ? "l\(place)" : $1 }
      return "COPY (\(totalled(named) { differing($0, $1, values.count + 2) })) "
        + "TO '/out/l\(index)-\(place).csv' (FORMAT csv, HEADER, FORCE_QUOTE *);\n"
    }
    let outputs = ["d\(index).csv", "p\(index).csv"] + levels.indices.map { "l\(index)-\($0).csv" }
    let hierarchies = Set(levels.map { "h\(shared[$0.position].axis).csv" }).sorted()
    _ = try await session.run(
      sql + more.joined(), inputs: [TableRecords.file, file] + hierarchies,
      outputs: Set(outputs), field: release.field)
    let counts = values.count + 2
    var groups = try rows("d\(index).csv", shared.count, counts).map { coordinates, numbers in
      let values = zip(shared, coordinates).map { ($0.axis, $1) }
      return Group(
        values: Dictionary(values, uniquingKeysWith: { first, _ in first }), numbers: numbers)
    }
    for (place, level) in levels.enumerated() {
      let axis = shared[level.position].axis
      for (coordinates, numbers) in try rows("l\(index)-\(place).csv", shared.count, counts)
      where coordinates[level.position] != .total {
        let values = zip(shared, coordinates).map { ($0.axis, $1) }
        groups.append(
          Group(
            values: Dictionary(values, uniquingKeysWith: { first, _ in first }),
            levels: [axis: level.level], numbers: numbers))
      }
    }
    let people = try rows("p\(index).csv", own.count, 2).map { coordinates, numbers in
      (CellKey(coordinates), CellPeople(records: numbers[0], contributors: numbers[1]))
    }
    return Comparison(
      groups: groups, people: Dictionary(people, uniquingKeysWith: { first, _ in first }))
  }

  /// A level of a hierarchy that both tables have, as a column of both sides.
  private struct Level {
    /// The shared axis by position.
    let position: Int
    let level: Int
    let column: String
    let join: String
  }

  /// The levels that the release has of the same hierarchies.
  private func leveled(_ shared: [(axis: Int, place: Int)], _ release: StoredRelease) -> [Level] {
    let known = Set(release.cubes.flatMap(\.identities))
    var found: [Level] = []
    for (position, entry) in shared.enumerated() {
      guard let hierarchy = records.layout.axes[entry.axis].hierarchy else { continue }
      let types = (0...hierarchy.levels.count).map { "'g\($0)': 'VARCHAR'" }
      for (index, column) in hierarchy.telling.enumerated()
      where known.contains(records.layout.identity(entry.axis, index + 1)) {
        let name = "m\(found.count)"
        found.append(
          Level(
            position: position, level: index + 1,
            column: "\(name).g\(column + 1) AS l\(found.count)",
            join: """
              LEFT JOIN read_csv('/in/h\(entry.axis).csv', auto_detect=false, header=false,
                delim=',', quote='"', escape='"', columns={\(types.joined(separator: ", "))})
                AS \(name) ON \(name).g0 = e.k\(position)
              """))
      }
    }
    return Array(found.prefix(Self.levelsMax))
  }

  /// Most levels of hierarchies that are compared besides the finest values.
  private static let levelsMax = 8

  /// A hash of all values of a record together, of none of them, which tells that it is there, and
  /// of each alone.
  func hashes(_ values: [String]) -> [String] {
    ([values, []] + values.map { [$0] }).enumerated().map { place, values in
      let text = (["''"] + values).joined(separator: ", ")
      return "hash(concat_ws('|', \(text)))::HUGEINT + 1 AS h\(place)"
    }
  }

  /// The people of a group who are on one side only, or whose values differ: in all that was
  /// measured, in nothing but that they are there, and in each column alone. A column that changes
  /// for everybody would else hide that another one differs by one person.
  ///
  /// Of the many totals of more than five dimensions only those that few differ in are told.
  private func differing(_ kept: [String], _ shown: [String], _ hashes: Int) -> String {
    let group = (["f"] + kept).joined(separator: ", ")
    let outer = kept.isEmpty ? "" : "GROUP BY \(kept.joined(separator: ", "))"
    let isTold =
      shown.count <= Self.totalledMax || kept.isEmpty || kept.count == shown.count
    let differ = Self.differ(hashes)
    let counts = (0..<hashes).map { "count(*) FILTER (WHERE d\($0))" }
    let few = counts.map { "\($0) BETWEEN 1 AND \(threshold - 1)" }.joined(separator: " OR ")
    return """
      SELECT \((shown + counts).joined(separator: ", ")) FROM (
        SELECT \((["f"] + kept + differ).joined(separator: ", ")) FROM both_sides GROUP BY \(group))
        WHERE d0 \(outer) \(isTold ? "" : "HAVING \(few)")
      """
  }

  /// Whether a person differs in what each hash is about.
  static func differ(_ hashes: Int) -> [String] {
    (0..<hashes).map { place in
      "coalesce(sum(h\(place)) FILTER (WHERE is_old), 0) "
        + "<> coalesce(sum(h\(place)) FILTER (WHERE NOT is_old), 0) AS d\(place)"
    }
  }

  private static func counted(_ kept: [String], _ shown: [String]) -> String {
    let outer = kept.isEmpty ? "" : "GROUP BY \(kept.joined(separator: ", "))"
    return "SELECT \((shown + ["count(*)", "count(DISTINCT f)"]).joined(separator: ", ")) "
      + "FROM old_side \(outer)"
  }

  /// A statement for the combinations of totals that are compared.
  func totalled(
    _ columns: [String], _ statement: ([String], [String]) -> String
  ) -> String {
    Self.totalled(columns, totalled(columns.count), statement)
  }

  /// A statement for some ways to total some of the columns, or for each.
  static func totalled(
    _ columns: [String], _ masks: [Int]? = nil, _ statement: ([String], [String]) -> String
  ) -> String {
    (masks ?? Array(0..<1 << columns.count)).map { mask in
      let kept = columns.indices.filter { mask & (1 << $0) == 0 }.map { columns[$0] }
      let shown = columns.indices.map {
        mask & (1 << $0) == 0 ? "coalesce('L' || \(columns[$0]), 'M')" : "'T'"
      }
      return statement(kept, shown)
    }.joined(separator: "\nUNION ALL\n")
  }

  /// Not all sums of a release's cells were compared with those of the new table.
  static func untotalled(_ release: StoredRelease) -> CheckFinding {
    CheckFinding(
      .differencing, .review, at: .members([("release", .string(release.field))]),
      formula: "totals-not-compared.1",
      zh: "维度超过五个，未比较全部合计，只逐格比较并比较了前五个维度的合计；请人工确认",
      en: "there are more than five dimensions: not every total was compared with this release, "
        + "but the finest cells and the totals over the first five; a person must look",
      remedy: "review")
  }

  /// The coordinates and numbers of an output.
  func rows(_ name: String, _ labels: Int, _ numbers: Int) throws -> [([Coordinate], [Int])] {
    DelimitedText(try session.output(name), rowsMax: 2_000_000).rows.dropFirst().compactMap { row in
      let found = row.suffix(numbers).compactMap { Int($0) }
      guard row.count == labels + numbers, found.count == numbers, found[0] > 0 else { return nil }
      let coordinates = row.prefix(labels).map { text -> Coordinate in
        text == "T" ? .total : text == "M" ? .missing : .label(String(text.dropFirst()))
      }
      return (Array(coordinates), found)
    }
  }
}
