// SPDX-License-Identifier: Apache-2.0
import Core
import DisclosureControl

extension ReleaseMemory {
  /// A dimension of an earlier release and one of the new table of which one tells the other, such
  /// as a county and its region.
  struct Step {
    let axis: Int
    let place: Int
    /// The groups to which the finer values belong.
    let values: [Coordinate: Coordinate]
    /// Whether the earlier release is the finer one.
    let isOldFiner: Bool
  }

  /// Most pairs of dimensions that are compared by one release.
  private static let stepsMax = 8

  /// People compared where a table is coarser or finer than one that is out: the groups of the
  /// coarser one are sums of the finer one's.
  func levels(
    _ earlier: [StoredRelease], _ seen: Examination
  ) async throws -> [Difference] {
    let own = Set(records.layout.releaseAxes.map(\.identity))
    let others = earlier.indices.filter { index in
      seen.changed[index] != nil && !Set(earlier[index].axes.map(\.identity)).isSubset(of: own)
        || seen.changed[index] != nil && !own.isSubset(of: earlier[index].axes.map(\.identity))
    }
    guard !others.isEmpty else { return [] }
    let found = try await ReleaseLinks(
      records: records, declaration: declaration, session: session
    ).found(others.map { earlier[$0] })
    var differences: [Difference] = []
    for index in others {
      let links = ReleaseLinks.levels(records.layout) + earlier[index].links + found
      for (number, step) in steps(earlier[index], links).prefix(Self.stepsMax).enumerated() {
        differences += try await difference(step, number, earlier[index], index)
      }
    }
    return differences
  }

  private func steps(_ release: StoredRelease, _ links: [ColumnLink]) -> [Step] {
    records.layout.axes.indices.flatMap { axis -> [Step] in
      let new = records.layout.identity(axis, 0)
      return release.axes.enumerated().compactMap { place, old -> Step? in
        guard old.identity != new else { return nil }
        if let link = links.first(where: { $0.from == old.identity && $0.to == new }) {
          return Step(axis: axis, place: place, values: link.values, isOldFiner: true)
        }
        return links.first { $0.from == new && $0.to == old.identity }.map {
          Step(axis: axis, place: place, values: $0.values, isOldFiner: false)
        }
      }
    }
  }

  /// The groups of the coarser dimension by few people of which both tables differ.
  private func difference(
    _ step: Step, _ number: Int, _ release: StoredRelease, _ index: Int
  ) async throws -> [Difference] {
    guard let key = try release.evidence()?.key else { return [] }
    let map = "step\(index)-\(number).csv"
    let output = "steps\(index)-\(number).csv"
    try session.stage(Self.csv(step.values), as: map)
    let values = records.layout.measured.enumerated().compactMap { fresh, name in
      release.measured.firstIndex(of: name).map { (fresh, $0) }
    }
    func side(_ label: String, _ values: [String], _ from: String, _ isOld: Bool) -> String {
      let mark = "coalesce('L' || \(label), 'M')"
      let source =
        isOld == step.isOldFiner
        ? "(SELECT s.*, m.t AS mark FROM \(from) AS s JOIN map AS m ON m.f0 = \(mark))"
        : "(SELECT s.*, \(mark) AS mark FROM \(from) AS s)"
      return "SELECT f, mark, \(isOld) AS is_old, \(hashes(values).joined(separator: ", ")) "
        + "FROM \(source)"
    }
    let hashed = values.count + 2
    let differ = Self.differ(hashed).joined(separator: ", ")
    let counts = (0..<hashed).map { "count(*) FILTER (WHERE d\($0))" }.joined(separator: ", ")
    let fresh = FingerprintQuery(layout: records.layout, key: key).text
    let old = "read_parquet('/in/r\(index).parquet')"
    let sql = """
      CREATE TEMP TABLE map AS SELECT * FROM read_csv('/in/\(map)', auto_detect=false,
        header=true, delim=',', quote='"', escape='"', columns={'f0': 'VARCHAR', 't': 'VARCHAR'});
      COPY (SELECT mark, \(counts) FROM (
        SELECT f, mark, \(differ) FROM (
          \(side("a\(step.place)", values.map { "v\($0.1)" }, old, true)) UNION ALL
          \(side("a\(step.axis)", values.map { "v\($0.0)" }, "(\(fresh))", false)))
        GROUP BY f, mark) WHERE d0 GROUP BY mark)
        TO '/out/\(output)' (FORMAT csv, HEADER, FORCE_QUOTE *);
      """
    _ = try await session.run(
      sql, inputs: [TableRecords.file, "r\(index).parquet", map], outputs: [output],
      field: release.field)
    return try rows(output, 1, hashed).compactMap { coordinates, numbers in
      guard let group = coordinates.first, let fewest = numbers.filter({ $0 > 0 }).min(),
        fewest < threshold, gives(release, group, step)
      else { return nil }
      return objection(step, group, fewest, release, index)
    }
  }

  /// Whether an earlier release gives a group away: as a value, or as the sum of the finer values.
  private func gives(_ release: StoredRelease, _ group: Coordinate, _ step: Step) -> Bool {
    guard let cube = release.cubes.first?.cube else { return false }
    let members =
      step.isOldFiner
      ? step.values.filter { $0.value == group }.map(\.key)
        .filter { cube.shape.position(of: $0, in: step.place) != nil } : [group]
    return members.allSatisfy { member in
      Self.gives(
        cube, cube.dimensions.indices.map { $0 == step.place ? member : Coordinate.total })
    }
  }

  private func objection(
    _ step: Step, _ group: Coordinate, _ people: Int, _ release: StoredRelease, _ index: Int
  ) -> Difference {
    var coordinates = records.layout.axes.map { _ in Coordinate.total }
    coordinates[step.axis] = group
    let name =
      step.isOldFiner
      ? records.layout.axes[step.axis].dimension.name : release.axes[step.place].name
    let value: Document = if case .label(let text) = group { .string(text) } else { .null }
    let finding = CheckFinding(
      .differencing, .fail,
      at: .members([
        ("cell", .members([(name, value)])), ("release", .string(release.field)),
      ]), value: Double(people), parameter: Double(threshold), formula: "levels-differ-below.1",
      zh: "与先前发布的更粗或更细的表相加减，得到的是少数人的数；请等到变化的人数达到门槛，或归并此组",
      en: "added up, this and an earlier release that is coarser or finer differ by few people; "
        + "wait until enough people changed, or group values", remedy: "coarsen")
    return Difference(
      release: index, cell: CellKey(coordinates), levels: records.layout.axes.map { _ in 0 },
      finding: finding)
  }

  /// The groups of values as a file of two columns.
  private static func csv(_ values: [Coordinate: Coordinate]) -> [UInt8] {
    func field(_ coordinate: Coordinate) -> String {
      let text =
        switch coordinate {
        case .label(let text): "L" + text
        case .missing: "M"
        case .total: "T"
        }
      return QuotedText.of(text, in: "\"")
    }
    let lines = values.sorted { $0.key < $1.key }.map { "\(field($0.key)),\(field($0.value))\n" }
    return Array(("f0,t\n" + lines.joined()).utf8)
  }
}
