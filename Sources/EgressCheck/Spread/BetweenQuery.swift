// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// The SQL that counts the people between two quantiles of one column.
///
/// Each quantile may have many people on either side and yet the values of single people be listed
/// by several of them side by side.
struct BetweenQuery: Sendable {
  /// The formula's name in objections.
  static let formula = "people-between-quantiles.1"

  /// Two positions in the order of one column's values, between 0 and 1.
  struct Interval: Hashable, Sendable {
    let column: String
    let low: Double
    let high: Double
  }

  /// What is known of an interval in one cell.
  struct Value: Hashable, Sendable {
    let interval: Interval
    /// Distinct people with a value neither below the lower quantile nor above the upper one.
    let between: Int
    /// Distinct people with a number.
    let people: Int

    /// Whether too few lie between, of people who are enough: of fewer no quantile is told anyway.
    func isListing(_ threshold: Int) -> Bool { people >= threshold && between < threshold }
  }

  let layout: TableLayout
  let levels: [Int]
  let intervals: [Interval]

  private var columns: [String] {
    layout.measured.filter { column in intervals.contains { $0.column == column } }
  }

  /// The positions that measures declare, by column.
  static func positions(_ measures: [MeasureSpec]) -> [String: Set<Double>] {
    var found: [String: Set<Double>] = [:]
    for measure in measures where measure.function.isPosition {
      if let column = measure.column { found[column, default: []].insert(measure.quantile) }
    }
    return found
  }

  /// The neighbours among the positions that measures declare; one position given twice is none.
  static func intervals(_ measures: [MeasureSpec]) -> [Interval] {
    positions(measures).sorted { $0.key < $1.key }.flatMap { column, positions in
      let sorted = positions.sorted()
      return zip(sorted, sorted.dropFirst()).map { Interval(column: column, low: $0, high: $1) }
    }
  }

  /// The statement, nothing when there is no interval.
  var text: String? {
    guard !intervals.isEmpty else { return nil }
    let masks = layout.margins ? 1 << levels.count : 1
    let parts = (0..<masks).flatMap { mask in columns.indices.map { part($0, mask: mask) } }
    return parts.joined(separator: "\nUNION ALL\n")
  }

  private func part(_ index: Int, mask: Int) -> String {
    let names = levels.enumerated().map(TableLayout.column)
    let keys = names.indices.filter { mask & (1 << $0) == 0 }.map { names[$0] }
    let shown = names.indices.map { axis in
      mask & (1 << axis) == 0 ? "coalesce('L' || \(names[axis]), 'M')" : "'T'"
    }
    let over = keys.isEmpty ? "" : "PARTITION BY \(keys.joined(separator: ", "))"
    let group = keys.isEmpty ? "" : "GROUP BY \(keys.joined(separator: ", "))"
    let own = intervals.filter { $0.column == columns[index] }
    let positions = Set(own.flatMap { [$0.low, $0.high] }).sorted()
    func quantile(_ position: Double) -> String {
      "q\(positions.firstIndex(of: position) ?? 0)"
    }
    let quantiles = positions.map { position in
      "quantile_cont(v, \(position)) OVER (\(over)) AS \(quantile(position))"
    }
    let counts = own.map { interval in
      "count(DISTINCT person) FILTER "
        + "(WHERE v >= \(quantile(interval.low)) AND v <= \(quantile(interval.high)))"
    }
    return """
      SELECT \((["\(index)"] + shown).joined(separator: ", ")),
        count(DISTINCT person) FILTER (WHERE v IS NOT NULL),
        concat_ws(',', \(counts.joined(separator: ", ")))
      FROM (SELECT *, \(quantiles.joined(separator: ", "))
        FROM (SELECT *, \(layout.number(columns[index])) AS v FROM records)) \(group)
      """
  }

  /// Reads the answer.
  func decode(_ bytes: [UInt8]) -> [CellKey: [Value]] {
    var found: [CellKey: [Value]] = [:]
    for row in DelimitedText(bytes, rowsMax: Tabulation.cellsMax * 16).rows.dropFirst()
    where row.count == levels.count + 3 {
      guard let index = Int(row[0]), columns.indices.contains(index),
        let people = Int(row[levels.count + 1])
      else { continue }
      let coordinates = row[1...levels.count].map { text -> Coordinate in
        text == "T" ? .total : text == "M" ? .missing : .label(String(text.dropFirst()))
      }
      let own = intervals.filter { $0.column == columns[index] }
      let counts = row[levels.count + 2].split(separator: ",").map { Int($0) ?? 0 }
      found[CellKey(Array(coordinates)), default: []] += zip(own, counts).map {
        Value(interval: $0, between: $1, people: people)
      }
    }
    return found
  }
}
