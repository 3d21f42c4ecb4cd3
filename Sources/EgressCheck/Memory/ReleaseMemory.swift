// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// Compares a table with releases that are out.
///
/// With the sealed evidence of an earlier release people are compared, not numbers: in every group
/// that both tables speak of, the people who are in one only, or whose values changed, number none
/// or at least the threshold. Without it published numbers are compared, and a person must look.
struct ReleaseMemory {
  /// An objection with the cell it is about.
  struct Difference {
    let release: Int
    let cell: CellKey
    /// The level each dimension has there.
    let levels: [Int]
    let finding: CheckFinding
  }

  /// A group both tables speak of and the number of people by which they differ in it.
  struct Group {
    /// The new table's axes with a value for each shared one.
    let values: [Int: Coordinate]
    /// The axes whose values are groups of a hierarchy, with the level.
    var levels: [Int: Int] = [:]
    /// In all that was measured, in who is there, and in each measured column alone; or one number
    /// where people are not known.
    let numbers: [Int]

    /// Who differs in anything.
    var people: Int { numbers.first ?? 0 }
    /// Who is on one side only.
    var present: Int { numbers.count > 1 ? numbers[1] : people }
    /// The fewest in anything that differs.
    var fewest: Int { numbers.filter { $0 > 0 }.min() ?? 0 }
  }

  /// What the comparison with each release brought.
  struct Examination {
    var differences: [Difference] = []
    /// The releases over the same records.
    var same: Set<Int> = []
    /// For the other releases with evidence: the people of each group who are on one side only.
    var changed: [Int: [CellKey: Int]] = [:]
    /// For the same, the least by whom it differs in anything, also where that is nobody.
    var least: [Int: [CellKey: Int]] = [:]
    /// Who stands behind the cells of a release's finest table, by its own axes.
    var people: [Int: [CellKey: CellPeople]] = [:]
    /// Whether as much was told of the same people as there are people.
    var isExhausted = false
    /// What a person must look at, and what no withheld cell mends.
    var doubts: [CheckFinding] = []
    /// The refreshes of this very table that are out, and its people beside theirs.
    var refreshes: (series: RefreshSeries, people: RefreshComparison)?

    /// Whether a release is one of those refreshes.
    func isRefresh(_ index: Int) -> Bool { refreshes?.series.holds(index) == true }
  }

  let declaration: TableDeclaration
  let records: TableRecords
  let evidence: TableEvidence
  let session: Session

  /// The share of people up to which a repeated table counts as a refresh of the one before.
  private static let refreshShare = 0.25

  /// The fewest people by whom a table may differ from what is out.
  var threshold: Int { declaration.parameters.differencing }

  /// Compares with every release.
  func examine(_ earlier: [StoredRelease]) async throws -> Examination {
    var seen = Examination()
    if let series = try RefreshSeries(of: declaration, layout: records.layout, among: earlier) {
      seen.refreshes = (series, try await compare(series))
      if !series.isComplete { seen.doubts.append(Self.gap(series)) }
    }
    for (index, release) in earlier.enumerated() {
      let isRefresh = release.signature == StoredRelease.signature(declaration)
      var isSame = release.source == records.source
      var groups: [Group] = []
      if let known = refresh(index, seen) {
        groups = known.groups
        isSame = groups.isEmpty
        seen.people[index] = known.people
        seen.changed[index] = isSame ? nil : people(groups, \.present)
        seen.least[index] = isSame ? nil : people(groups) { $0.numbers.min() ?? 0 }
        seen.differences += unsettled(index, release, seen)
      } else if let evidence = try release.evidence() {
        let comparison = try await people(evidence, release, index)
        groups = comparison.groups
        isSame = isSame || groups.isEmpty
        seen.people[index] = comparison.people
        if !isSame {
          seen.changed[index] = people(groups, \.present)
          seen.least[index] = people(groups) { $0.numbers.min() ?? 0 }
        }
        if !isSame, !isTotalled(shared(release).count) {
          seen.doubts.append(Self.untotalled(release))
        }
      } else if !isSame {
        groups = numbers(release)
        seen.doubts.append(Self.hole(release))
      }
      if isSame {
        seen.same.insert(index)
        continue
      }
      // A refresh changes little; the same question put to other people is another table.
      let whole =
        groups.first { group in group.values.values.allSatisfy { $0 == .total } }?.people
        ?? groups.reduce(0) { $0 + $1.people }
      let isSmall = Double(whole) < Self.refreshShare * Double(records.subjects ?? records.rows)
      seen.differences += groups.compactMap {
        difference($0, release, index, isRefresh: isRefresh && isSmall)
      }
    }
    seen.differences += try await levels(earlier, seen)
    seen.differences += try await combinations(earlier, &seen)
    seen.differences += try await sets(earlier, &seen)
    seen.differences += try await renamed(earlier, &seen)
    seen.differences += try await quantiles(earlier, &seen)
    if let finding = exhausted(earlier, seen) {
      seen.doubts.append(finding)
      seen.isExhausted = true
    }
    return seen
  }

