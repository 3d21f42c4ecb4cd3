// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// A remedied table as JSON.
struct RemedyDocument {
  let declaration: TableDeclaration
  let records: TableRecords
  let remedy: TableRemedy
  let verdict: Verdict

  var document: Document {
    let dropped = declaration.measures.filter(\.function.isExtreme).map(\.name)
    return .members([
      ("method", .string("suppress")), ("verdict", .string(verdict.rawValue)),
      ("withheld", .int(remedy.cubes.reduce(0) { $0 + $1.withheldCount })),
      ("marginsDropped", .bool(remedy.marginsDropped)),
      ("levelsDropped", remedy.levelsDropped ? .bool(true) : nil),
      ("suppression", suppression), ("intervals", intervals),
      ("droppedMeasures", dropped.isEmpty ? nil : .array(dropped.map { .string($0) })),
      ("cells", .array(cells)),
    ])
  }

  /// How dear the withheld cells are, and how much dearer than the cheapest pattern at most.
  private var suppression: Document? {
    guard let price = remedy.price else { return unsolved }
    return .members([
      ("solver", .string(price.bound == nil ? "none" : "cbc")),
      ("cost", .int(price.cost)), ("bound", price.bound.map { .int($0) }),
      ("gap", price.gap.map { .number(($0 * 1e4).rounded() / 1e4) }),
      ("optimal", .bool(price.bound == price.cost)),
    ])
  }

  /// For tables that the solver does not take: every pattern holds the unsafe cells, so none costs
  /// less than they do.
  private var unsolved: Document? {
    var (cost, extra) = (0, 0)
    for (index, part) in remedy.parts.enumerated() where remedy.cubes[index].withheldCount > 0 {
      let secondary = Set(remedy.secondary[index] ?? [])
      let cube = remedy.cubes[index]
      for cell in cube.cells.indices where cube.cells[cell].isWithheld {
        let key = cube.shape.key(of: cell)
        let weight = (part.table[key]?.contributors ?? 0) + 1
        cost += weight
        extra += secondary.contains(key) ? weight : 0
      }
    }
    guard extra > 0 else { return nil }
    let gap = Double(extra) / Double(cost)
    return .members([
      ("solver", .string("none")), ("cost", .int(cost)), ("bound", .int(cost - extra)),
      ("gap", .number((gap * 1e4).rounded() / 1e4)), ("optimal", .bool(false)),
    ])
  }

  /// For each withheld cell the least and greatest number of records it may hold, and what other
  /// withheld cells hold in a table where it does.
  private var intervals: Document? {
    // Records in a withheld cell follow from published numbers of records, not from weighted ones.
    guard !remedy.intervals.isEmpty, declaration.weight == nil, let part = remedy.parts.first else {
      return nil
    }
    func place(_ cell: Int) -> Document {
      guard remedy.places.indices.contains(cell) else {
        return records.layout.cell(part.table.shape.key(of: cell), levels: part.levels)
      }
      let place = remedy.places[cell]
      return records.layout.cell(place.key, levels: remedy.parts[place.part].levels)
    }
    func table(_ values: [Int: Int]) -> Document {
      .array(
        values.sorted { $0.key < $1.key }.map { cell, value in
          .members([("cell", place(cell)), ("records", .int(value))])
        })
    }
    return .array(
      remedy.intervals.map { interval in
        .members([
          ("cell", place(interval.cell)), ("low", .int(interval.low)),
          ("high", interval.high.map { .int($0) } ?? .null),
          ("exact", interval.isExact ? nil : .bool(false)),
          ("tables", .array([table(interval.least), table(interval.greatest)])),
        ])
      })
  }

