// SPDX-License-Identifier: Apache-2.0

/// The SQL that finds measured columns of which contributions are equal but for few people.
///
/// The difference of two such sums is a number about those few. Who makes a column can make it so:
/// a copy of another, but for one person. Two columns of which few contributions are equal, or of
/// which nearly all are nothing, have no such difference: what they tell is judged by itself.
package struct NearColumnsQuery: Sendable {
  /// Two measured columns by their places in `Tabulation.measuredColumns`.
  package struct Pair: Hashable, Sendable {
    /// The first column.
    package let first: Int
    /// The second column.
    package let second: Int
  }

  /// Fewest equal contributions that are taken for more than chance.
  package static let equalMin = 4
  /// So many different values among equal contributions are no chance, nor a few steps of a scale.
  package static let valuesMin = 8
  /// Columns of few values are near where so many contributions are equal for each that is not.
  package static let fewValuedRatio = 20

  /// The tabulation.
  package let tabulation: Tabulation
  /// The table or view of the records.
  package let source: ColumnName
  /// Fewest people a published number may be about.
  package let threshold: Int
  /// The columns that are compared.
  private let columns: [Int]
  /// The SQL that tells whom a record is about.
  private let person: String

  /// Makes the query; nothing where fewer than two columns are read as numbers.
  ///
  /// - Parameter person: The SQL that tells whom a record is about; without it, the subject's
  ///   column as it is.
  package init?(
    _ tabulation: Tabulation, from source: ColumnName, threshold: Int,
    except left: Set<ColumnName> = [], person: String? = nil
  ) {
    let measured = tabulation.measuredColumns
    columns = measured.indices.filter {
      tabulation.isMagnitude(measured[$0]) && !left.contains(measured[$0])
    }
    guard columns.count > 1 else { return nil }
    self.tabulation = tabulation
    self.source = source
    self.threshold = threshold
    self.person = person ?? tabulation.subject.quoted
  }

  /// All pairs of compared columns.
  package var pairs: [Pair] {
    columns.indices.flatMap { place in
      columns[(place + 1)...].map { Pair(first: columns[place], second: $0) }
    }
  }

  /// The first statement: for the whole and for each cell with a near pair, how many contributions
  /// of each pair are equal and not nothing, and how many differ.
  package var sql: String {
    statement(pairs, values: false)
  }

  /// The second statement: how many different values stand among the equal ones.
  package func sql(_ near: [Pair]) -> String { statement(near, values: true) }

  private func statement(_ pairs: [Pair], values: Bool) -> String {
    let count = tabulation.dimensions.count
    let masks = Set((0..<(tabulation.margins ? 1 << count : 1)) + [(1 << count) - 1]).sorted()
    let names = tabulation.dimensions.enumerated().map { index, name in
      "nfc_normalize(CAST(\(name.quoted) AS VARCHAR)) AS k\(index)"
    }
    let measured = tabulation.measuredColumns
    let facts =
      names + ["\(person) AS s"]
      + columns.map { "TRY_CAST(\(measured[$0].quoted) AS \(EvidenceQuery.numberType)) AS v\($0)" }
    let filters = tabulation.filters.map { "(\($0.sql))" }.joined(separator: " AND ")
    return """
      WITH facts AS NOT MATERIALIZED (
        SELECT \(facts.joined(separator: ", ")) FROM \(source.quoted)
        \(filters.isEmpty ? "" : "WHERE \(filters)"))
      \(masks.map { level($0, pairs, values: values) }.joined(separator: "\nUNION ALL\n"))
      """
  }

  private func level(_ mask: Int, _ pairs: [Pair], values: Bool) -> String {
    let count = tabulation.dimensions.count
    let isTotal = { (index: Int) in mask & (1 << index) != 0 }
    let kept = (0..<count).filter { !isTotal($0) }.map { "k\($0)" }
    let shown = (0..<count).map { isTotal($0) ? "'T'" : "coalesce('L' || k\($0), 'M')" }
    let sums = columns.map { "coalesce(sum(v\($0)), 0) AS t\($0)" }
    let numbers = pairs.flatMap { pair -> [String] in
      let (a, b) = ("t\(pair.first)", "t\(pair.second)")
      let equal = "FILTER (WHERE \(a) = \(b) AND \(a) <> 0)"
      return ["count(*) \(equal)", "count(*) FILTER (WHERE \(a) <> \(b))"]
        + (values ? ["count(DISTINCT \(a)) \(equal)"] : [])
    }
    let near = pairs.map { pair in
      let (a, b) = ("t\(pair.first)", "t\(pair.second)")
      let differ = "count(*) FILTER (WHERE \(a) <> \(b))"
      let equal = "count(*) FILTER (WHERE \(a) = \(b) AND \(a) <> 0)"
      return "(\(differ) BETWEEN 1 AND \(threshold - 1) "
        + "AND \(equal) >= greatest(\(differ), \(Self.equalMin)))"
    }
    // The whole is told in any case: it says how near two columns are.
    return """
      SELECT \((shown + numbers.map { "CAST(\($0) AS VARCHAR)" }).joined(separator: ", "))
        FROM (SELECT \((kept + ["s"] + sums).joined(separator: ", ")) FROM facts
          GROUP BY \((kept + ["s"]).joined(separator: ", ")))
        \(kept.isEmpty ? "" : "GROUP BY \(kept.joined(separator: ", ")) ")\
      \(kept.isEmpty ? "" : "HAVING \(near.joined(separator: " OR "))")
      """
  }
}

