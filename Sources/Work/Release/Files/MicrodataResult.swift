// SPDX-License-Identifier: Apache-2.0
import Core
import DisclosureControl
import EgressCheck

/// Puts together what the check of records and the scan of their canonical form found.
struct MicrodataResult: Sendable {
  /// What the scan found, with the canonical form.
  let scanned: EvaluationResult
  /// What the check found.
  let answer: CheckAnswer
  /// Whether all granted data were looked at.
  let hasAllGrants: Bool

  /// The worst of both; nothing is kept that nobody may approve.
  var result: EvaluationResult {
    var verdict = max(answer.verdict, scanned.verdict == .fail ? .fail : .pass)
    if !hasAllGrants { verdict = max(verdict, .review) }
    var findings = scanned.findings
    for finding in answer.findings { findings[finding.rule.rawValue, default: 0] += 1 }
    return EvaluationResult(
      verdict: verdict, cells: scanned.cells, unsafeCells: scanned.unsafeCells, withheld: 0,
      findings: findings, evidence: evidence, content: verdict == .fail ? nil : scanned.content)
  }

  private var evidence: JSON {
    [
      "file": scanned.evidence, "grantsLeftOut": .bool(!hasAllGrants),
      "verdict": .string(answer.verdict.rawValue),
      "findings": .array(
        answer.findings.prefix(EvidenceDocument.listedMax).map { Self.json($0.document) }),
      "findingsTotal": .int(Int64(answer.findings.count)),
      "measures": Self.json(.members(answer.measures.map { ($0.0, $0.1) })),
      "remedied": answer.remedied.map(Self.json) ?? .null,
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
