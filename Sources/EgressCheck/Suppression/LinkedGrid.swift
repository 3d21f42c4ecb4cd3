// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// Where the values of a table's finest cells stand in the tables that levels span.
struct LinkedGrid {
  /// For each dimension and level the position of each finest value's group, -1 where it has none.
  private let positions: [[[Int]]]
  /// The tables.
  let parts: [TableEvidence.Part]
  private let partOf: [[Int]: Int]

  init?(_ evidence: TableEvidence, _ layout: TableLayout) {
    guard let base = evidence.parts.first, base.levels.allSatisfy({ $0 == 0 }) else { return nil }
    parts = evidence.parts
    partOf = Dictionary(uniqueKeysWithValues: zip(parts.map(\.levels), parts.indices))
    positions = layout.axes.indices.map { axis in
      layout.axes[axis].levels.indices.map { level in
        let example = evidence.parts.first { $0.levels[axis] == level }
        guard let part = example else { return [] }
        return base.table.shape.axes[axis].map { value in
          let group = Self.group(of: value, level, layout.axes[axis].hierarchy)
          return part.table.shape.position(of: group, in: axis) ?? -1
        }
      }
    }
  }

  /// The group of a value at a level; what no row of the hierarchy names is missing there.
  private static func group(
    of value: Coordinate, _ level: Int, _ hierarchy: Hierarchy?
  ) -> Coordinate {
    guard level > 0, let hierarchy, value != .total else { return value }
    guard case .label(let text) = value, let groups = hierarchy.groups[text] else {
      return .missing
    }
    return .label(groups[hierarchy.telling[level - 1]])
  }

  /// The cells of a table that hold a finest cell: its group, and its totals.
  func cells(holding atom: Int, part index: Int) -> [Int] {
    let base = parts[0].table.shape
    let part = parts[index]
    let shape = part.table.shape
    let hasTotals = part.table.tabulation.margins
    var cells = [0]
    for axis in shape.axes.indices {
      let place = positions[axis][part.levels[axis]][base.position(of: atom, in: axis)]
      guard place >= 0 else { return [] }
      let own = cells.map { shape.cell($0, moved: axis, to: place) }
      let last = shape.axes[axis].count - 1
      cells = hasTotals ? own + own.map { shape.cell($0, moved: axis, to: last) } : own
    }
    return cells
  }

  /// For each table and dimension the table of the next level up whose groups hold this one's.
  var steps: [(from: Int, to: Int, axis: Int, map: [Int])] {
    var found: [(from: Int, to: Int, axis: Int, map: [Int])] = []
    for axis in positions.indices {
      for level in positions[axis].indices.dropFirst() {
        let finer = (0..<level).reversed().lazy.compactMap { lower in
          self.map(axis, lower, level).map { (lower, $0) }
        }.first
        guard let (lower, map) = finer else { continue }
        for (to, part) in parts.enumerated() where part.levels[axis] == level {
          var levels = part.levels
          levels[axis] = lower
          if let from = partOf[levels] { found.append((from, to, axis, map)) }
        }
      }
    }
    return found
  }

  /// The group of each group of a lower level; nothing where one lies in several.
  private func map(_ axis: Int, _ lower: Int, _ level: Int) -> [Int]? {
    let (from, to) = (positions[axis][lower], positions[axis][level])
    var map = Array(repeating: -1, count: (from.max() ?? -1) + 1)
    for (low, high) in zip(from, to) where low >= 0 {
      if map[low] >= 0, map[low] != high { return nil }
      map[low] = high
    }
    return map
  }
}
