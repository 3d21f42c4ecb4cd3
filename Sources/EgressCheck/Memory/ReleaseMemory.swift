// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// Compares a table with releases that are out.
///
/// With the sealed evidence of an earlier release people are compared, not numbers: in every group
/// that both tables speak of, the people who are in one only, or whose values changed, number none
/// or at least the threshold. Without it published numbers are compared.
struct ReleaseMemory {
  /// An objection with the cell it is about.
  struct Difference {
    let part: Int
    let cell: CellKey
    let finding: CheckFinding
  }

  let declaration: TableDeclaration
  let records: TableRecords
  let evidence: TableEvidence
  let session: Session

  /// The share of people up to which a repeated table counts as a refresh of the one before.
  private static let refreshShare = 0.25

  private var threshold: Int { declaration.parameters.rules.contributors }

  /// The objections by comparison of groups.
  func differences(_ earlier: [StoredRelease]) async throws -> [Difference] {
    var found: [Difference] = []
    for (index, release) in earlier.enumerated() {
      let isRefresh = release.signature == StoredRelease.signature(declaration)
      if release.source == records.source, isRefresh { continue }
      let groups: [Group]
      if let evidence = try release.evidence() {
        groups = try await people(evidence, release, index)
      } else {
        groups = numbers(release)
      }
      // A refresh changes little; the same question put to other people is another table.
      let whole =
        groups.first { group in group.values.values.allSatisfy { $0 == .total } }?.people
        ?? groups.reduce(0) { $0 + $1.people }
      let isSmall = Double(whole) < Self.refreshShare * Double(records.subjects)
      found += groups.compactMap { difference($0, release, isRefresh: isRefresh && isSmall) }
    }
    return found
  }

  /// A group both tables speak of and the number of people by which they differ in it.
  struct Group {
    /// The new table's axes with a value for each shared one.
    let values: [Int: Coordinate]
    let people: Int
  }

  /// The axes of the new table that the release has too, with their place there.
  private func shared(_ release: StoredRelease) -> [(axis: Int, place: Int)] {
    records.layout.axes.indices.compactMap { axis in
      release.dimensions.firstIndex(of: records.layout.axes[axis].dimension.name).map { (axis, $0) }
    }
  }

  private func people(
    _ evidence: (parquet: [UInt8], key: [UInt8]), _ release: StoredRelease, _ index: Int
  ) async throws -> [Group] {
    let file = "r\(index).parquet"
    try session.stage(evidence.parquet, as: file)
    let shared = Array(self.shared(release).prefix(5))
    let fresh = FingerprintQuery(layout: records.layout, key: evidence.key)
    let keys = shared.indices.map { "k\($0)" }
    func side(_ labels: [String], _ from: String) -> String {
      let columns = zip(labels, keys).map { "\($0) AS \($1)" }
      return "SELECT DISTINCT \((["f", "v"] + columns).joined(separator: ", ")) FROM \(from)"
    }
    // Values are compared within one cell only where both tables have the same cells.
    let comparesValues = release.signature == StoredRelease.signature(declaration)
    let value = comparesValues ? "v" : "''"
    let parts = (0..<(1 << shared.count)).map { mask in
      let kept = shared.indices.filter { mask & (1 << $0) == 0 }.map { "k\($0)" }
      let shown = shared.indices.map {
        mask & (1 << $0) == 0 ? "coalesce('L' || k\($0), 'M')" : "'T'"
      }
      let group = (["f", "\(value)"] + kept).joined(separator: ", ")
      let outer = kept.isEmpty ? "" : "GROUP BY \(kept.joined(separator: ", "))"
      return """
        SELECT \((shown + ["count(DISTINCT f)"]).joined(separator: ", ")) FROM (
          SELECT f, \((kept + ["1"]).joined(separator: ", ")) FROM both_sides GROUP BY \(group)
          HAVING count(DISTINCT origin) = 1) \(outer)
        """
    }
    let old = side(shared.map { "a\($0.place)" }, "read_parquet('/in/\(file)')")
    let new = side(shared.map { "a\($0.axis)" }, "(\(fresh.text))")
    let sql = """
      CREATE TEMP TABLE both_sides AS
        SELECT *, 'old' AS origin FROM (\(old))
        UNION ALL SELECT *, 'new' AS origin FROM (\(new));
      COPY (\(parts.joined(separator: "\nUNION ALL\n"))) TO '/out/d\(index).csv'
        (FORMAT csv, HEADER, FORCE_QUOTE *);
      """
    _ = try await session.run(
      sql, inputs: [TableRecords.file, file], outputs: ["d\(index).csv"], field: release.field)
    let rows = DelimitedText(try session.output("d\(index).csv"), rowsMax: 2_000_000).rows
    return rows.dropFirst().compactMap { row in
      guard row.count == shared.count + 1, let people = Int(row[shared.count]) else { return nil }
      var values: [Int: Coordinate] = [:]
      for (position, entry) in shared.enumerated() {
        let text = row[position]
        values[entry.axis] =
          text == "T" ? .total : text == "M" ? .missing : .label(String(text.dropFirst()))
      }
      return Group(values: values, people: people)
    }
  }

