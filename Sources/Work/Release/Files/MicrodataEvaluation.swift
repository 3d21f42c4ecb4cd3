// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import DisclosureControl
import EgressCheck
import Platform
import Sandbox

/// Checks records that a job made against the granted data that the job read: classes of people,
/// what sensitive values give away within them, and what any other column gives away of the data.
///
/// What would leave is the canonical form without the subject, by which the records are only
/// matched with the data. It always goes before people too.
struct MicrodataEvaluation: Sendable {
  /// The most records.
  static let rowsMax = 100_000
  /// The most columns whose source is not declared: each is sought in all of the data.
  static let undeclaredMax = 64

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
    let columns = (scanned.evidence["columns"]?.array ?? []).compactMap(\.string)
    let undeclared = columns.filter { name in !spec.columns.contains { $0.name == name } }
    guard undeclared.count <= Self.undeclaredMax else { throw EvaluationRefusal(.tooLarge) }
    let granted = try await GrantedData(
      of: release, subject: spec.subject, parts: parts, in: folder)
    let strangers = try await strangers(granted, in: folder)
    var notices = try earlier().map { ComparisonNotice.earlier($0.rawValue) }
    notices +=
      granted.leftOut.map { .grantLeftOut($0.rawValue) } + undeclared.map { .undeclared($0) }
    if strangers > 0 { notices.append(.strangers(ContentCommitment.told(strangers))) }
    return ComparedResult(
      scanned: scanned, answers: try await answers(granted, in: folder), notices: notices
    ).result
  }

  /// The check against all granted data at once, and where there are several against each alone:
  /// one with few people in common with another would else hide what it holds.
  private func answers(
    _ granted: GrantedData, in folder: MemoryFolder
  ) async throws -> [CheckAnswer] {
    let whole = granted.files
    let parts = whole.count > 1 ? whole.map { document([$0], granted, declared: $0.columns) } : []
    var answers: [CheckAnswer] = []
    for document in [document(whole, granted, declared: nil)] + parts {
      let name = "spec\(answers.count).json"
      try folder.write(Array(document.json.utf8), to: name)
      let checker = EgressChecker(
        runner: self.parts.sandbox, memory: folder.path, random: self.parts.random,
        salt: Hex.encode(self.parts.random.bytes(16)))
      do {
        answers.append(try await checker.check(specification: folder.path(name)))
      } catch let problem as SpecProblem {
        throw EvaluationRefusal(problem.isTooLarge ? .tooLarge : .columns)
      }
    }
    return answers
  }

  /// The specification in the form of the check that everybody can run; with `declared`, columns
  /// made of others count as undeclared.
  private func document(
    _ files: [GrantedData.File], _ granted: GrantedData, declared: Set<String>?
  ) -> Document {
    let columns = spec.columns.compactMap { column -> (String, Document?)? in
      let from = column.from ?? column.name
      guard declared?.contains(from) != false else { return nil }
      let members: [(String, Document?)] = [
        ("from", .string(from)), ("role", .string(column.role.rawValue)),
        ("ordered", .bool(column.ordered ?? false)),
        ("pseudonym", .bool(granted.pseudonyms.contains(from))),
      ]
      return (column.name, .members(members))
    }
    let parameters: [(String, Document?)] = [
      ("releaseModel", .string(spec.releaseModel.rawValue)), ("k", spec.k.map { .int($0) }),
      ("l", .members([("distinct", .int(spec.distinct ?? 2))])),
      ("t", spec.tPercent.map { .number(Double($0) / 100) }),
    ]
    return .members([
      ("kind", .string("microdata")), ("input", .string("source.\(data.format.rawValue)")),
      ("raw", .array(files.map { .string($0.name) })), ("subject", .string(spec.subject)),
      ("columns", .members(columns)), ("parameters", .members(parameters)),
    ])
  }

  /// How many subjects are in none of the granted data.
  private func strangers(_ granted: GrantedData, in folder: MemoryFolder) async throws -> Int {
    guard !granted.files.isEmpty else { return 0 }
    let subject = SQLText.name(spec.subject)
    let source = "source.\(data.format.rawValue)"
    let reader =
      data.format == .parquet
      ? "read_parquet('/in/\(source)')" : "read_csv('/in/\(source)', header=true, all_varchar=true)"
    let known = granted.files.map {
      "SELECT CAST(\(subject) AS VARCHAR) FROM read_parquet('/in/\($0.name)')"
    }
    let sql = """
      SELECT count(DISTINCT s) FROM (SELECT CAST(\(subject) AS VARCHAR) AS s FROM \(reader))
      WHERE s IS NOT NULL AND s NOT IN
        (SELECT x FROM (\(known.joined(separator: " UNION ALL "))) AS k(x) WHERE x IS NOT NULL);
      """
    let inputs = ([source] + granted.files.map(\.name)).map {
      InputFile(name: $0, path: folder.path($0))
    }
    let receipt = try await TrustedQuery(
      sql: sql, inputs: inputs,
      outputs: OutputRule(folder: nil),
      limits: parts.limits.query, threads: parts.limits.threads
    ).run(with: parts.sandbox)
    guard TrustedQuery.failure(of: receipt) == nil,
      let numbers = QueryResult(receipt.standardOutput).numbers, let count = numbers.first
    else { throw DomainFault.query }
    return count
  }

  /// The records and files of the same resources that are out or on their way.
  private func earlier() throws -> [RecordID] {
    let resources = Set(release.resources)
    let states = Release.State.remembered
    return try parts.reporting.read { read in
      try states.flatMap { state in
        try read.every(
          Release.self, [.equal("place", release.place), .equal("state", state.rawValue)])
      }
    }.filter {
      $0.id != release.id && $0.kind.isRows && !resources.isDisjoint(with: $0.resources)
    }.map(\.id).sorted()
  }
}
