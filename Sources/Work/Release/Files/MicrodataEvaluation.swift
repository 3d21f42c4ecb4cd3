// SPDX-License-Identifier: Apache-2.0
import Core
import DisclosureControl
import EgressCheck
import Platform

/// Checks records that a job made against the granted data that the job read: classes of people,
/// what sensitive values give away within them, and what any other column gives away of the data.
///
/// What would leave is the canonical form without the subject, by which the records are only
/// matched with the data. It always goes before people too.
struct MicrodataEvaluation: Sendable {
  /// The most records.
  static let rowsMax = 100_000
  /// The most grants whose data a specification of the check names.
  static let grantsMax = 8

  let parts: DomainParts
  let release: Release
  let data: ReleaseData
  let spec: MicrodataSpec

  /// Evaluates.
  func run(in folder: MemoryFolder) async throws -> EvaluationResult {
    let file = FileSpec(description: spec.description, decimals: spec.decimals)
    let scanned = try await FileEvaluation(
      parts: parts, data: data, spec: file, stripped: spec.subject, rowsMax: Self.rowsMax
    ).run(in: folder)
    let raw = try await granted(in: folder)
    try folder.write(Array(document(raw).json.utf8), to: "spec.json")
    let checker = EgressChecker(
      runner: parts.sandbox, memory: folder.path, random: parts.random)
    do {
      let answer = try await checker.check(specification: folder.path("spec.json"))
      return MicrodataResult(scanned: scanned, answer: answer, hasAllGrants: raw.isWhole).result
    } catch let problem as SpecProblem {
      throw EvaluationRefusal(problem.isTooLarge ? .tooLarge : .columns)
    }
  }

  /// The granted data as the job read it.
  private struct Granted {
    /// The files' names.
    var files: [String] = []
    /// The columns that are the platform's own pseudonyms.
    var pseudonyms: Set<String> = []
    /// Whether every grant has the subject, so that all of it was looked at.
    var isWhole = true
  }

  /// Decrypts the copies of the grants that the job read.
  private func granted(in folder: MemoryFolder) async throws -> Granted {
    let grants = try parts.reporting.read { read -> [Grant] in
      guard let id = release.output, let output = try read.find(JobOutput.self, id),
        let job = try read.find(Job.self, output.job)
      else { throw EvaluationRefusal(.stale) }
      return try job.grants.map { id in
        guard let grant = try read.find(Grant.self, id), grant.state == .ready else {
          throw EvaluationRefusal(.stale)
        }
        return grant
      }
    }
    var granted = Granted()
    for grant in grants {
      let columns = grant.columns.filter { $0.mask != .null }
      guard columns.contains(where: { $0.name == spec.subject }),
        granted.files.count < Self.grantsMax
      else {
        granted.isWhole = false
        continue
      }
      guard let copy = grant.vaultObject else { throw EvaluationRefusal(.stale) }
      let name = "raw\(granted.files.count).parquet"
      try await parts.vault.decrypt(copy, to: name, in: folder)
      granted.files.append(name)
      granted.pseudonyms.formUnion(columns.filter { $0.mask == .pseudonym }.map(\.name))
    }
    return granted
  }

  /// The specification in the form of the check that everybody can run.
  private func document(_ granted: Granted) -> Document {
    let columns = spec.columns.map { column -> (String, Document?) in
      let from = column.from ?? column.name
      let members: [(String, Document?)] = [
        ("from", .string(from)), ("role", .string(column.role.rawValue)),
        ("ordered", .bool(column.ordered ?? false)),
        ("pseudonym", .bool(granted.pseudonyms.contains(from))),
      ]
      return (column.name, .members(members))
    }
    let distinct = spec.distinct.map { Document.members([("distinct", .int($0))]) }
    let parameters: [(String, Document?)] = [
      ("releaseModel", .string(spec.releaseModel.rawValue)), ("k", spec.k.map { .int($0) }),
      ("l", distinct), ("t", spec.tPercent.map { .number(Double($0) / 100) }),
    ]
    return .members([
      ("kind", .string("microdata")), ("input", .string("source.\(data.format.rawValue)")),
      ("raw", .array(granted.files.map { .string($0) })), ("subject", .string(spec.subject)),
      ("columns", .members(columns)), ("parameters", .members(parameters)),
    ])
  }
}