  /// Every cell once, with its published values or the word that it is withheld.
  private var cells: [Document] {
    var seen: Set<Document> = []
    var found: [Document] = []
    for (part, cube) in zip(remedy.parts, remedy.cubes) {
      let total = totals(part, cube)
      for index in cube.cells.indices {
        let key = cube.shape.key(of: index)
        let place = records.layout.cell(key, levels: part.levels)
        guard seen.insert(place).inserted else { continue }
        switch cube.cells[index] {
        case .withheld:
          found.append(.members([("cell", place), ("withheld", .bool(true))]))
        case .published(let values):
          let shown = self.values(values, part, key, of: total)
          found.append(.members([("cell", place), ("values", .members(shown))]))
        }
      }
    }
    return found
  }

  /// What shares are shares of: all cells where the grand total is out, else the published ones,
  /// so that shares do not tell what is withheld. Rounded counts are shares of what is shown of
  /// them, never of the records: that would tell what rounding hides, withheld cells included.
  private func totals(_ part: TableEvidence.Part, _ cube: ReleasedCube) -> [Double] {
    let whole = cube[CellKey(cube.shape.axes.map { _ in .total })]
    let inner = part.table.cells.filter { cell in
      !cell.key.isTotal && (whole?.isWithheld == false || cube[cell.key]?.isWithheld == false)
    }
    return part.table.tabulation.measures.enumerated().map { index, measure in
      if cube.rounding != .none, measure.function != .sum { return cube.sumOfCells(index) }
      let column = measure.column.flatMap {
        part.table.tabulation.measuredColumns.firstIndex(of: $0)
      }
      return inner.reduce(0) { sum, cell in
        guard measure.function == .sum, let column else {
          return sum + Double(column.map { cell.columns[$0].records } ?? cell.records)
        }
        return sum + Double(cell.columns[column].sum.units) / 1e6
      }
    }
  }

  private func values(
    _ values: [String], _ part: TableEvidence.Part, _ key: CellKey, of totals: [Double]
  ) -> [(String, Document?)] {
    let spread = part.spread[key]
    return declaration.measures.enumerated().map { index, measure in
      guard let carrier = records.layout.carrierOf[index] else { return (measure.name, nil) }
      let own = Double(values[carrier])
      let value: Double? =
        switch measure.function {
        case .share:
          own.flatMap { totals[carrier] == 0 ? nil : ($0 / totals[carrier] * 1e4).rounded() / 1e4 }
        case .median, .quantile, .variance, .std:
          spread?[index].statistic.map { ($0 * 100).rounded() / 100 }
        case .regression: nil
        case .mean where records.layout.divisorOf[index] != nil:
          weightedMean(index, part.table, key)
        default: own
        }
      return (measure.name, value.map { .number($0) })
    }
  }
}

extension RemedyDocument {
  /// The weighted sum of values by the sum of their weights.
  private func weightedMean(_ measure: Int, _ table: EvidenceTable, _ key: CellKey) -> Double? {
    guard let cell = table[key], let divisor = records.layout.divisorOf[measure],
      let carrier = records.layout.carrierOf[measure]
    else { return nil }
    let sums = [carrier, divisor].compactMap { carrier -> Double? in
      let column = table.tabulation.measures[carrier].column
      return column.flatMap { table.tabulation.measuredColumns.firstIndex(of: $0) }
        .map { Double(cell.columns[$0].sum.units) }
    }
    guard sums.count == 2, sums[1] > 0 else { return nil }
    return (sums[0] / sums[1] * 100).rounded() / 100
  }
}

extension ReleasedCube {
  /// The sum of a measure's published finest cells, as far as they are out.
  func sumOfCells(_ measure: Int) -> Double {
    cells.indices.reduce(0) { sum, index in
      guard shape.totals(in: index) == 0, case .published(let values) = cells[index] else {
        return sum
      }
      return sum + (Double(values[measure]) ?? 0)
    }
  }
}

extension MeasureSpec {
  /// The measure's name in an answer: `count`, `sum(tax)`, `quantile(tax,0.9)`.
  var name: String {
    let position = function == .quantile ? [Document.number(quantile).json] : []
    let inner = ([column].compactMap(\.self) + regressors + position).joined(separator: ",")
    return inner.isEmpty ? function.rawValue : "\(function.rawValue)(\(inner))"
  }
}
