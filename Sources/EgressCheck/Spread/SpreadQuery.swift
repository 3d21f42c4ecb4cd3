// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// The SQL for measures that the engine's evidence does not hold: quantiles with the people on
/// either side, variances, and complete observations of a regression.
struct SpreadQuery: Sendable {
  /// What is known of one measure in one cell.
  struct Value: Hashable, Sendable {
    /// The statistic; of a regression the most that one record has in the spread of an explaining
    /// column.
    let statistic: Double?
    /// Distinct people at or below a quantile, or with a complete observation.
    let lower: Int
    /// Distinct people at or above a quantile; of a regression the fewest people whose value of an
    /// explaining column is not the commonest.
    let upper: Int
    /// Distinct people with a number.
    let people: Int
  }

  let layout: TableLayout
  let levels: [Int]
  let measures: [MeasureSpec]

  private var concerned: [Int] {
    measures.indices.filter {
      let function = measures[$0].function
      return function.isPosition || function.hasSpread || function == .regression
        || layout.seesThroughWeights(measures[$0])
    }
  }

  /// The statement, nothing when no measure needs it.
  var text: String? {
    guard !concerned.isEmpty else { return nil }
    let masks = layout.margins ? 1 << levels.count : 1
    let parts = (0..<masks).flatMap { mask in concerned.map { part($0, mask: mask) } }
    return parts.joined(separator: "\nUNION ALL\n")
  }

  private func part(_ index: Int, mask: Int) -> String {
    let measure = measures[index]
    let count = levels.count
    let names = levels.enumerated().map(TableLayout.column)
    let kept = (0..<count).filter { mask & (1 << (count - 1 - $0)) == 0 }
    let keys = kept.map { names[$0] }
    let shown = (0..<count).map { axis in
      kept.contains(axis)
        ? "CASE WHEN \(names[axis]) IS NULL THEN 'M' ELSE 'L' || \(names[axis]) END" : "'T'"
    }
    let group = keys.isEmpty ? "" : "GROUP BY \(keys.joined(separator: ", "))"
    let value = measure.column.map(number) ?? "NULL"
    let lead = (["\(index)"] + shown).joined(separator: ", ")
    switch measure.function {
    case .regression: return regression(measure, lead: lead, keys: keys, group: group)
    case .variance, .std:
      let function = measure.function == .std ? "stddev_samp" : "var_samp"
      return """
        SELECT \(lead), \(function)(\(value)),
          count(DISTINCT person) FILTER (WHERE \(value) IS NOT NULL), 0,
          count(DISTINCT person) FILTER (WHERE \(value) IS NOT NULL) FROM records \(group)
        """
    default:
      let over = keys.isEmpty ? "" : "PARTITION BY \(keys.joined(separator: ", "))"
      return """
        SELECT \(lead), max(q), count(DISTINCT person) FILTER (WHERE v <= q),
          count(DISTINCT person) FILTER (WHERE v >= q),
          count(DISTINCT person) FILTER (WHERE v IS NOT NULL)
        FROM (SELECT *, \(value) AS v,
          quantile_cont(\(value), \(measure.quantile)) OVER (\(over)) AS q FROM records) \(group)
        """
    }
  }

  /// People with a complete observation; the greatest share one record has in the spread of an
  /// explaining column; the fewest people whose value of one is not the commonest.
  private func regression(
    _ measure: MeasureSpec, lead: String, keys: [String], group: String
  ) -> String {
    let whole = measure.columns.map { "\(number($0)) IS NOT NULL" }.joined(separator: " AND ")
    let over = keys.isEmpty ? "" : "PARTITION BY \(keys.joined(separator: ", "))"
    let count = measure.regressors.count
    let values = measure.regressors.enumerated().map { index, name in
      "CASE WHEN \(whole) THEN \(number(name)) END AS x\(index)"
    }
    let centres = (0..<count).map { index in
      "mode(x\(index)) OVER (\(over)) AS m\(index), avg(x\(index)) OVER (\(over)) AS a\(index)"
    }
    let shares = (0..<count).map { index in
      let square = "(x\(index) - a\(index)) * (x\(index) - a\(index))"
      return "max(\(square)) / nullif(sum(\(square)), 0)"
    }
    let others = (0..<count).map { index in
      "count(DISTINCT person) FILTER (WHERE x\(index) <> m\(index))"
    }
    return """
      SELECT \(lead), greatest(\(shares.joined(separator: ", "))),
        count(DISTINCT person) FILTER (WHERE x0 IS NOT NULL),
        least(\(others.joined(separator: ", "))),
        count(DISTINCT person) FILTER (WHERE x0 IS NOT NULL)
      FROM (SELECT *, \(centres.joined(separator: ", "))
        FROM (SELECT *, \(values.joined(separator: ", ")) FROM records)) \(group)
      """
  }

  private func number(_ column: String) -> String { layout.number(column) }

  /// Reads the answer.
  func decode(_ bytes: [UInt8]) -> [CellKey: [Value]] {
    var found: [CellKey: [Value]] = [:]
    let none = Value(statistic: nil, lower: 0, upper: 0, people: 0)
    for row in DelimitedText(bytes, rowsMax: Tabulation.cellsMax * 16).rows.dropFirst()
    where row.count == levels.count + 5 {
      guard let measure = Int(row[0]), measures.indices.contains(measure) else { continue }
      let coordinates = row[1...levels.count].map { text -> Coordinate in
        text == "T" ? .total : text == "M" ? .missing : .label(String(text.dropFirst()))
      }
      let rest = row[(levels.count + 1)...].map(\.self)
      found[CellKey(Array(coordinates)), default: measures.map { _ in none }][measure] = Value(
        statistic: Double(rest[0]), lower: Int(rest[1]) ?? 0, upper: Int(rest[2]) ?? 0,
        people: Int(rest[3]) ?? 0)
    }
    return found
  }
}
