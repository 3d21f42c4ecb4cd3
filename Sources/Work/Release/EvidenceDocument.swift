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
    _ outcome: SuppressionOutcome, of table: EvidenceTable, parameters: DisclosureParameters,
    differences: [Finding], origin: ReleaseOrigin
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
      "people": outcome.cube.map { json(table.people(of: $0)) } ?? .null,
    ]
  }

  /// Who stands behind each cell, records and contributors in turn: the disclosure memory relates
  /// later tables by them.
  private static func json(_ people: [CellPeople]) -> JSON {
    .array(people.flatMap { [.int(Int64($0.records)), .int(Int64($0.contributors))] })
  }

  /// The people behind each cell as evidence keeps them; nil where it does not.
  static func people(_ evidence: JSON) -> [CellPeople]? {
    guard let numbers = evidence["people"]?.array, numbers.count.isMultiple(of: 2) else {
      return nil
    }
    let known = numbers.compactMap(\.int).compactMap { Int(exactly: $0) }
    guard known.count == numbers.count else { return nil }
    return stride(from: 0, to: known.count, by: 2).map {
      CellPeople(records: known[$0], contributors: known[$0 + 1])
    }
  }

  private static func json(_ parameters: DisclosureParameters) -> JSON {
    func number(_ value: Int?) -> JSON { value.map { .int(Int64($0)) } ?? .null }
    return [
      "contributors": number(parameters.contributors),
      "dominanceOne": number(parameters.dominanceOne),
      "dominanceTwo": number(parameters.dominanceTwo), "pPercent": number(parameters.pPercent),
    ]
  }

  static func json(_ finding: Finding) -> JSON {
    var members: [String: JSON] = [
      "rule": .string(finding.rule.rawValue), "severity": .string(finding.severity.rawValue),
      "formula": .string(finding.formula.rawValue), "parameter": .int(Int64(finding.parameter)),
    ]
    members["cell"] = finding.cell.map(json)
    members["measure"] = finding.measure.map { .int(Int64($0)) }
    members["observed"] = finding.observed.map { .int(Int64($0)) }
    members["earlier"] = finding.earlier.map(JSON.string)
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
