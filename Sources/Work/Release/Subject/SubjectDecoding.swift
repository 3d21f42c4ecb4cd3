// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
package import DisclosureControl
import EgressCheck
import Platform
import Sandbox

/// Tells which columns that a program computed for answers about subjects hold a column of the
/// granted data under another name or in another writing.
///
/// The decoders for records are fitted on part of the subjects and tried on the others. A column
/// from which they recover the granted one is to be used by its own name, so that the place's rule
/// on raw values holds for it.
struct SubjectDecoding: Sendable {
  /// What was found.
  struct Found: Hashable, Sendable {
    /// The computed columns from which a granted column is recovered.
    var copied: Set<String> = []
    /// Whether the decoders could not be tried on all that the columns may tell.
    var isUntried = false
  }

  /// The most pairs of a column and a granted file that are tried.
  private static let attemptsMax = 120
  private static let folder = "computed"
  private static let file = "computed.parquet"

  let parts: DomainParts
  let template: SubjectTemplate
  /// The granted data with the subject's column.
  let granted: GrantedData
  /// The rows of the output, as the database names them, and the file that holds them.
  let source: (relation: String, file: String)

  /// What the checker says of subjects that it could not hold against the granted data, or only by
  /// one of their records.
  private static let doubts: Set<String> = [
    "too-few-aligned.1", "not-aligned.1", "raw-subject-repeated.1", "subject-unknown.1",
  ]

  /// Tries the columns, each alone and against each granted file by itself: together with others a
  /// column tells what those tell, and two files need not have the same subjects.
  func run(_ columns: [String], in folder: MemoryFolder) async throws -> Found {
    var found = Found()
    guard !granted.files.isEmpty, !columns.isEmpty else { return found }
    let tried = Array(columns.prefix(max(1, Self.attemptsMax / granted.files.count)))
    found.isUntried = tried.count < columns.count
    try await write(tried, in: folder)
    for (index, column) in tried.enumerated() {
      for file in granted.files where !found.copied.contains(column) {
        try await attempt(column, index, against: file, &found, in: folder)
      }
    }
    return found
  }

  private func attempt(
    _ column: String, _ index: Int, against file: GrantedData.File, _ found: inout Found,
    in folder: MemoryFolder
  ) async throws {
    let name = "decoding\(index).json"
    try folder.write(Array(document(index, file).json.utf8), to: name)
    let checker = EgressChecker(
      runner: parts.sandbox, memory: folder.path, random: parts.random,
      salt: Hex.encode(parts.random.bytes(16)))
    do {
      let answer = try await checker.check(specification: folder.path(name))
      if answer.findings.contains(where: { isRecovery($0, of: file) }) {
        found.copied.insert(column)
      }
      if answer.findings.contains(where: { Self.doubts.contains($0.formula ?? "") }) {
        found.isUntried = true
      }
    } catch is SpecProblem {
      found.isUntried = true
    }
    try folder.remove(name)
  }

  /// Whether an objection is that held-out values of a granted column were recovered. Its first
  /// digit or its length alone are what bands tell, which answers may give; the order of the rows
  /// is in no answer.
  private func isRecovery(_ finding: CheckFinding, of file: GrantedData.File) -> Bool {
    guard finding.severity == .fail, finding.formula?.hasPrefix("held-out-recovery-") == true,
      let attribute = finding.location["attribute"]?.text,
      finding.location["column"]?.text?.hasPrefix(computedName) == true
    else { return false }
    return file.columns.contains(attribute)
  }

  /// What a computed column is called in its file.
  private var computedName: String {
    template.lookupKey.lowercased() == "value" ? "other" : "value"
  }

  /// Writes one file for each column, with the subject's.
  private func write(_ columns: [String], in folder: MemoryFolder) async throws {
    let key = SQLText.name(template.lookupKey)
    let statements = columns.enumerated().map { index, column in
      """
      COPY (SELECT CAST(\(key) AS VARCHAR) AS \(key), \(SQLText.name(column)) AS \(computedName)
        FROM \(source.relation)) TO '/out/\(index)\(Self.file)' (FORMAT parquet);
      """
    }
    let receipt = try await TrustedQuery(
      sql: statements.joined(separator: "\n"),
      inputs: [InputFile(name: source.file, path: folder.path(source.file))],
      outputs: OutputRule(
        folder: try folder.make(Self.folder), backing: folder.backing,
        names: Set(columns.indices.map { "\($0)\(Self.file)" }), filesMax: columns.count),
      limits: parts.limits.query, threads: parts.limits.threads
    ).run(with: parts.sandbox)
    guard TrustedQuery.failure(of: receipt) == nil else { throw DomainFault.query }
  }

  /// One computed column as records whose source is not declared.
  private func document(_ index: Int, _ file: GrantedData.File) -> Document {
    .members([
      ("kind", .string("microdata")),
      ("input", .string("\(Self.folder)/\(index)\(Self.file)")),
      ("raw", .array([.string(file.name)])),
      ("subject", .string(template.lookupKey)), ("columns", .members([])),
      ("parameters", .members([("releaseModel", .string("enclave"))])),
    ])
  }
}

extension SubjectTemplate {
  /// The most classes by which answers may tell a column that holds a granted one: a granted column
  /// itself may be told by bands and thresholds under its own name.
  private static let classesMax = 21

  /// Whether the fields tell a column by its value, in a score, or by many classes together.
  package func tellsMuch(_ column: String) -> Bool {
    var classes = 1
    for field in fields where field.columns.contains(column) {
      switch field.derivation {
      case .value, .score: return true
      case .band(let edges): classes += edges.count
      case .isOneOf(let values): classes += values.count
      case .atLeast, .isPresent: classes += 1
      }
    }
    return classes > Self.classesMax
  }
}
