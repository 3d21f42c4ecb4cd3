// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// The groups of which a release tells the quantiles of a column, beside the cells of a table.
struct ToldGroups {
  /// The cells of one of the release's tables.
  private struct Table {
    /// The dimensions that both have, by their places here.
    let axes: [Int]
    /// The groups that only these dimensions tell apart, by their values there.
    var exact: Set<[Coordinate]> = []
    /// How many values there are in every cell, in order.
    var counts: [[Coordinate]: [Int]] = [:]
  }

  private let tables: [Table]
  /// By how much the numbers of values of what may be one group differ at most.
  private let slack: Int
  private let width: Int

  /// - Parameter axes: how the values of the table's dimensions are made.
  init(_ release: StoredRelease, column: String, threshold: Int, axes: [String]) {
    tables = release.cubes.map { Self.table($0.cube, $0.identities, column, axes) }
    let coarsest = release.cubes.map(\.cube.rounding.coarseness).max() ?? 1
    slack = threshold + coarsest - 2
    width = axes.count
  }

  private static func table(
    _ cube: ReleasedCube, _ identities: [String], _ column: String, _ axes: [String]
  ) -> Table {
    let shared = axes.indices.compactMap { axis in
      identities.firstIndex(of: axes[axis]).map { (axis: axis, place: $0) }
    }
    var table = Table(axes: shared.map(\.axis))
    let count = cube.measures.firstIndex { $0.function == "count" && $0.column == column }
    guard let count else { return table }
    for index in cube.cells.indices {
      guard case .published(let values) = cube.cells[index], let records = Int(values[count]) else {
        continue
      }
      let coordinates = cube.shape.key(of: index).coordinates
      let known = shared.map { coordinates[$0.place] }
      let rest = coordinates.indices.filter { place in !shared.contains { $0.place == place } }
      if rest.allSatisfy({ coordinates[$0] == .total }) { table.exact.insert(known) }
      table.counts[known, default: []].append(records)
    }
    table.counts = table.counts.mapValues { $0.sorted() }
    return table
  }

  /// `fail` where the release tells of this very group; `review` where a group of other dimensions
  /// has so nearly as many values that it may be the same.
  func severity(_ key: CellKey, values: Int) -> Verdict? {
    let found = tables.compactMap { table -> Verdict? in
      let known = table.axes.map { key.coordinates[$0] }
      let rest = (0..<width).filter { !table.axes.contains($0) }
      if table.exact.contains(known), rest.allSatisfy({ key.coordinates[$0] == .total }) {
        return .fail
      }
      // Groups that share no dimension are often about as large by chance.
      let most = table.axes.isEmpty ? 0 : slack
      return Self.isNear(values, table.counts[known] ?? [], most) ? .review : nil
    }
    return found.max()
  }

  private static func isNear(_ value: Int, _ sorted: [Int], _ slack: Int) -> Bool {
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < value - slack { low = middle + 1 } else { high = middle }
    }
    return low < sorted.count && sorted[low] <= value + slack
  }
}
