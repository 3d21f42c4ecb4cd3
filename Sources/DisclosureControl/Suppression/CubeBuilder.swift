// SPDX-License-Identifier: Apache-2.0

/// Writes the published values of a table into a cube.
struct CubeBuilder {
  let table: EvidenceTable
  let rounding: CountRounding
  let decimals: Int

  /// The cube with some cells withheld, with or without its totals.
  func cube(withheld: [Bool], withMargins: Bool) -> ReleasedCube? {
    let kept = table.cells.indices.filter { withMargins || table.shape.totals(in: $0) == 0 }
    let axes = withMargins ? table.shape.axes : table.shape.axes.map { $0.filter { $0 != .total } }
    guard let shape = CubeShape(axes: axes) else { return nil }
    let counts = rounding == .none ? [:] : roundedTotals(withheld: withheld, margins: withMargins)
    return ReleasedCube(
      dimensions: table.tabulation.dimensions.map(\.text),
      measures: table.tabulation.measures.map {
        MeasureDeclaration(function: $0.function.rawValue, column: $0.column?.text)
      },
      shape: shape, rounding: rounding,
      cells: kept.map { cell in
        withheld[cell] ? .withheld : .published(values(of: cell, totals: counts))
      })
  }

  private func values(of cell: Int, totals: [Int: [Int]]) -> [String] {
    let evidence = table.cells[cell]
    return table.tabulation.measures.enumerated().map { index, measure in
      let column = table.columnIndex(of: measure).map { evidence.columns[$0] }
      switch measure.function {
      case .count, .contributors:
        return String(totals[cell]?[index] ?? rounding.rounded(count(of: cell, measure)))
      case .sum: return (column?.sum ?? .zero).text(places: decimals)
      case .mean:
        guard let column else { return "" }
        return column.sum.divided(by: column.records)?.text(places: decimals) ?? ""
      }
    }
  }

  private func count(of cell: Int, _ measure: Measure) -> Int {
    let evidence = table.cells[cell]
    guard measure.function == .count else { return evidence.contributors }
    return table.columnIndex(of: measure).map { evidence.columns[$0].records } ?? evidence.records
  }

  /// The counts of totals as sums of rounded published cells, by cell and measure.
  private func roundedTotals(withheld: [Bool], margins: Bool) -> [Int: [Int]] {
    guard margins else { return [:] }
    let measures = table.tabulation.measures
    var sums: [Int: [Int]] = [:]
    for cell in table.cells.indices where table.shape.totals(in: cell) > 0 {
      sums[cell] = Array(repeating: 0, count: measures.count)
    }
    for cell in table.cells.indices where table.shape.totals(in: cell) == 0 && !withheld[cell] {
      let counts = measures.map { rounding.rounded(count(of: cell, $0)) }
      for total in totals(above: cell) {
        for index in measures.indices { sums[total]?[index] += counts[index] }
      }
    }
    return sums
  }

  private func totals(above cell: Int) -> [Int] {
    var cells = [cell]
    for dimension in table.shape.axes.indices {
      let last = table.shape.axes[dimension].count - 1
      cells += cells.map { table.shape.cell($0, moved: dimension, to: last) }
    }
    return Array(cells.dropFirst())
  }
}
