// SPDX-License-Identifier: Apache-2.0
import Core
import DisclosureControl
import EgressCheck

/// Puts together what the checks against granted data and the scan of the canonical form found.
struct ComparedResult: Sendable {
  /// What the scan found, with the canonical form.
  let scanned: EvaluationResult
  /// What the check against all granted data found, then those against each alone.
  let answers: [CheckAnswer]
  /// What people must know besides.
  let notices: [ComparisonNotice]
  /// The best verdict that there can be.
  var floor: Verdict = .pass

  /// The worst of all; nothing is kept that nobody may approve.
  var result: EvaluationResult {
    let verdicts = answers.map(\.verdict) + notices.map(\.severity)
    let verdict = max(verdicts.max() ?? .review, scanned.verdict == .fail ? .fail : floor)
    var findings = scanned.findings
    for finding in listed { findings[finding.rule.rawValue, default: 0] += 1 }
    for notice in notices { findings[notice.rule, default: 0] += 1 }
    return EvaluationResult(
      verdict: verdict, cells: scanned.cells, unsafeCells: scanned.unsafeCells, withheld: 0,
      findings: findings, evidence: evidence, content: verdict == .fail ? nil : scanned.content)
  }

  /// Every objection once.
  private var listed: [CheckFinding] {
    var seen: Set<CheckFinding> = []
    return answers.flatMap(\.findings).filter { seen.insert($0).inserted }
  }

  private var evidence: JSON {
    let findings = notices.map(\.json) + listed.map { Self.json($0.document) }
    return [
      "file": scanned.evidence,
      "verdict": .string((answers.map(\.verdict).max() ?? .review).rawValue),
      "findings": .array(Array(findings.prefix(EvidenceDocument.listedMax))),
      "findingsTotal": .int(Int64(findings.count)),
      "measures": Self.json(.members(answers.first?.measures.map { ($0.0, $0.1) } ?? [])),
      "remedied": answers.first?.remedied.map(Self.json) ?? .null,
    ]
  }

  /// A document as evidence keeps it: whole numbers as they are, fractions as texts.
  static func json(_ document: Document) -> JSON {
    switch document {
    case .null: .null
    case .bool(let value): .bool(value)
    case .number(let value): Int64(exactly: value).map(JSON.int) ?? .string(document.json)
    case .string(let value): .string(value)
    case .array(let elements): .array(elements.map(json))
    case .object(let members):
      .object(
        Dictionary(
          members.map { ($0.name, json($0.value)) }, uniquingKeysWith: { first, _ in first }))
    }
  }
}
