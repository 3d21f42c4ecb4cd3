// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

extension ReleaseMemory {
  /// Fewest columns that are objected to.
  private static let columnsMin = 16

  /// Sums of so many columns of the same people that they can be solved for single people: whoever
  /// makes a column of an attribute and numbers of their own learns one equation by each sum.
  ///
  /// Columns are told apart by name, over this table and the releases about nearly the same people.
  /// A cell of n people may have at most n / 2 of them.
  func exhausted(_ earlier: [StoredRelease], _ seen: Examination) -> CheckFinding? {
    let people = records.subjects ?? records.rows
    let total = CellKey(records.layout.axes.map { _ in Coordinate.total })
    var columns = Set(records.layout.measured)
    for index in seen.people.keys {
      let others = seen.changed[index]?[total] ?? people
      guard seen.same.contains(index) || others * 4 < people else { continue }
      columns.formUnion(earlier[index].measured)
    }
    let cells = evidence.parts.first?.table.cells.count { !$0.key.isTotal && $0.contributors > 0 }
    let each = people / max(1, cells ?? 1)
    guard columns.count >= Self.columnsMin, columns.count * 2 >= each else { return nil }
    return CheckFinding(
      .degreesOfFreedom, .fail, at: .members([("columns", .int(columns.count))]),
      value: Double(columns.count), parameter: Double(each / 2), formula: "columns-as-people.1",
      zh: "就同一批人公布的数值列已多到可以逐人求解；请减少列数或扩大各组",
      en: "so many columns of the same people are told that single people can be solved for; tell "
        + "fewer columns or of larger groups", remedy: "drop")
  }
}
