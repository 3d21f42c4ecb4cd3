// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

extension ReleaseMemory {
  /// What the comparison with all refreshes says of one of them.
  func refresh(
    _ index: Int, _ seen: Examination
  ) -> (groups: [Group], people: [CellKey: CellPeople])? {
    guard let refreshes = seen.refreshes,
      let position = refreshes.series.members.firstIndex(where: { $0.index == index })
    else { return nil }
    let groups = refreshes.people.differing[position].sorted { $0.key < $1.key }.map {
      key, numbers in
      Group(
        values: Dictionary(
          uniqueKeysWithValues: key.coordinates.enumerated().map { ($0, $1) }), numbers: numbers)
    }
    return (groups, refreshes.people.people[position])
  }

  /// Groups that differ by enough people, most of whom only went from one group to another: added
  /// to those the group differs by few.
  func unsettled(
    _ index: Int, _ release: StoredRelease, _ seen: Examination
  ) -> [Difference] {
    guard let refreshes = seen.refreshes,
      let position = refreshes.series.members.firstIndex(where: { $0.index == index })
    else { return [] }
    let levels = records.layout.axes.map { _ in 0 }
    return refreshes.people.differing[position].sorted { $0.key < $1.key }.compactMap {
      key, numbers in
      let settled = refreshes.people.settledFewest(position, key) ?? .max
      let fewest = numbers.filter { $0 > 0 }.min() ?? 0
      guard !key.isTotal, fewest >= threshold, settled < threshold,
        release.cubes.first?.cube[key]?.isWithheld == false
      else { return nil }
      let finding = CheckFinding(
        .refreshDifferencing, .fail, at: place(key, levels, [release]), value: Double(settled),
        parameter: Double(threshold), formula: "settled-people-below.1",
        zh: "与上一次刷新相比，此组变化的人多是从别的组移来或移走的；与那些组相加后只差少数人",
        en: "most of those by whom this group differs moved from or to other groups: added to "
          + "those it differs from the refresh before by few people", remedy: "hold")
      return Difference(release: index, cell: key, levels: levels, finding: finding)
    }
  }

  /// A refresh was left out of those named.
  static func gap(_ series: RefreshSeries) -> CheckFinding {
    CheckFinding(
      .refreshDifferencing, .review,
      at: .members([("release", .string(series.last.release.field))]),
      value: Double(Set(series.members.map(\.release.refresh)).count),
      parameter: Double(series.last.release.refresh + 1), formula: "history-incomplete.1",
      zh: "此表先前的刷新没有全部列出，无法与全部已公布的数比较；请列出全部或人工确认",
      en: "not every earlier refresh of this table is named: it could not be compared with all "
        + "that is out; name them all, or a person must look", remedy: "review")
  }

  /// Whether the totals of a refresh with held groups are few people away from what other releases
  /// tell of the same groups.
  ///
  /// Who is behind held groups is known by the key of the refreshes only, so that the people by
  /// whom both differ lie between two bounds.
  func clashes(
    _ held: HeldTable, earlier: [StoredRelease], seen: Examination
  ) -> Bool {
    let others = earlier.indices.filter { !seen.isRefresh($0) }
    return others.contains { index in
      let shared = shared(earlier[index])
      return held.behind.contains { key, behind in
        let isCommon = key.coordinates.indices.allSatisfy { axis in
          key.coordinates[axis] == .total || shared.contains { $0.axis == axis }
        }
        let values = Dictionary(
          uniqueKeysWithValues: shared.map { ($0.axis, key.coordinates[$0.axis]) })
        guard isCommon, isPublished(values, [:], earlier[index]) else { return false }
        return (seen.least[index]?[key] ?? 0) - behind < threshold
      }
    }
  }
}
