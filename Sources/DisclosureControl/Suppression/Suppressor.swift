// SPDX-License-Identifier: Apache-2.0

/// Turns evidence into a publishable cube.
///
/// Unsafe cells are withheld. Where totals are published, further cells are withheld by the
/// hypercube method and the pattern is then audited independently; when the audit is not passed
/// the totals are dropped. Neither the fewest withheld cells nor any protection interval is
/// claimed. A cell is withheld with all its measures.
package struct Suppressor: Sendable {
  /// The parameters of the rules.
  package let parameters: DisclosureParameters
  /// Digits behind the point of published sums and means, 0 to 6.
  package let decimals: Int

  /// Makes a suppressor; `decimals` is clamped to 0...6.
  package init(_ parameters: DisclosureParameters, decimals: Int = 2) {
    self.parameters = parameters
    self.decimals = min(max(decimals, 0), ExactDecimal.scale)
  }

  /// Judges a table, withholds what must be and the cells named besides, and gives the cube.
  package func release(
    _ table: EvidenceTable, withholding others: Set<CellKey> = []
  ) -> SuppressionOutcome {
    let assessment = Assessment(table, under: parameters)
    let labelFails = assessment.findings.contains {
      $0.rule == .suspectLabel && $0.severity == .fail
    }
    guard parameters.isSound, !labelFails else {
      return SuppressionOutcome(
        assessment: assessment, cube: nil, primary: [], secondary: [], marginsDropped: false,
        audit: nil)
    }
    let unsafe = assessment.unsafeCells.union(others)
    let primary = table.cells.indices.filter { unsafe.contains(table.cells[$0].key) }
    guard table.tabulation.margins, !primary.isEmpty, !totalsHoldNoMore(table) else {
      return outcome(table, assessment, primary, withheld: mark(primary, in: table), audit: nil)
    }
    let additive = additiveValues(table)
    let pattern = HypercubeSearch.protect(
      primary, shape: table.shape, contributors: table.cells.map(\.contributors),
      mayFall: table.cells.indices.map { cell in additive.allSatisfy { $0[cell] > 0 } },
      threshold: parameters.contributors)
    if let pattern, let audited = AuditTable(shape: table.shape, withheld: pattern) {
      let report = SuppressionAudit.run(audited, additive: additive)
      if report.isSafe {
        return outcome(table, assessment, primary, withheld: pattern, audit: report)
      }
    }
    return withoutMargins(table, assessment, primary)
  }

  /// The cube of a table with exactly these cells withheld, by the pattern of another method.
  package func cube(_ table: EvidenceTable, withheld: [Bool]) -> ReleasedCube? {
    guard withheld.count == table.cells.count else { return nil }
    return CubeBuilder(table: table, rounding: parameters.rounding, decimals: decimals)
      .cube(withheld: withheld, withMargins: table.tabulation.margins)
  }

  /// The outcome of withholding exactly these cells, by the pattern of another method; nothing
  /// where the audit is not passed, or a cell that a rule fails is not among them.
  package func outcome(_ table: EvidenceTable, pattern: Set<CellKey>) -> SuppressionOutcome? {
    let assessment = Assessment(table, under: parameters)
    let withheld = table.cells.map { pattern.contains($0.key) }
    let labelFails = assessment.findings.contains {
      $0.rule == .suspectLabel && $0.severity == .fail
    }
    guard parameters.isSound, !labelFails, assessment.unsafeCells.isSubset(of: pattern),
      let audited = AuditTable(shape: table.shape, withheld: withheld)
    else { return nil }
    let report = SuppressionAudit.run(audited, additive: additiveValues(table))
    guard report.isSafe else { return nil }
    let primary = table.cells.indices.filter {
      assessment.unsafeCells.contains(table.cells[$0].key)
    }
    return outcome(table, assessment, primary, withheld: withheld, audit: report)
  }

  /// Whether totals say nothing the cells do not: only counts, and totals of rounded cells.
  private func totalsHoldNoMore(_ table: EvidenceTable) -> Bool {
    parameters.rounding != .none
      && table.tabulation.measures.allSatisfy { !$0.function.isMagnitude }
  }

  private func mark(_ cells: [Int], in table: EvidenceTable) -> [Bool] {
    var marks = Array(repeating: false, count: table.cells.count)
    for cell in cells { marks[cell] = true }
    return marks
  }

  private func withoutMargins(
    _ table: EvidenceTable, _ assessment: Assessment, _ primary: [Int]
  ) -> SuppressionOutcome {
    let inner = primary.filter { table.shape.totals(in: $0) == 0 }
    let builder = CubeBuilder(table: table, rounding: parameters.rounding, decimals: decimals)
    return SuppressionOutcome(
      assessment: assessment,
      cube: builder.cube(withheld: mark(inner, in: table), withMargins: false),
      primary: inner.map(table.shape.key(of:)), secondary: [], marginsDropped: true, audit: nil)
  }

  private func outcome(
    _ table: EvidenceTable, _ assessment: Assessment, _ primary: [Int], withheld: [Bool],
    audit: AuditReport?
  ) -> SuppressionOutcome {
    let builder = CubeBuilder(table: table, rounding: parameters.rounding, decimals: decimals)
    let isPrimary = Set(primary)
    let secondary = withheld.indices.filter { withheld[$0] && !isPrimary.contains($0) }
    return SuppressionOutcome(
      assessment: assessment,
      cube: builder.cube(withheld: withheld, withMargins: table.tabulation.margins),
      primary: primary.map(table.shape.key(of:)),
      secondary: secondary.map(table.shape.key(of:)), marginsDropped: false, audit: audit)
  }

  /// The true values of every additive figure an intruder may hold: records, contributors, and
  /// records and sums of each measured column.
  private func additiveValues(_ table: EvidenceTable) -> [[Int128]] {
    var values = [table.cells.map { Int128($0.records) }]
    let contributors = table.cells.map { Int128($0.contributors) }
    let isAdditive = table.shape.axes.indices.allSatisfy { dimension in
      table.shape.lines(along: dimension).allSatisfy { line in
        line.dropLast().reduce(0) { $0 + contributors[$1] } == line.last.map { contributors[$0] }
      }
    }
    if isAdditive { values.append(contributors) }
    for (index, column) in table.tabulation.measuredColumns.enumerated() {
      values.append(table.cells.map { Int128($0.columns[index].records) })
      guard table.tabulation.isMagnitude(column) else { continue }
      guard table.cells.allSatisfy({ $0.columns[index].negatives == 0 }) else { continue }
      values.append(table.cells.map { $0.columns[index].sum.units })
    }
    return values
  }
}
