// SPDX-License-Identifier: Apache-2.0
import Core
import DisclosureControl
import Platform
import Sandbox

/// Checks the template of answers about one subject against what was granted, and measures on
/// how many subjects it would answer.
///
/// What is reviewed is the template, in canonical form: its digest is the content's. The answers
/// are computed by the platform when the release is let out, and anew with each version of the
/// data, always by the reviewed template.
struct SubjectEvaluation: Sendable {
  let parts: DomainParts
  let data: ReleaseData
  let spec: ReleaseSpec
  let template: SubjectTemplate
  /// The columns with their classes; nil for an output, whose columns people must judge.
  let granted: [GrantedColumn]?
  /// The comparison with the data that the job read; nil for a grant itself.
  var comparison: SubjectComparison?

  /// Evaluates.
  func run(in folder: MemoryFolder) async throws -> EvaluationResult {
    let receipt = try await data.query(
      SubjectSQL.measure(template) + ";", file: "none", parts: parts, in: folder)
    guard let numbers = QueryResult(receipt.standardOutput).numbers,
      numbers.count == template.fields.count + 2
    else { throw DomainFault.form }
    // Two rows about one subject: which one would be the answer?
    guard numbers[0] == numbers[1] else { throw EvaluationRefusal(.columns) }
    let compared = try await comparison?.run(in: folder)
    let objections = granted.map { template.check(against: $0).objections } ?? []
    let worst = granted == nil ? Verdict.review : .pass
    let verdict = max(objections.map(\.severity).reduce(worst, max), compared?.verdict ?? .pass)
    let failed = Set(objections.filter { $0.severity == .fail }.map(\.field))
    let wrong = compared?.wrongFields(of: template) ?? 0
    return EvaluationResult(
      verdict: verdict, cells: template.fields.count, unsafeCells: max(failed.count, wrong),
      withheld: 0,
      findings: Dictionary(
        objections.map { ("template-\($0.reason.rawValue)", 1) }, uniquingKeysWith: +
      ).merging(compared?.findings ?? [:], uniquingKeysWith: +),
      evidence: evidence(numbers, objections, compared),
      // What is another's is not kept for anybody to approve.
      content: compared?.verdict == .fail ? nil : try JSON(encoding: spec).canonical())
  }

  private func evidence(
    _ numbers: [Int], _ objections: [SubjectObjection], _ compared: SubjectComparison.Found?
  ) -> JSON {
    [
      "subjects": .int(Int64(numbers[0])),
      "findings": .array(compared?.json ?? []),
      "comparedGrants": compared.map { .int(Int64($0.compared)) } ?? .null,
      "fields": .array(
        zip(template.fields, numbers.dropFirst(2)).map { field, present in
          ["name": .string(field.name), "present": .int(Int64(present))]
        }),
      "objections": .array(
        objections.map { objection in
          [
            "field": .string(objection.field), "reason": .string(objection.reason.rawValue),
            "severity": .string(objection.severity.rawValue),
          ]
        }),
    ]
  }
}
