// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// Looks for measured columns that are equal but for few people, in every table of a declaration.
struct NearColumnsSearch {
  let records: TableRecords
  let threshold: Int
  let session: Session

  /// What was found, by table.
  func found() async throws -> [[NearColumns]] {
    guard let view = ColumnName("records") else { return [] }
    // What has a weight and what has a value are numbers of people: they differ by whom a value is
    // missing of, as a number of records and one of values do.
    let weights = records.layout.values.indices.filter { place in
      switch records.layout.values[place] {
      case .weight, .weightOf: true
      case .column, .weighted: false
      }
    }
    let left = Set(weights.compactMap { ColumnName("val\($0)") })
    let queries = try records.layout.tables.map { levels in
      NearColumnsQuery(
        try records.layout.tabulation(levels), from: view, threshold: threshold, except: left)
    }
    let first = try await run(queries.map { $0?.sql }, as: "near")
    var near: [[NearColumnsQuery.Pair]] = []
    do {
      for (query, csv) in zip(queries, first) {
        guard let query, let csv else {
          near.append([])
          continue
        }
        near.append(try NearColumns.pairs(csv: csv, of: query))
      }
      let second = try await run(
        zip(queries, near).map { query, pairs in pairs.isEmpty ? nil : query?.sql(pairs) },
        as: "values")
      return try zip(queries, zip(near, second)).map { query, rest in
        guard let query, let csv = rest.1 else { return [] }
        return try NearColumns.all(csv: csv, of: query, among: rest.0)
      }
    } catch let error as EvidenceError {
      throw TableEvidence.problem(error)
    }
  }

  /// The answers of statements, where there are any.
  private func run(_ statements: [String?], as kind: String) async throws -> [[UInt8]?] {
    let names = statements.enumerated().map { index, text in
      text.map { _ in "\(kind)\(index).csv" }
    }
    let copies = zip(statements, names).compactMap { text, name in
      text.map { "COPY (\($0)) TO '/out/\(name ?? "")' (FORMAT csv, HEADER, FORCE_QUOTE *);\n" }
    }
    guard !copies.isEmpty else { return names.map { _ in nil } }
    _ = try await session.run(
      "CREATE VIEW records AS FROM \(records.relation);\n" + copies.joined(),
      inputs: records.files, outputs: Set(names.compactMap(\.self)), field: "input")
    return try names.map { name in try name.map { try session.output($0) } }
  }
}

extension TableFindings {
  /// Objections to columns that are equal but for few people of a cell.
  func near(_ part: TableEvidence.Part) -> [Placed] {
    part.near.map { found in
      let places = [found.pair.first, found.pair.second].compactMap { place in
        Int(part.table.tabulation.measuredColumns[place].text.dropFirst(3))
      }
      return Placed(
        cell: found.cell,
        finding: Self.near(
          places.map { records.layout.measured[$0] }, found.severity, people: found.people,
          threshold: declaration.parameters.rules.contributors, remedy: "suppress",
          at: [("cell", records.layout.cell(found.cell, levels: part.levels))]))
    }
  }

  /// The objection to two columns, in one table or in two.
  static func near(
    _ columns: [String], _ severity: Verdict, people: Int, threshold: Int, remedy: String,
    at place: [(String, Document?)]
  ) -> CheckFinding {
    CheckFinding(
      .differencing, severity,
      at: .members([("columns", .array(columns.map { .string($0) }))] + place),
      value: Double(people), parameter: Double(threshold),
      formula: DisclosureFormula.columnsDifferBelow.rawValue,
      zh: "两个数值列只有少数人的数不同，两个合计相减即得这些人的数；请去掉其中一列，或归并此组",
      en: "two measured columns are equal but for few people, whose numbers follow by subtraction "
        + "of the two sums; leave one out, or group values", remedy: remedy)
  }
}
