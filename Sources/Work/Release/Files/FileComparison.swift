// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import DisclosureControl
import EgressCheck
import Platform

/// Compares a file that a job made with the granted data that the job read: rows and values of
/// theirs, columns that were only moved or scaled, and data that is carried along.
///
/// What would leave is compared, in its canonical form. It always goes before people too, and what
/// holds rows of the data may not be approved by them.
struct FileComparison: Sendable {
  /// The name of the canonical form in the folder.
  private static let content = "content.csv"

  let parts: DomainParts
  let release: Release
  let data: ReleaseData
  let spec: FileSpec

  /// Evaluates.
  func run(in folder: MemoryFolder) async throws -> EvaluationResult {
    let scanned = try await FileEvaluation(parts: parts, data: data, spec: spec).run(in: folder)
    // Without content nobody may approve it whatever it is compared with.
    guard let content = scanned.content else { return scanned }
    let granted = try await GrantedData(of: release, subject: nil, parts: parts, in: folder)
    try folder.write(content, to: Self.content)
    let answer = try await answer(granted, in: folder)
    let notices = granted.leftOut.map { ComparisonNotice.grantNotCompared($0.rawValue) }
    return ComparedResult(
      scanned: scanned, answers: [answer], notices: notices, floor: .review
    ).result
  }

  /// The check that everybody can run, in its form for reports.
  private func answer(
    _ granted: GrantedData, in folder: MemoryFolder
  ) async throws -> CheckAnswer {
    let document = Document.members([
      ("kind", .string("report")), ("inputs", .array([.string(Self.content)])),
      ("raw", .array(granted.files.map { .string($0.name) })),
    ])
    try folder.write(Array(document.json.utf8), to: "spec.json")
    let checker = EgressChecker(
      runner: parts.sandbox, memory: folder.path, random: parts.random,
      salt: Hex.encode(parts.random.bytes(16)))
    let found: CheckAnswer
    do {
      found = try await checker.check(specification: folder.path("spec.json"))
    } catch let problem as SpecProblem {
      throw EvaluationRefusal(problem.isTooLarge ? .tooLarge : .form)
    }
    return CheckAnswer(found.findings.map(Self.own), floor: .review)
  }

  /// An objection as a file of the platform has it: codes of enterprises are for people to judge,
  /// since products about enterprises hold them; whose rows they are is compared.
  private static func own(_ finding: CheckFinding) -> CheckFinding {
    guard finding.rule == .directIdentifier, finding.formula == "enterprise-code.1" else {
      return finding
    }
    return CheckFinding(
      finding.rule, .review, at: finding.location, value: finding.value,
      parameter: finding.parameter, formula: finding.formula, zh: finding.zh, en: finding.en,
      remedy: finding.remedy)
  }
}