  /// The people by whom groups of finest values and totals differ.
  private func people(_ groups: [Group], _ number: (Group) -> Int) -> [CellKey: Int] {
    Dictionary(
      groups.filter(\.levels.isEmpty).map { (cell($0.values), number($0)) },
      uniquingKeysWith: max)
  }

  /// The cell of the finest table that is a group, totalled where the group does not say.
  func cell(_ values: [Int: Coordinate]) -> CellKey {
    CellKey(records.layout.axes.indices.map { values[$0] ?? .total })
  }

  /// The axes of the new table that the release has too, with their place there.
  func shared(_ release: StoredRelease) -> [(axis: Int, place: Int)] {
    records.layout.axes.indices.compactMap { axis in
      let identity = records.layout.identity(axis, 0)
      return release.axes.firstIndex { $0.identity == identity }.map { (axis, $0) }
    }
  }

  /// Evidence that is missing, or its key: what people it was about cannot be compared.
  private static func hole(_ release: StoredRelease) -> CheckFinding {
    CheckFinding(
      .differencing, .review, at: .members([("release", .string(release.field))]),
      formula: "history-incomplete.1",
      zh: "此次发布的密封证据或密钥不在，无法按人比较，只比较了公布的数；请人工确认",
      en: "the sealed evidence of this release or its key is not there: people could not be "
        + "compared, only published numbers; a person must look", remedy: "review")
  }

  private func difference(
    _ group: Group, _ release: StoredRelease, _ index: Int, isRefresh: Bool
  ) -> Difference? {
    guard group.fewest > 0, group.fewest < threshold,
      isPublished(group.values, group.levels, release)
    else { return nil }
    let key = cell(group.values)
    let levels = records.layout.axes.indices.map { group.levels[$0] ?? 0 }
    let finding = CheckFinding(
      isRefresh ? .refreshDifferencing : .differencing, .fail,
      at: place(key, levels, [release]), value: Double(group.fewest), parameter: Double(threshold),
      formula: DisclosureFormula.differenceBelow.rawValue,
      zh: isRefresh
        ? "与上一次刷新只差少数人，相减即得他们的数；请等到变化的人数达到门槛再刷新，或归并此组"
        : "与先前发布的表只差少数人，相减即得他们的数；请归并此组",
      en: isRefresh
        ? "this refresh differs from the one before by few people, whose numbers follow by "
          + "subtraction; wait until enough people changed, or group values"
        : "this differs from an earlier release by few people, whose numbers follow; "
          + "group values", remedy: "coarsen")
    return Difference(release: index, cell: key, levels: levels, finding: finding)
  }

  /// Where a group stands in the new table, and which releases it is compared with.
  func place(_ key: CellKey, _ levels: [Int], _ releases: [StoredRelease]) -> Document {
    let fields = releases.map { Document.string($0.field) }
    return .members([
      ("cell", records.layout.cell(key, levels: levels)), ("release", fields.first),
      ("releases", fields.count > 1 ? .array(fields) : nil),
    ])
  }

  /// Whether an earlier release gives a group away: as a cell, or as the sum of cells.
  func isPublished(
    _ values: [Int: Coordinate], _ levels: [Int: Int], _ release: StoredRelease
  ) -> Bool {
    let shared = shared(release)
    let wanted = release.axes.indices.map { place in
      shared.first { $0.place == place }.flatMap { entry in
        levels[entry.axis].map { records.layout.identity(entry.axis, $0) }
      } ?? release.axes[place].identity
    }
    guard let old = release.cubes.first(where: { $0.identities == wanted })?.cube else {
      return false
    }
    return Self.gives(
      old,
      old.dimensions.indices.map { place in
        shared.first { $0.place == place }.flatMap { values[$0.axis] } ?? .total
      })
  }

  /// Whether a cube gives a group away: as a cell, or as the sum of cells.
  static func gives(_ cube: ReleasedCube, _ wanted: [Coordinate]) -> Bool {
    if let cell = cube[CellKey(wanted)] { return !cell.isWithheld }
    return cube.cells.indices.allSatisfy { index in
      guard cube.cells[index].isWithheld else { return true }
      let key = cube.shape.key(of: index)
      return key.isTotal || !zip(wanted, key.coordinates).allSatisfy { $0 == .total || $0 == $1 }
    }
  }

  /// Whether the remedied tables still give away a group that must not be out.
  func isOpen(_ difference: Difference, _ remedy: TableRemedy) -> Bool {
    zip(remedy.parts, remedy.cubes).contains { part, cube in
      part.levels == difference.levels && Self.gives(cube, difference.cell.coordinates)
    }
  }
}
