// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// A refresh in which groups keep their numbers, as JSON.
struct HeldDocument {
  let declaration: TableDeclaration
  let records: TableRecords
  let held: HeldTable
  let verdict: Verdict

  var document: Document {
    .members([
      ("method", .string("hold")), ("verdict", .string(verdict.rawValue)),
      ("withheld", .int(held.cube.withheldCount)),
      ("held", .int(zip(held.cube.cells, held.ages).count { !$0.isWithheld && $1 > 0 })),
      ("cells", .array(cells)),
    ])
  }

  /// Every cell with its values; `unrefreshed` where they are of an earlier refresh.
  private var cells: [Document] {
    let levels = records.layout.axes.map { _ in 0 }
    let totals = self.totals
    return held.cube.cells.indices.map { index in
      let key = held.cube.shape.key(of: index)
      let place = records.layout.cell(key, levels: levels)
      guard case .published(let values) = held.cube.cells[index] else {
        return .members([("cell", place), ("withheld", .bool(true))])
      }
      let age = held.ages[index]
      return .members([
        ("cell", place), ("values", .members(shown(values, of: totals))),
        ("unrefreshed", age > 0 ? .int(age) : nil),
      ])
    }
  }

  /// What shares are shares of: all finest cells that are out.
  private var totals: [Double] {
    held.cube.measures.indices.map { held.cube.sumOfCells($0) }
  }

  private func shown(_ values: [String], of totals: [Double]) -> [(String, Document?)] {
    declaration.measures.enumerated().map { index, measure in
      guard let carrier = records.layout.carrierOf[index], let own = Double(values[carrier]) else {
        return (measure.name, nil)
      }
      guard measure.function == .share else { return (measure.name, .number(own)) }
      let share = totals[carrier] == 0 ? nil : (own / totals[carrier] * 1e4).rounded() / 1e4
      return (measure.name, share.map { .number($0) })
    }
  }
}
