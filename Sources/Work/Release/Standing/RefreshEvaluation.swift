// SPDX-License-Identifier: Apache-2.0
import Core
import DisclosureControl
import Platform

/// Evaluates a refresh of a standing table: compared with every refresh that is out person by
/// person where that can be done, with other releases as any table, and with what is out for how
/// far it drifted.
struct RefreshEvaluation: Sendable {
  /// The most bytes of evidence that name labels.
  private static let labelsMax = 100

  let evaluation: TabulationEvaluation
  let release: Release
  /// What is out.
  let last: ReleasedCube
  /// The day of it.
  let lastOn: Day?
  /// How many tables of the series are out.
  let served: Int
  /// The bundles of the series that are out, in order; fewer than `served` where one has none.
  let bundles: [SeriesBundle]

  /// Evaluates.
  func run(in folder: MemoryFolder) async throws -> EvaluationResult {
    let computed = try await evaluation.table(in: folder)
    let plain = Suppressor(evaluation.thresholds.parameters).release(computed.table)
    guard let series = evaluation.series, evaluation.data.format == .parquet,
      !bundles.isEmpty, bundles.count == served, served < SeriesCheck.earlierMax,
      let answer = try await series.run(after: bundles, in: folder)
    else { return notFollowed(plain, computed) }
    let differences = evaluation.differences(answer.cube, computed)
    let drift = RefreshDrift(from: last, to: answer.cube)
    // A label that looks like markup or a formula is judged by both checks.
    let labels = plain.assessment.findings.filter { $0.cell == nil || $0.rule == .suspectLabel }
    let verdicts =
      [answer.verdict, differences.map(\.severity).max() ?? .pass]
      + labels.map(\.severity) + [drift.newLabels > 0 ? .review : .pass]
    let verdict = verdicts.max() ?? .review
    return finish(
      answer.cube, verdict: verdict, drift: drift,
      findings: answer.findings.merging(Self.names(differences)) { $0 + $1 },
      evidence: [
        "series": answer.evidence, "findings": answer.evidence["findings"] ?? [],
        "differences": .array(differences.map(EvidenceDocument.json)),
      ], series: answer.bundle.bytes)
  }

  /// Without the people of what is out nobody can tell whether a difference gives some of them
  /// away: it always goes before people.
  private func notFollowed(
    _ plain: SuppressionOutcome, _ computed: TabulationEvaluation.Computed
  ) -> EvaluationResult {
    guard let cube = plain.cube else {
      return EvaluationResult(
        verdict: .fail, cells: computed.table.cells.count, unsafeCells: computed.table.cells.count,
        withheld: 0, findings: ["refresh-differencing": 1],
        evidence: ["findings": [], "refresh": .null], content: nil)
    }
    let differences =
      evaluation.differences(cube, computed) + TabulationEvaluation.near(plain, cube, computed)
    let linked = differences.map(\.severity).max() ?? .pass
    let drift = RefreshDrift(from: last, to: cube)
    let hole: JSON = [
      "rule": "refresh-differencing", "severity": "review",
      "reason": [
        "zh": "无法逐人与历次更新比对，须人工判断",
        "en": "it cannot be compared with the refreshes that are out person by person; look at it",
      ],
    ]
    var findings = Self.names(differences)
    findings["refresh-differencing", default: 0] += 1
    return finish(
      cube, verdict: max(.review, linked, plain.verdict), drift: drift, findings: findings,
      evidence: [
        "findings": .array(
          [hole] + plain.assessment.findings.prefix(Self.labelsMax).map(EvidenceDocument.json)),
        "differences": .array(differences.map(EvidenceDocument.json)),
      ], series: nil)
  }

  private func finish(
    _ cube: ReleasedCube, verdict: Verdict, drift: RefreshDrift, findings: [String: Int],
    evidence: JSON, series: [UInt8]?
  ) -> EvaluationResult {
    var findings = findings
    if drift.newLabels > 0 { findings["new-label"] = drift.newLabels }
    let limit = release.standing?.driftPercent
    if limit.map({ drift.percent > $0 }) ?? true { findings["drift"] = 1 }
    let isLinked = verdict == .fail
    var members = evidence.object ?? [:]
    members["verdict"] = .string(verdict.rawValue)
    members["measures"] = [
      "lastPublishedOn": lastOn.map { .string($0.description) } ?? .null,
      "drift": drift.json, "driftLimit": limit.map { .int(Int64($0)) } ?? .null,
      "refreshesOut": .int(Int64(served)),
    ]
    // It is of several versions of the data: another table is never cleared by its numbers.
    members["origin"] = ["source": .string(release.id.rawValue), "masks": .object([:])]
    var result = EvaluationResult(
      verdict: verdict, cells: cube.cells.count,
      unsafeCells: isLinked ? cube.cells.count : 0, withheld: cube.withheldCount,
      findings: findings, evidence: .object(members),
      content: isLinked ? nil : cube.canonicalJSON)
    result.series = isLinked ? nil : series
    result.driftPercent = drift.percent
    result.isClear = verdict == .pass && series != nil && drift.newLabels == 0
    return result
  }

  private static func names(_ findings: [Finding]) -> [String: Int] {
    Dictionary(
      findings.map { (TabulationEvaluation.name(of: $0), 1) }, uniquingKeysWith: +)
  }
}
