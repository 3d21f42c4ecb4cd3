// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import DisclosureControl
import EgressCheck
import Platform

/// Checks a model or a report that a job made: its bytes are read and compared with the granted
/// data that the job read, and never loaded, rendered or run.
///
/// What leaves are the bytes themselves. They always go before people too. Of a model that is
/// written as a JSON object, every parameter is also checked alone.
struct ArtefactEvaluation: Sendable {
  /// The most bytes of a model or report.
  static let bytesMax = 16 << 20
  /// The most parameters that are looked at one by one.
  static let parametersMax = 24

  let parts: DomainParts
  let release: Release
  let data: ReleaseData

  private var name: String { "artefact.\(data.format.rawValue)" }

  /// Evaluates.
  func run(in folder: MemoryFolder) async throws -> EvaluationResult {
    try await parts.vault.decrypt(data.object, to: name, in: folder)
    let bytes: [UInt8]
    do {
      bytes = try folder.read(name, bytesMax: Self.bytesMax)
    } catch DomainFault.tooLarge {
      throw EvaluationRefusal(.tooLarge)
    }
    let granted = try await GrantedData(of: release, subject: nil, parts: parts, in: folder)
    let answer = try await check(name, granted, in: folder)
    let parameters = release.kind == .model ? Self.parameters(bytes) : []
    var verdicts: [Verdict] = []
    for (index, parameter) in parameters.prefix(Self.parametersMax).enumerated() {
      let file = "parameter\(index).json"
      let alone = Document.members([(parameter.name, parameter.value)])
      try folder.write(Array(alone.json.utf8), to: file)
      // Only what it holds counts: a single parameter is small beside any data.
      verdicts.append(try await check(file, granted, in: folder).verdict)
    }
    let isFailed = answer.verdict == .fail || verdicts.contains(.fail)
    var notices = granted.leftOut.map { ComparisonNotice.grantNotCompared($0.rawValue) }
    notices += zip(parameters, verdicts).enumerated().map { index, found in
      // A name is content too, and nobody reads what fails.
      ComparisonNotice.parameter(index, isFailed ? nil : found.0.name, found.1)
    }
    if parameters.count > verdicts.count {
      notices.append(.parametersLeft(ContentCommitment.told(parameters.count)))
    }
    let scanned = EvaluationResult(
      verdict: .review, cells: max(1, parameters.count),
      unsafeCells: isFailed ? max(1, verdicts.count { $0 == .fail }) : 0, withheld: 0,
      findings: [:], evidence: ["format": .string(data.format.rawValue)], content: bytes)
    return ComparedResult(
      scanned: scanned, answers: [answer], notices: notices, floor: .review
    ).result
  }

  /// The members of a model that is a JSON object.
  private static func parameters(_ bytes: [UInt8]) -> [Document.Member] {
    let document: Document
    do { document = try DocumentParser.parse(bytes) } catch { return [] }
    guard case .object(let members) = document else { return [] }
    return members
  }

  /// The check that everybody can run.
  private func check(
    _ file: String, _ granted: GrantedData, in folder: MemoryFolder
  ) async throws -> CheckAnswer {
    let raw = Document.array(granted.files.map { .string($0.name) })
    let members: [(String, Document?)]
    if let model = release.spec.model {
      let target = model.target.flatMap { name in
        granted.files.contains { $0.columns.contains(name) } ? Document.string(name) : nil
      }
      members = [
        ("kind", .string("model")), ("input", .string(file)), ("raw", raw), ("target", target),
      ]
    } else {
      members = [
        ("kind", .string("report")), ("inputs", .array([.string(file)])), ("raw", raw),
      ]
    }
    let specification = "spec-\(file).json"
    try folder.write(Array(Document.members(members).json.utf8), to: specification)
    let checker = EgressChecker(
      runner: parts.sandbox, memory: folder.path, random: parts.random,
      salt: Hex.encode(parts.random.bytes(16)))
    do {
      return try await checker.check(specification: folder.path(specification))
    } catch let problem as SpecProblem {
      throw EvaluationRefusal(problem.isTooLarge ? .tooLarge : .form)
    }
  }
}
