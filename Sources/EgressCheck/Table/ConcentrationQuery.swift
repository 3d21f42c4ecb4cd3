// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// The SQL for the share that the three or more largest subjects make up of a cell.
struct ConcentrationQuery: Sendable {
  /// A bound on the share of the n largest.
  struct Bound: Hashable, Sendable {
    let n: Int
    /// In basis points.
    let share: Int
  }

  /// A cell that so many make up.
  struct Value: Hashable, Sendable {
    let measure: Int
    let bound: Bound
    let share: Double
  }

  let layout: TableLayout
  let levels: [Int]
  let measures: [MeasureSpec]
  let bounds: [Bound]

  private var concerned: [Int] {
    measures.indices.filter { index in
      layout.carrierOf[index].map { ["sum", "mean"].contains(layout.carriers[$0].function) } == true
    }
  }

  /// The statement, nothing when no bound is set or nothing is summed.
  var text: String? {
    guard !bounds.isEmpty, !concerned.isEmpty else { return nil }
    let columns = levels.enumerated().map(TableLayout.column)
    let masks = layout.margins ? 1 << levels.count : 1
    let parts = (0..<masks).flatMap { mask in
      concerned.flatMap { measure in
        bounds.indices.map { part(measure, $0, columns, mask: mask) }
      }
    }
    return parts.joined(separator: "\nUNION ALL\n")
  }

  private func part(_ measure: Int, _ bound: Int, _ columns: [String], mask: Int) -> String {
    let place = layout.carrierOf[measure].flatMap(layout.place) ?? 0
    let cast = "TRY_CAST(val\(place) AS DOUBLE)"
    let kept = columns.indices.filter { mask & (1 << $0) == 0 }.map { columns[$0] }
    let shown = columns.indices.map { index in
      mask & (1 << index) == 0 ? "coalesce('L' || \(columns[index]), 'M')" : "'T'"
    }
    let people = (kept + ["person"]).joined(separator: ", ")
    let group = kept.isEmpty ? "" : "GROUP BY \(kept.joined(separator: ", "))"
    return """
      SELECT \((["\(measure)", "\(bound)"] + shown).joined(separator: ", ")),
        list_sum(max(t, \(bounds[bound].n))) / sum(t)
      FROM (SELECT \(people), abs(sum(\(cast))) AS t FROM records WHERE abs(\(cast)) < 1e100
        GROUP BY \(people)) \(group) HAVING sum(t) > 0
      """
  }

  /// Reads the answer: the cells that reach a bound.
  func decode(_ bytes: [UInt8]) -> [CellKey: [Value]] {
    var found: [CellKey: [Value]] = [:]
    for row in DelimitedText(bytes, rowsMax: Tabulation.cellsMax * 16).rows.dropFirst()
    where row.count == levels.count + 3 {
      guard let measure = Int(row[0]), let index = Int(row[1]), bounds.indices.contains(index),
        let share = row.last.flatMap({ Double($0) }),
        share * 10_000 >= Double(bounds[index].share) - 1e-6
      else { continue }
      let coordinates = row[2..<2 + levels.count].map { text -> Coordinate in
        text == "T" ? .total : text == "M" ? .missing : .label(String(text.dropFirst()))
      }
      found[CellKey(Array(coordinates)), default: []].append(
        Value(measure: measure, bound: bounds[index], share: share))
    }
    return found
  }
}
