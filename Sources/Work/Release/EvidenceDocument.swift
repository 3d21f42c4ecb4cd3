// SPDX-License-Identifier: Apache-2.0
import Core
import DisclosureControl

/// The evidence of a table for its checkers: every objection with what was observed, and what was
/// withheld. For checkers only.
enum EvidenceDocument {
  /// The most objections or cells listed of each kind.
  static let listedMax = 5_000

  /// The evidence of a table.
  static func json(
    _ outcome: SuppressionOutcome, parameters: DisclosureParameters, differences: [Finding],
    origin: ReleaseOrigin
  ) -> JSON {
    let findings = outcome.assessment.findings
    return [
      "verdict": .string(outcome.verdict.rawValue),
      "parameters": json(parameters),
      "findings": .array(findings.prefix(listedMax).map(json)),
      "findingsTotal": .int(Int64(findings.count)),
      "differences": .array(differences.prefix(listedMax).map(json)),
      "withheldByRule": .array(outcome.primary.prefix(listedMax).map(json)),
      "withheldToProtect": .array(outcome.secondary.prefix(listedMax).map(json)),
      "marginsDropped": .bool(outcome.marginsDropped),
      "origin": origin.json,
      "auditPassed": outcome.audit.map { .bool($0.isSafe) } ?? .null,
    ]
  }

  private static func json(_ parameters: DisclosureParameters) -> JSON {
    func number(_ value: Int?) -> JSON { value.map { .int(Int64($0)) } ?? .null }
    return [
      "contributors": number(parameters.contributors),
      "dominanceOne": number(parameters.dominanceOne),
      "dominanceTwo": number(parameters.dominanceTwo), "pPercent": number(parameters.pPercent),
    ]
  }

  private static func json(_ finding: Finding) -> JSON {
    var members: [String: JSON] = [
      "rule": .string(finding.rule.rawValue), "severity": .string(finding.severity.rawValue),
      "formula": .string(finding.formula.rawValue), "parameter": .int(Int64(finding.parameter)),
    ]
    members["cell"] = finding.cell.map(json)
    members["measure"] = finding.measure.map { .int(Int64($0)) }
    members["observed"] = finding.observed.map { .int(Int64($0)) }
    return .object(members)
  }

  /// A cell by its coordinates: a text, null for missing, `{"total":true}` for a total.
  private static func json(_ key: CellKey) -> JSON {
    .array(
      key.coordinates.map { coordinate in
        switch coordinate {
        case .label(let text): .string(text)
        case .missing: .null
        case .total: ["total": true]
        }
      })
  }
}
