// SPDX-License-Identifier: Apache-2.0
import Core
import DisclosureControl
import Platform

/// Computes a declared table with its evidence, withholds what must be, compares it with what is
/// out already.
struct TabulationEvaluation: Sendable {
  /// The most bytes of an answer with evidence.
  static let answerBytesMax = 256 << 20

  let parts: DomainParts
  let data: ReleaseData
  let spec: TabulationSpec
  let thresholds: ReleaseThresholds
  /// The cubes that are out of the same resources.
  let earlier: [ReleasedCube]

  /// Evaluates.
  func run(in folder: MemoryFolder) async throws -> EvaluationResult {
    guard let tabulation = spec.check().tabulation, let view = ColumnName(ReleaseData.view) else {
      throw EvaluationRefusal(.columns)
    }
    let query = EvidenceQuery(tabulation, from: view)
    _ = try await data.query(
      "COPY (\(query.sql)) TO '/out/evidence.csv' (FORMAT csv, HEADER);", file: "evidence.csv",
      parts: parts, in: folder)
    let answer = try folder.read(
      "out/evidence.csv", bytesMax: TabulationEvaluation.answerBytesMax)
    let table: EvidenceTable
    do {
      table = try EvidenceDecoder(query).decode(csv: answer)
    } catch EvidenceError.tooManyCells {
      throw EvaluationRefusal(.tooLarge)
    } catch {
      throw EvaluationRefusal(.columns)
    }
    return result(table)
  }

  private func result(_ table: EvidenceTable) -> EvaluationResult {
    let outcome = Suppressor(thresholds.parameters).release(table)
    let differences = outcome.cube.map(differences) ?? []
    let findings = outcome.assessment.findings + differences
    // When totals were dropped, only the cells that are left count.
    let unsafe = outcome.assessment.unsafeCells.filter { !outcome.marginsDropped || !$0.isTotal }
    let cells = outcome.cube?.cells.count ?? table.cells.count
    let isLinked = differences.contains { $0.severity == .fail }
    return EvaluationResult(
      verdict: isLinked ? .fail : max(outcome.assessment.verdict, outcome.verdict),
      cells: cells, unsafeCells: isLinked ? cells : unsafe.count,
      withheld: outcome.cube?.withheldCount ?? cells,
      findings: Dictionary(findings.map { ($0.rule.rawValue, 1) }, uniquingKeysWith: +),
      evidence: EvidenceDocument.json(
        outcome, parameters: thresholds.parameters, differences: differences),
      content: outcome.cube?.canonicalJSON)
  }

  private func differences(_ cube: ReleasedCube) -> [Finding] {
    guard let threshold = thresholds.differencing else { return [] }
    let difference = CubeDifference(threshold: threshold)
    return earlier.flatMap { difference.findings(earlier: $0, later: cube) }
  }
}
