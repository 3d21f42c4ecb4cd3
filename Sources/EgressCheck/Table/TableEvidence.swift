// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// The evidence of every table that a declaration spans.
struct TableEvidence: Sendable {
  /// One table with the levels of its dimensions.
  struct Part: Sendable {
    let levels: [Int]
    let table: EvidenceTable
    /// What measures beyond the engine's own need to know, by cell.
    let spread: [CellKey: [SpreadQuery.Value]]
    /// Cells that three or more subjects make up too much of.
    let concentration: [CellKey: [ConcentrationQuery.Value]]
    /// Measured columns that are equal but for few people of a cell.
    let near: [NearColumns]
    /// The people between neighbouring quantiles of one column, by cell.
    let between: [CellKey: [BetweenQuery.Value]]
  }

  let parts: [Part]

  /// Computes the evidence.
  static func load(
    _ records: TableRecords, measures: [MeasureSpec],
    concentration bounds: [ConcentrationQuery.Bound], threshold: Int,
    session: Session
  ) async throws -> TableEvidence {
    var sql = "CREATE VIEW records AS FROM \(records.relation);\n"
    var queries: [EvidenceQuery] = []
    var spreads: [SpreadQuery] = []
    var concentrations: [ConcentrationQuery] = []
    var betweens: [BetweenQuery] = []
    var outputs: Set<String> = []
    let intervals = BetweenQuery.intervals(measures)
    for (index, levels) in records.layout.tables.enumerated() {
      guard let view = ColumnName("records") else { continue }
      let query = EvidenceQuery(
        try records.layout.tabulation(levels), from: view, isInOneWriting: true)
      queries.append(query)
      sql += "COPY (\(query.sql)) TO '/out/e\(index).csv' (FORMAT csv, HEADER);\n"
      outputs.insert("e\(index).csv")
      let spread = SpreadQuery(layout: records.layout, levels: levels, measures: measures)
      let concentration = ConcentrationQuery(
        layout: records.layout, levels: levels, measures: measures, bounds: bounds)
      let between = BetweenQuery(layout: records.layout, levels: levels, intervals: intervals)
      spreads.append(spread)
      concentrations.append(concentration)
      betweens.append(between)
      for (name, text) in [("s", spread.text), ("n", concentration.text), ("b", between.text)] {
        guard let text else { continue }
        sql +=
          "COPY (\(text)) TO '/out/\(name)\(index).csv' (FORMAT csv, HEADER, FORCE_QUOTE *);\n"
        outputs.insert("\(name)\(index).csv")
      }
    }
    _ = try await session.run(sql, inputs: records.files, outputs: outputs, field: "input")
    let near = try await NearColumnsSearch(
      records: records, threshold: threshold, session: session
    ).found()
    var parts: [Part] = []
    for (index, query) in queries.enumerated() {
      let table: EvidenceTable
      do {
        table = try EvidenceDecoder(query).decode(csv: session.output("e\(index).csv"))
      } catch let error as EvidenceError {
        throw problem(error)
      }
      let spread =
        spreads[index].text == nil
        ? [:] : spreads[index].decode(try session.output("s\(index).csv"))
      let concentration =
        concentrations[index].text == nil
        ? [:] : concentrations[index].decode(try session.output("n\(index).csv"))
      let between =
        betweens[index].text == nil
        ? [:] : betweens[index].decode(try session.output("b\(index).csv"))
      parts.append(
        Part(
          levels: records.layout.tables[index], table: table, spread: spread,
          concentration: concentration, near: near.indices.contains(index) ? near[index] : [],
          between: between))
    }
    return TableEvidence(parts: parts)
  }

  /// What is wrong with an answer of the engine, as far as an input can make it so.
  static func problem(_ error: EvidenceError) -> SpecProblem {
    switch error {
    case .tooManyCells:
      SpecProblem(
        "dimensions", zh: "表超过 \(Tabulation.cellsMax) 个单元格；请先归并",
        en: "the table has more than \(Tabulation.cellsMax) cells; group values first")
    // Labels are the only free texts of the evidence.
    case .malformedLabel, .malformedCSV:
      SpecProblem(
        "dimensions", zh: "有维度值过长或含控制字符",
        en: "a dimension's value is too long or has control characters")
    default:
      SpecProblem(
        "input", zh: "数值超出可精确计算的范围", en: "numbers exceed what can be computed exactly")
    }
  }
}
