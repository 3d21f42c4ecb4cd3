// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import DisclosureControl
import EgressCheck
import Platform

/// Computes a standing table so that its refreshes can be compared with it person by person, by the
/// check that everybody can run: groups in which too few people changed keep the numbers that are
/// out.
struct SeriesCheck: Sendable {
  /// The most tables that are compared at once.
  static let earlierMax = 64
  private static let outgoing = "series.json"

  /// What came of it.
  struct Answer: Sendable {
    /// What would leave.
    let cube: ReleasedCube
    /// By which the next refresh is compared with it.
    let bundle: SeriesBundle
    /// What the rules say of what would leave.
    let verdict: Verdict
    /// The objections, and what is proposed, as evidence keeps them.
    let evidence: JSON
    /// How often each rule spoke.
    let findings: [String: Int]
  }

  let parts: DomainParts
  let spec: TabulationSpec
  let thresholds: ReleaseThresholds

  /// Whether tables of this form can be followed: plain columns of all records.
  static func canFollow(_ spec: TabulationSpec) -> Bool {
    spec.filters.isEmpty
      && (!spec.margins || spec.dimensions.count <= Tabulation.dimensionsWithMarginsMax)
      && !spec.dimensions.isEmpty
      && !spec.measures.contains {
        $0.function == MeasureFunction.contributors.rawValue
          || ($0.function == MeasureFunction.count.rawValue && $0.column != nil)
      }
  }

  /// Checks the data at `source.parquet` in the folder beside what is out of the same series; nil
  /// where nothing may leave in this way.
  func run(after earlier: [SeriesBundle], in folder: MemoryFolder) async throws -> Answer? {
    let names = earlier.indices.map { "earlier\($0).json" }
    for (bundle, name) in zip(earlier, names) { try bundle.write(to: name, in: folder) }
    try folder.write(Array(document(after: names).json.utf8), to: "series-spec.json")
    let checker = EgressChecker(
      runner: parts.sandbox, memory: folder.path, random: parts.random,
      salt: Hex.encode(parts.random.bytes(16)))
    let found: CheckAnswer
    do {
      found = try await checker.check(
        specification: folder.path("series-spec.json"), release: folder.path(Self.outgoing))
    } catch let problem as SpecProblem {
      throw EvaluationRefusal(problem.isTooLarge ? .tooLarge : .columns)
    }
    guard found.release != nil else { return nil }
    let bundle = try SeriesBundle(reading: Self.outgoing, in: folder)
    guard let cube = try Self.cube(bundle) else { return nil }
    let remedied = found.remedied?["verdict"]?.text.flatMap(Verdict.init(rawValue:))
    let verdict = found.verdict == .fail ? remedied ?? .fail : found.verdict
    return Answer(
      cube: cube, bundle: bundle, verdict: verdict, evidence: Self.evidence(found),
      findings: Dictionary(
        found.findings.map { ($0.rule.rawValue, 1) }, uniquingKeysWith: +))
  }

  /// The specification in the form of the check that everybody can run.
  private func document(after names: [String]) -> Document {
    let rules = thresholds.parameters
    func share(_ points: Int?) -> Document? { points.map { .number(Double($0) / 10_000) } }
    let dominance = [(1, rules.dominanceOne), (2, rules.dominanceTwo)].compactMap { n, points in
      share(points).map { Document.members([("n", .int(n)), ("share", $0)]) }
    }
    let parameters: [(String, Document?)] = [
      ("contributors", .int(rules.contributors)),
      ("differencing", thresholds.differencing.map { .int($0) }),
      ("dominance", .array(dominance)),
      ("pPercent", share(rules.pPercent) ?? .null), ("zeros", .string(rules.zeros.rawValue)),
    ]
    return .members([
      ("kind", .string("tabulation")), ("input", .string("source.parquet")),
      ("subject", .string(spec.subject)),
      ("dimensions", .array(spec.dimensions.map { .string($0) })),
      (
        "measures",
        .array(
          spec.measures.map {
            .members([
              ("function", .string($0.function)), ("column", $0.column.map { .string($0) }),
            ])
          })
      ), ("margins", .bool(spec.margins)), ("parameters", .members(parameters)),
      ("releases", .array(names.map { .string($0) })),
    ])
  }

  /// The table of a bundle; nil when it has several.
  private static func cube(_ bundle: SeriesBundle) throws -> ReleasedCube? {
    let document = try DocumentParser.parse(bundle.published)
    guard let tables = document["tables"]?.elements, tables.count == 1,
      let text = tables[0]["cube"]?.text
    else { return nil }
    return try ReleasedCube(canonicalJSON: Array(text.utf8))
  }

  private static func evidence(_ answer: CheckAnswer) -> JSON {
    [
      "verdict": .string(answer.verdict.rawValue),
      "findings": .array(
        answer.findings.prefix(EvidenceDocument.listedMax).map {
          ComparedResult.json($0.document)
        }),
      "findingsTotal": .int(Int64(answer.findings.count)),
      "method": answer.remedied?["method"].map(ComparedResult.json) ?? .null,
      "held": answer.remedied?["held"].map(ComparedResult.json) ?? .null,
    ]
  }
}
