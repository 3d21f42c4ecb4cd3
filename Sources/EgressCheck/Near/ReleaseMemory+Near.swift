// SPDX-License-Identifier: Apache-2.0
import Core
import DisclosureControl

extension ReleaseMemory {
  /// Most pairs of columns that are compared with one release.
  private static let nearPairsMax = 64

  /// A column of the new table and one of a release, of other names, by their places.
  private struct Renamed {
    let new: Int
    let old: Int
  }

  /// Sums of a release and of the new table, over columns of other names, that are equal but for
  /// few people: a column can be given another name, or be made from one that is out.
  func renamed(_ earlier: [StoredRelease], _ seen: inout Examination) async throws -> [Difference] {
    var found: [Difference] = []
    for index in seen.people.keys.sorted() {
      guard let key = try earlier[index].evidence()?.key else { continue }
      let pairs = renamedPairs(earlier[index])
      if pairs.count > Self.nearPairsMax {
        seen.doubts.append(Self.unmatched(earlier[index], pairs.count))
      }
      guard !pairs.isEmpty else { continue }
      found += try await compare(
        Array(pairs.prefix(Self.nearPairsMax)), earlier[index], index, key)
    }
    return found
  }

  /// The columns that are summed here and there under other names. Weights by themselves are
  /// numbers of people.
  private func renamedPairs(_ release: StoredRelease) -> [Renamed] {
    let layout = records.layout
    func isSummed(_ measure: MeasureDeclaration) -> Bool {
      measure.function == "sum" || measure.function == "mean"
    }
    let new = layout.values.indices.filter { place in
      switch layout.values[place] {
      case .weight, .weightOf: false
      case .column, .weighted:
        layout.carriers.contains { isSummed($0) && $0.column == "val\(place)" }
      }
    }
    let summed = Set(
      release.cubes.flatMap { $0.cube.measures.filter(isSummed).compactMap(\.column) })
    let old = release.measured.indices.filter { summed.contains(release.measured[$0]) }
    return new.flatMap { new in
      old.filter { release.measured[$0] != layout.measured[new] }.map { Renamed(new: new, old: $0) }
    }
  }

  private func compare(
    _ pairs: [Renamed], _ release: StoredRelease, _ index: Int, _ key: [UInt8]
  ) async throws -> [Difference] {
    let shared = shared(release)
    let keys = shared.indices.map { "k\($0)" }
    let (fresh, old) = (Set(pairs.map(\.new)).sorted(), Set(pairs.map(\.old)).sorted())
    // What is nothing adds nothing to a sum, whether it is written or missing.
    let salt = SQL.text(Hex.encode(key))
    let nothing = ["''", "'0.0'", "'-0.0'"]
      .map { "substr(sha256(concat(\(salt), chr(31), \($0))), 1, 20)" }.joined(separator: ", ")
    func side(_ labels: [String], _ columns: [Int], _ name: String, _ from: String) -> String {
      let values = columns.map {
        "CASE WHEN v\($0) NOT IN (\(nothing)) THEN hash(v\($0))::HUGEINT + 1 END AS \(name)\($0)"
      }
      let axes = zip(labels, keys).map { "\($0) AS \($1)" }
      return "SELECT \((["f"] + axes + values).joined(separator: ", ")) FROM \(from)"
    }
    let output = "renamed\(index).csv"
    let sql = """
      CREATE TEMP TABLE sides AS
        \(side(
          shared.map { "a\($0.axis)" }, fresh, "n",
          "(\(FingerprintQuery(layout: records.layout, key: key).text))"))
        UNION ALL BY NAME
        \(side(shared.map { "a\($0.place)" }, old, "o", "read_parquet('/in/r\(index).parquet')"));
      COPY (\(totalled(keys) { nearness($0, $1, pairs, fresh, old) })) TO '/out/\(output)'
        (FORMAT csv, HEADER, FORCE_QUOTE *);
      """
    _ = try await session.run(
      sql, inputs: [TableRecords.file, "r\(index).parquet"], outputs: [output],
      field: release.field)
    let rows = try rows(output, keys.count, 1 + 3 * pairs.count)
    let whole = rows.first { $0.0.allSatisfy { $0 == .total } }?.1
    return rows.flatMap { coordinates, numbers in
      pairs.indices.compactMap { place -> Difference? in
        let own = Array(numbers[(1 + 3 * place)..<(4 + 3 * place)])
        let all = whole.map { ($0[1 + 3 * place], $0[2 + 3 * place]) }
        let values = Dictionary(
          zip(shared.map(\.axis), coordinates), uniquingKeysWith: { first, _ in first })
        guard isNear(own[0], own[1]), isPublished(values, [:], release),
          let severity = NearColumns.severity(equal: own[0], values: own[2], whole: all)
        else { return nil }
        return objection(pairs[place], severity, own[1], values, release, index)
      }
    }
  }

