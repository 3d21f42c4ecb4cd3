// SPDX-License-Identifier: Apache-2.0
import Core
import DisclosureControl
import Platform
import Sandbox

/// Compares what a job wrote about each subject with what the data that it read say of the same
/// subject: a program could else write one person's fields under another's code.
///
/// A column of the output that is called as one of the granted data is held against it, value by
/// value of the same subject. What the program computed has no such column: it is for people, and
/// fails where a granted column can be recovered from it and the answers tell it by more than a
/// few bands.
struct SubjectComparison: Sendable {
  /// What was found; numbers only.
  struct Found: Hashable, Sendable {
    /// For each column that was compared, how many subjects have a value there that the data do
    /// not have of them.
    var mismatches: [String: Int] = [:]
    /// Subjects that are in none of the compared data.
    var strangers = 0
    /// Columns of the template that no granted data have.
    var computed: [String] = []
    /// Which of them hold a granted column.
    var decoding = SubjectDecoding.Found()
    /// Grants that lack the key, or are beyond the number that is compared.
    var leftOut: [RecordID] = []
    /// How many grants were compared.
    var compared = 0
  }

  let parts: DomainParts
  let release: Release
  let data: ReleaseData
  let template: SubjectTemplate

  /// Compares; the output's file is opened in the folder beside the copies of the grants.
  func run(in folder: MemoryFolder) async throws -> Found {
    let granted = try await GrantedData(
      of: release, subject: template.lookupKey, parts: parts, in: folder)
    let columns = Set(template.fields.flatMap(\.columns)).subtracting([template.lookupKey]).sorted()
    var found = Found(leftOut: granted.leftOut, compared: granted.files.count)
    let known = Set(granted.files.flatMap(\.columns))
    let shared = columns.filter(known.contains)
    found.computed = columns.filter { !known.contains($0) }
    guard !granted.files.isEmpty else {
      found.computed = columns
      return found
    }
    let numbers = try await numbers(
      [strangers(granted)] + shared.map { mismatches($0, granted) }, granted, in: folder)
    found.strangers = numbers[0]
    found.mismatches = Dictionary(
      zip(shared, numbers.dropFirst()), uniquingKeysWith: { first, _ in first })
    found.decoding = try await SubjectDecoding(
      parts: parts, template: template, granted: granted,
      source: (source, "source.\(data.format.rawValue)"),
      isAlone: found.computed.count == 1,
      count: { try await self.numbers($0, granted, in: folder) }
    ).run(template.tellingMuch(found.computed), in: folder)
    return found
  }

  private var key: String { "CAST(\(SQLText.name(template.lookupKey)) AS VARCHAR)" }

  /// The output as it is in the folder.
  private var source: String {
    let name = "source.\(data.format.rawValue)"
    return data.format == .parquet
      ? "read_parquet('/in/\(name)')" : "read_csv('/in/\(name)', header=true, all_varchar=true)"
  }

  private func strangers(_ granted: GrantedData) -> String {
    let known = granted.files.map { "SELECT \(key) AS k FROM read_parquet('/in/\($0.name)')" }
    return """
      SELECT count(DISTINCT k) FROM (SELECT \(key) AS k FROM \(source))
      WHERE k IS NOT NULL AND k <> ''
        AND k NOT IN (SELECT k FROM (\(known.joined(separator: " UNION ALL "))) WHERE k IS NOT NULL)
      """
  }

  /// Subjects with a value of a column that none of their rows in the data has. A missing value
  /// tells nothing.
  private func mismatches(_ column: String, _ granted: GrantedData) -> String {
    let value = Self.normal(SQLText.name(column))
    let known = granted.files.filter { $0.columns.contains(column) }.map {
      "SELECT \(key) AS k, \(value) AS v FROM read_parquet('/in/\($0.name)')"
    }
    return """
      SELECT count(DISTINCT k) FROM (SELECT \(key) AS k, \(value) AS v FROM \(source)) AS o
      WHERE k IS NOT NULL AND k <> '' AND v IS NOT NULL AND v <> '' AND NOT EXISTS (
        SELECT 1 FROM (\(known.joined(separator: " UNION ALL "))) AS g
        WHERE g.k = o.k AND g.v = o.v)
      """
  }

  /// A value by what it means: numbers by their size, days without a time, texts composed.
  private static func normal(_ name: String) -> String {
    let text = "trim(nfc_normalize(CAST(\(name) AS VARCHAR)))"
    return "coalesce(CAST(TRY_CAST(\(text) AS DECIMAL(38,6)) AS VARCHAR), "
      + "regexp_replace(\(text), ' 00:00:00$', ''))"
  }

  private func numbers(
    _ questions: [String], _ granted: GrantedData, in folder: MemoryFolder
  ) async throws -> [Int] {
    let columns = questions.enumerated().map { "(\($1)) AS n\($0)" }
    let names = ["source.\(data.format.rawValue)"] + granted.files.map(\.name)
    let receipt = try await TrustedQuery(
      sql: "SELECT \(columns.joined(separator: ", "));",
      inputs: names.map { InputFile(name: $0, path: folder.path($0)) },
      outputs: OutputRule(folder: nil), limits: parts.limits.query, threads: parts.limits.threads
    ).run(with: parts.sandbox)
    guard TrustedQuery.failure(of: receipt) == nil,
      let numbers = QueryResult(receipt.standardOutput).numbers, numbers.count == questions.count
    else { throw DomainFault.query }
    return numbers
  }
}