  /// Without evidence: the differences of published numbers of equal cells.
  private func numbers(_ release: StoredRelease) -> [Group] {
    guard let old = release.cubes.first?.cube, let new = evidence.parts.first?.table else {
      return []
    }
    let shared = self.shared(release)
    guard shared.count == old.dimensions.count || old.hasMargins,
      let people = old.measures.firstIndex(where: { $0.function == "count" && $0.column == nil })
        ?? old.measures.firstIndex(where: { $0.function == "contributors" })
    else { return [] }
    return old.cells.indices.compactMap { index in
      guard case .published(let values) = old.cells[index], let before = Int(values[people]) else {
        return nil
      }
      let key = old.shape.key(of: index)
      let outside = old.dimensions.indices.filter { place in !shared.contains { $0.place == place }
      }
      guard outside.allSatisfy({ key.coordinates[$0] == .total }) else { return nil }
      var wanted: [Int: Coordinate] = [:]
      for entry in shared { wanted[entry.axis] = key.coordinates[entry.place] }
      let after = new.cells.filter { cell in
        !cell.key.isTotal
          && wanted.allSatisfy { $1 == .total || cell.key.coordinates[$0] == $1 }
      }.reduce(0) { $0 + ($1.records) }
      return Group(values: wanted, people: abs(after - before))
    }
  }

  private func difference(
    _ group: Group, _ release: StoredRelease, isRefresh: Bool
  ) -> Difference? {
    guard group.people > 0, group.people < threshold, let part = evidence.parts.first,
      isPublished(group, release)
    else { return nil }
    let key = CellKey(records.layout.axes.indices.map { group.values[$0] ?? .total })
    let place = Document.members([
      ("cell", records.layout.cell(key, levels: part.levels)), ("release", .string(release.field)),
    ])
    let finding = CheckFinding(
      isRefresh ? .refreshDifferencing : .differencing, .fail, at: place,
      value: Double(group.people), parameter: Double(threshold),
      formula: DisclosureFormula.differenceBelow.rawValue,
      zh: isRefresh
        ? "与上一次刷新只差少数人，相减即得他们的数；请等到变化的人数达到门槛再刷新，或归并此组"
        : "与先前发布的表只差少数人，相减即得他们的数；请归并此组",
      en: isRefresh
        ? "this refresh differs from the one before by few people, whose numbers follow by "
          + "subtraction; wait until enough people changed, or group values"
        : "this differs from an earlier release by few people, whose numbers follow; "
          + "group values", remedy: "coarsen")
    return Difference(part: 0, cell: key, finding: finding)
  }

  /// Whether the earlier release gives the group away: as a cell, or as the sum of cells.
  private func isPublished(_ group: Group, _ release: StoredRelease) -> Bool {
    guard let old = release.cubes.first?.cube else { return false }
    let wanted = old.dimensions.indices.map { place -> Coordinate in
      shared(release).first { $0.place == place }.flatMap { group.values[$0.axis] } ?? .total
    }
    if let cell = old[CellKey(wanted)] { return !cell.isWithheld }
    return old.cells.indices.allSatisfy { index in
      let key = old.shape.key(of: index)
      let inside =
        !key.isTotal && zip(wanted, key.coordinates).allSatisfy { $0 == .total || $0 == $1 }
      return !inside || !old.cells[index].isWithheld
    }
  }
}
