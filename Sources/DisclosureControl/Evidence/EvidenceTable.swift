// SPDX-License-Identifier: Apache-2.0

/// The evidence of a whole cube, completed by the cells that hold no record.
package struct EvidenceTable: Hashable, Sendable {
  /// The tabulation it belongs to.
  package let tabulation: Tabulation
  /// The grid of the cube.
  package let shape: CubeShape
  /// One entry per cell in the order of the grid.
  package let cells: [CellEvidence]

  /// Completes and checks evidence: no cell twice, bounded size, totals that are the sums of
  /// their parts (records of all, and sums of every column). The domain of a dimension is the set
  /// of its observed coordinates.
  package init(_ tabulation: Tabulation, cells given: [CellEvidence]) throws(EvidenceError) {
    var observed = tabulation.dimensions.map { _ in Set<Coordinate>() }
    for cell in given {
      for (index, coordinate) in cell.key.coordinates.enumerated() where coordinate != .total {
        observed[index].insert(coordinate)
      }
    }
    let axes = observed.map { $0.sorted() + (tabulation.margins ? [.total] : []) }
    guard let shape = CubeShape(axes: axes) else { throw .tooManyCells }
    var byKey: [CellKey: CellEvidence] = [:]
    for (index, cell) in given.enumerated() {
      guard byKey.updateValue(cell, forKey: cell.key) == nil else {
        throw .duplicateCell(row: index + 1)
      }
    }
    let columns = tabulation.measuredColumns.count
    self.tabulation = tabulation
    self.shape = shape
    cells = (0..<shape.count).map { index in
      let key = shape.key(of: index)
      return byKey[key] ?? .empty(key, columns: columns)
    }
    guard totalsAgree else { throw .inconsistentTotals }
  }

  /// The evidence of one cell, or nothing when it is outside the grid.
  package subscript(key: CellKey) -> CellEvidence? {
    var low = 0
    var high = cells.count
    while low < high {
      let middle = (low + high) / 2
      if cells[middle].key < key { low = middle + 1 } else { high = middle }
    }
    return low < cells.count && cells[low].key == key ? cells[low] : nil
  }

  /// The lines of one dimension without their totals: the parts of a group.
  package func groups(along dimension: Int) -> [[Int]] {
    shape.lines(along: dimension).map { line in
      line.filter { shape.axes[dimension][shape.position(of: $0, in: dimension)] != .total }
    }
  }

  private var totalsAgree: Bool {
    guard tabulation.margins else { return true }
    return shape.axes.indices.allSatisfy { dimension in
      shape.lines(along: dimension).allSatisfy(isAdditive)
    }
  }

  private func isAdditive(_ line: [Int]) -> Bool {
    guard let last = line.last else { return true }
    let parts = line.dropLast()
    guard Self.sum(parts, { Int128(cells[$0].records) }) == Int128(cells[last].records) else {
      return false
    }
    return tabulation.measuredColumns.indices.allSatisfy { column in
      let whole = cells[last].columns[column]
      let units = Self.sum(parts) { cells[$0].columns[column].sum.units }
      let records = Self.sum(parts) { Int128(cells[$0].columns[column].records) }
      return units == whole.sum.units && records == Int128(whole.records)
    }
  }

  /// The sum over some cells; nothing beyond 128 bits, which no total can equal.
  private static func sum(_ parts: ArraySlice<Int>, _ value: (Int) -> Int128) -> Int128? {
    var sum: Int128 = 0
    for part in parts {
      let (next, isOver) = sum.addingReportingOverflow(value(part))
      if isOver { return nil }
      sum = next
    }
    return sum
  }
}
