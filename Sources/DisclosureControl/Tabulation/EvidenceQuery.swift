// SPDX-License-Identifier: Apache-2.0

/// The SQL (DuckDB dialect) that computes a table together with the evidence the rules need.
///
/// Contributions are first aggregated per subject, once for every published level, so that a
/// subject with many records counts once and dominance is judged on whole contributions. Then
/// each cell is aggregated from them. Levels are joined by `UNION ALL` rather than grouping sets:
/// over ten million records of eight levels that took 18 s and 2.9 GB instead of 47 s and 7.2 GB.
/// Results are text, so no reader can lose digits. Rows are at most `Tabulation.cellsMax` + 1;
/// one more than allowed is refused by the decoder.
package struct EvidenceQuery: Hashable, Sendable {
  /// The type measured values are read as: 18 digits before the point and 6 behind it.
  package static let numberType = "DECIMAL(24,6)"

  /// The tabulation the query computes.
  package let tabulation: Tabulation
  /// The table or view that holds the records.
  package let source: ColumnName

  /// Whether the subjects are in one writing there already; else that is done here.
  package let isInOneWriting: Bool

  /// Makes the query for a checked tabulation over a table or view.
  package init(
    _ tabulation: Tabulation, from source: ColumnName, isInOneWriting: Bool = false
  ) {
    self.tabulation = tabulation
    self.source = source
    self.isInOneWriting = isInOneWriting
  }

  /// The SQL that tells whom a record is about; nothing where it is about nobody.
  package var person: String {
    let name = tabulation.subject.quoted
    return isInOneWriting ? name : PersonText.person("CAST(\(name) AS VARCHAR)")
  }

  /// The names of the result's columns, in order.
  package var columns: [String] {
    var names = ["level", "missing"]
    names += tabulation.dimensions.indices.map { "d\($0)" }
    names += ["records", "unattributed", "contributors"]
    for index in tabulation.measuredColumns.indices {
      names += Self.measureColumns.map { "m\(index)_\($0)" }
    }
    return names
  }

  /// The column names of one measured column, behind its prefix `m<index>_`.
  static let measureColumns = [
    "records", "contributors", "sum", "largest", "second", "absolute", "negatives", "zeros",
    "unreadable",
  ]

  /// The statement, without a final semicolon.
  package var sql: String {
    let levels = tabulation.margins ? 1 << tabulation.dimensions.count : 1
    let aliases = tabulation.dimensions.indices.map { "k\($0)" }
    return """
      WITH facts AS NOT MATERIALIZED (
        SELECT \(factColumns.joined(separator: ",\n    "))
        FROM \(source.quoted)\(condition)
      ), cells AS (
        \((0..<levels).map(level).joined(separator: "\n  UNION ALL\n  "))
      )
      SELECT \(resultColumns.joined(separator: ",\n  "))
      FROM cells
      ORDER BY \((["lv"] + aliases).joined(separator: ", "))
      LIMIT \(Tabulation.cellsMax + 1)
      """
  }

  /// The cells of one level; set bits of the mask are totalled dimensions, the first the highest.
  private func level(_ mask: Int) -> String {
    let count = tabulation.dimensions.count
    let kept = (0..<count).filter { mask & (1 << (count - 1 - $0)) == 0 }.map { "k\($0)" }
    let labels = (0..<count).map { index in
      kept.contains("k\(index)") ? "k\(index)" : "CAST(NULL AS VARCHAR) AS k\(index)"
    }
    let inner = (kept + ["s"]).joined(separator: ", ")
    let parts = (["\(mask) AS lv"] + labels + cellColumns).joined(separator: ",\n    ")
    let outer =
      kept.isEmpty ? "HAVING COUNT(*) > 0" : "GROUP BY \(kept.joined(separator: ", "))"
    return """
      SELECT \(parts)
        FROM (
          SELECT \(([inner] + contributionColumns).joined(separator: ", "))
          FROM facts GROUP BY \(inner)
        ) \(outer)
      """
  }

  private var condition: String {
    guard !tabulation.filters.isEmpty else { return "" }
    return "\n  WHERE " + tabulation.filters.map { "(\($0.sql))" }.joined(separator: " AND ")
  }

  private var factColumns: [String] {
    var parts = tabulation.dimensions.enumerated().map { index, name in
      "nfc_normalize(CAST(\(name.quoted) AS VARCHAR)) AS k\(index)"
    }
    parts.append("\(person) AS s")
    for (index, column) in tabulation.measuredColumns.enumerated() {
      if tabulation.isMagnitude(column) {
        let cast = "TRY_CAST(\(column.quoted) AS \(Self.numberType))"
        parts.append("\(cast) AS v\(index)")
        parts.append("(\(column.quoted) IS NOT NULL AND \(cast) IS NULL) AS u\(index)")
      } else {
        parts.append("(\(column.quoted) IS NOT NULL) AS p\(index)")
      }
    }
    return parts
  }

  private var contributionColumns: [String] {
    var parts = ["COUNT(*) AS r"]
    for (index, column) in tabulation.measuredColumns.enumerated() {
      if tabulation.isMagnitude(column) {
        parts.append("COUNT(v\(index)) AS n\(index)")
        parts.append("SUM(v\(index)) AS t\(index)")
        parts.append("COUNT(*) FILTER (WHERE v\(index) < 0) AS g\(index)")
        parts.append("COUNT(*) FILTER (WHERE u\(index)) AS u\(index)")
      } else {
        parts.append("COUNT(*) FILTER (WHERE p\(index)) AS n\(index)")
      }
    }
    return parts
  }

  private var cellColumns: [String] {
    var parts = ["CAST(SUM(r) AS VARCHAR) AS records"]
    parts.append("CAST(COALESCE(SUM(r) FILTER (WHERE s IS NULL), 0) AS VARCHAR) AS unattributed")
    parts.append("CAST(COUNT(s) AS VARCHAR) AS contributors")
    for (index, column) in tabulation.measuredColumns.enumerated() {
      parts += measureColumns(index, magnitude: tabulation.isMagnitude(column))
    }
    return parts
  }

  private var resultColumns: [String] {
    let count = tabulation.dimensions.count
    let masks = (0..<count).map { index in
      let bit = 1 << (count - 1 - index)
      return "(CASE WHEN k\(index) IS NULL AND (lv & \(bit)) = 0 THEN \(bit) ELSE 0 END)"
    }
    var parts = ["CAST(lv AS VARCHAR) AS level"]
    parts.append("CAST(\(masks.joined(separator: " + ")) AS VARCHAR) AS missing")
    parts += (0..<count).map { "COALESCE(k\($0), '') AS d\($0)" }
    return parts + columns.dropFirst(2 + count)
  }

  private func measureColumns(_ i: Int, magnitude: Bool) -> [String] {
    let has = "FILTER (WHERE n\(i) > 0)"
    var values = ["SUM(n\(i))", "COUNT(s) \(has)"]
    if magnitude {
      values += [
        "COALESCE(SUM(t\(i)), 0)", "COALESCE(max(abs(t\(i)), 2)[1], 0)",
        "COALESCE(max(abs(t\(i)), 2)[2], 0)", "COALESCE(SUM(abs(t\(i))), 0)", "SUM(g\(i))",
        "COUNT(*) FILTER (WHERE t\(i) = 0)", "SUM(u\(i))",
      ]
    } else {
      values += Array(repeating: "0", count: 7)
    }
    return zip(Self.measureColumns, values).map { name, value in
      "CAST(\(value) AS VARCHAR) AS m\(i)_\(name)"
    }
  }
}