  private func isNear(_ equal: Int, _ different: Int) -> Bool {
    (1..<max(2, threshold)).contains(different)
      && equal >= max(different, NearColumnsQuery.equalMin)
  }

  /// For each pair the people of a group whose values are equal and not nothing, those whose are
  /// not, and how many values the equal ones are. The whole is told in any case.
  private func nearness(
    _ kept: [String], _ shown: [String], _ pairs: [Renamed], _ fresh: [Int], _ old: [Int]
  ) -> String {
    let sums = fresh.map { "sum(n\($0)) AS n\($0)" } + old.map { "sum(o\($0)) AS o\($0)" }
    let numbers = pairs.flatMap { pair -> [String] in
      let (a, b) = ("n\(pair.new)", "o\(pair.old)")
      return [
        "count(*) FILTER (WHERE \(a) = \(b))",
        "count(*) FILTER (WHERE \(a) IS DISTINCT FROM \(b))",
        "count(DISTINCT \(a)) FILTER (WHERE \(a) = \(b))",
      ]
    }
    let near = pairs.map { pair in
      let (a, b) = ("n\(pair.new)", "o\(pair.old)")
      return "(count(*) FILTER (WHERE \(a) IS DISTINCT FROM \(b)) BETWEEN 1 AND \(threshold - 1) "
        + "AND count(*) FILTER (WHERE \(a) = \(b)) >= \(NearColumnsQuery.equalMin))"
    }
    let group = kept.isEmpty ? "" : "GROUP BY \(kept.joined(separator: ", ")) "
    return """
      SELECT \((shown + ["count(*)"] + numbers).joined(separator: ", "))
        FROM (SELECT \((["f"] + kept + sums).joined(separator: ", ")) FROM sides
          GROUP BY \((["f"] + kept).joined(separator: ", ")))
        \(group)\(kept.isEmpty ? "" : "HAVING \(near.joined(separator: " OR "))")
      """
  }

  private func objection(
    _ pair: Renamed, _ severity: Verdict, _ people: Int, _ values: [Int: Coordinate],
    _ release: StoredRelease, _ index: Int
  ) -> Difference {
    let levels = records.layout.axes.map { _ in 0 }
    let cell = cell(values)
    return Difference(
      release: index, cell: cell, levels: levels,
      finding: TableFindings.near(
        [records.layout.measured[pair.new], release.measured[pair.old]], severity, people: people,
        threshold: threshold, remedy: "drop",
        at: [
          ("cell", records.layout.cell(cell, levels: levels)),
          ("release", .string(release.field)),
        ]))
  }

  private static func unmatched(_ release: StoredRelease, _ pairs: Int) -> CheckFinding {
    CheckFinding(
      .differencing, .review, at: .members([("release", .string(release.field))]),
      value: Double(pairs), parameter: Double(nearPairsMax), formula: "measured-not-compared.1",
      zh: "数值列过多，未与此次发布的所有其他名称的列逐一比较；请人工确认",
      en: "there are so many measured columns that not each was compared with those of other names "
        + "in this release; a person must look", remedy: "review")
  }
}