/// Columns of one cell whose contributions are equal but for few people.
package struct NearColumns: Hashable, Sendable {
  /// The cell.
  package let cell: CellKey
  /// The columns.
  package let pair: NearColumnsQuery.Pair
  /// The people whose contributions differ.
  package let people: Int
  /// `fail`, or `review` for columns of few values, which are often near by their nature.
  package let severity: Verdict

  /// What was counted of a pair in a cell.
  private struct Counts {
    let equal: Int
    let different: Int
    let values: Int
  }

  /// The pairs that the first statement's answer names.
  package static func pairs(
    csv: [UInt8], of query: NearColumnsQuery
  ) throws(EvidenceError) -> [NearColumnsQuery.Pair] {
    let pairs = query.pairs
    var found: Set<Int> = []
    for (key, counts) in try read(csv, query, pairs.count, numbers: 2)
    where query.isPublished(key) {
      for (place, own) in counts.enumerated() where query.isNear(own.equal, own.different) {
        found.insert(place)
      }
    }
    return found.sorted().map { pairs[$0] }
  }

  /// The objections that follow from the second statement's answer.
  package static func all(
    csv: [UInt8], of query: NearColumnsQuery, among pairs: [NearColumnsQuery.Pair]
  ) throws(EvidenceError) -> [NearColumns] {
    let rows = try read(csv, query, pairs.count, numbers: 3)
    let whole = rows.first { $0.0.coordinates.allSatisfy { $0 == .total } }?.1
    var found: [NearColumns] = []
    for (key, counts) in rows where query.isPublished(key) {
      for (place, own) in counts.enumerated() where query.isNear(own.equal, own.different) {
        let known = whole.map { ($0[place].equal, $0[place].different) }
        guard let severity = severity(equal: own.equal, values: own.values, whole: known) else {
          continue
        }
        found.append(
          NearColumns(cell: key, pair: pairs[place], people: own.different, severity: severity))
      }
    }
    return found.sorted { one, other in
      (one.cell, one.pair.first, one.pair.second)
        < (other.cell, other.pair.first, other.pair.second)
    }
  }

  /// How much is made of columns that are near: columns of few values may be equal for most by
  /// their nature, and are only told where they are nearly the same column.
  package static func severity(
    equal: Int, values: Int, whole: (equal: Int, different: Int)?
  ) -> Verdict? {
    if values >= NearColumnsQuery.valuesMin
      || values >= NearColumnsQuery.equalMin && values * 2 >= equal
    {
      return .fail
    }
    guard let whole else { return nil }
    return whole.equal >= whole.different * NearColumnsQuery.fewValuedRatio ? .review : nil
  }

  private static func read(
    _ csv: [UInt8], _ query: NearColumnsQuery, _ pairs: Int, numbers: Int
  ) throws(EvidenceError) -> [(CellKey, [Counts])] {
    let records: [[String]]
    do {
      records = try CSVReader(rowsMax: Tabulation.cellsMax + 2).read(csv).map { $0.map(\.text) }
    } catch {
      throw .malformedCSV(row: max(0, error.row - 1))
    }
    let dimensions = query.tabulation.dimensions.count
    var rows: [(CellKey, [Counts])] = []
    for (row, fields) in records.dropFirst().enumerated() {
      let counts = fields.dropFirst(dimensions).compactMap { Int($0) }
      guard fields.count == dimensions + pairs * numbers, counts.count == pairs * numbers else {
        throw .wrongFieldCount(row: row + 1)
      }
      let key = CellKey(
        fields.prefix(dimensions).map { text in
          text == "T" ? .total : text == "M" ? .missing : .label(String(text.dropFirst()))
        })
      let own = (0..<pairs).map { pair in
        Counts(
          equal: counts[pair * numbers], different: counts[pair * numbers + 1],
          values: numbers > 2 ? counts[pair * numbers + 2] : 0)
      }
      rows.append((key, own))
    }
    return rows
  }
}

extension NearColumnsQuery {
  /// Whether few contributions differ and more are equal.
  func isNear(_ equal: Int, _ different: Int) -> Bool {
    (1..<max(2, threshold)).contains(different) && equal >= max(different, Self.equalMin)
  }

  /// Whether a cell is one of the table: the whole is, where totals are.
  func isPublished(_ key: CellKey) -> Bool { tabulation.margins || !key.isTotal }
}
