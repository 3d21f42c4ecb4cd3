// SPDX-License-Identifier: Apache-2.0
import Core
import DisclosureControl
import Platform
import Sandbox

/// Computes a declared table with its evidence, withholds what must be, compares it with what is
/// out already.
struct TabulationEvaluation: Sendable {
  /// The most bytes of an answer with evidence.
  static let answerBytesMax = 256 << 20

  let parts: DomainParts
  let data: ReleaseData
  let spec: TabulationSpec
  let thresholds: ReleaseThresholds
  /// The tables that are out, or on their way, of the same resources.
  let earlier: [RememberedTable]
  /// Where the records come from, and how they were coarsened.
  let origin: ReleaseOrigin

  /// The series in which it stands; nil for what leaves once, or cannot be followed.
  var series: SeriesCheck?

  /// A table with its evidence, as the data have it.
  struct Computed: Sendable {
    let table: EvidenceTable
    let isOneRecordEach: Bool
    /// Measured columns that are equal but for few people of a cell.
    var near: [Finding] = []
  }

  /// Evaluates.
  func run(in folder: MemoryFolder) async throws -> EvaluationResult {
    let computed = try await table(in: folder)
    let outcome = Suppressor(thresholds.parameters).release(computed.table)
    guard let series, data.format == .parquet, outcome.cube != nil,
      let answer = try await series.run(after: [], in: folder),
      let same = audited(answer.cube, computed.table)
    else { return result(outcome, computed) }
    var result = result(same, computed, verdict: answer.verdict)
    result.series = answer.bundle.bytes
    return result
  }

  /// Computes the table with its evidence.
  func table(in folder: MemoryFolder) async throws -> Computed {
    guard let tabulation = spec.check().tabulation, let view = ColumnName(ReleaseData.view) else {
      throw EvaluationRefusal(.columns)
    }
    let query = EvidenceQuery(tabulation, from: view)
    let near = NearColumnsEvidence(query, threshold: thresholds.parameters.contributors)
    let receipt = try await data.query(
      "COPY (\(query.sql)) TO '/out/evidence.csv' (FORMAT csv, HEADER);\n\(near.sql)"
        + "SELECT count(*) AS n, count(DISTINCT \(query.person)) AS s FROM \(ReleaseData.view);",
      file: "evidence.csv", beside: near.files, parts: parts, in: folder)
    guard let numbers = QueryResult(receipt.standardOutput).numbers, numbers.count == 2 else {
      throw DomainFault.form
    }
    let answer = try folder.read(
      "out/evidence.csv", bytesMax: TabulationEvaluation.answerBytesMax)
    let nearAnswer = try near.answer(in: folder)
    do {
      return Computed(
        table: try EvidenceDecoder(query).decode(csv: answer),
        isOneRecordEach: numbers[0] == numbers[1], near: try near.findings(of: nearAnswer))
    } catch EvidenceError.tooManyCells {
      throw EvaluationRefusal(.tooLarge)
    } catch {
      throw EvaluationRefusal(.columns)
    }
  }

  /// The table as the other check withholds it, when it passes the audit here too and is the same
  /// to the last digit.
  private func audited(_ cube: ReleasedCube, _ table: EvidenceTable) -> SuppressionOutcome? {
    let withheld = cube.cells.indices.filter { cube.cells[$0].isWithheld }.map(cube.shape.key)
    let suppressor = Suppressor(thresholds.parameters)
    // Only totals can give away what is withheld, and are what an audit looks at.
    let outcome =
      table.tabulation.margins
      ? suppressor.outcome(table, pattern: Set(withheld))
      : suppressor.release(table, withholding: Set(withheld))
    return outcome?.cube == cube ? outcome : nil
  }

  private func result(
    _ outcome: SuppressionOutcome, _ computed: Computed, verdict: Verdict = .pass
  ) -> EvaluationResult {
    let table = computed.table
    let differences =
      outcome.cube.map { self.differences($0, computed) + Self.near(outcome, $0, computed) }
      ?? computed.near
    // How many releases are out already is told to checkers only.
    let neutral = Set(differences.map(\.withoutObservation))
    let findings = outcome.assessment.findings + neutral
    // When totals were dropped, only the cells that are left count.
    let unsafe = outcome.assessment.unsafeCells.filter { !outcome.marginsDropped || !$0.isTotal }
    let cells = outcome.cube?.cells.count ?? table.cells.count
    let isLinked = differences.contains { $0.severity == .fail }
    let linked = differences.map(\.severity).max() ?? .pass
    return EvaluationResult(
      verdict: max(outcome.assessment.verdict, outcome.verdict, linked, verdict),
      cells: cells, unsafeCells: isLinked ? cells : unsafe.count,
      withheld: outcome.cube?.withheldCount ?? cells,
      findings: Dictionary(findings.map { (Self.name(of: $0), 1) }, uniquingKeysWith: +),
      evidence: EvidenceDocument.json(
        outcome, of: table, parameters: thresholds.parameters, differences: differences,
        origin: origin),
      content: outcome.cube?.canonicalJSON)
  }

  /// The rule's name as the requester reads it: it does not tell that something else is out.
  static func name(of finding: Finding) -> String {
    finding.rule == .differencing && finding.formula != .columnsDifferBelow
      ? RuleName.complementaryDisclosure.rawValue : finding.rule.rawValue
  }

  /// The near columns that the table shows: a cell that is withheld, or a total that is left out,
  /// gives no difference away.
  static func near(
    _ outcome: SuppressionOutcome, _ cube: ReleasedCube, _ computed: Computed
  ) -> [Finding] {
    computed.near.filter { finding in
      guard let cell = finding.cell else { return true }
      guard let index = cube.shape.index(of: cell) else {
        return !(outcome.marginsDropped && cell.isTotal)
      }
      return !cube.cells[index].isWithheld
    }
  }

  /// What gives something away, or may, beside what is out.
  func differences(_ cube: ReleasedCube, _ computed: Computed) -> [Finding] {
    let table = computed.table
    let later = RememberedTable(
      cube: cube, filters: table.tabulation.filters, source: origin.source, masks: origin.masks,
      people: table.people(of: cube))
    let threshold = thresholds.differencing ?? thresholds.parameters.contributors
    return MemoryCheck(threshold: threshold, isOneRecordEach: computed.isOneRecordEach)
      .findings(earlier: earlier, later: later)
  }
}
