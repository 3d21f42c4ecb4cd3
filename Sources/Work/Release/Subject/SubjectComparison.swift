// SPDX-License-Identifier: Apache-2.0
import Core
import DisclosureControl
import Platform
import Sandbox

/// Compares what a job wrote about each subject with what the data that it read say of the same
/// subject: a program could else write one person's fields under another's code.
///
/// A column of the output that is called as one of the granted data is held against it, value by
/// value of the same subject. What the program computed has no such column, and is for people.
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

extension SubjectComparison.Found {
  /// The objections as evidence keeps them; counts in powers of two, no value.
  var json: [JSON] {
    func item(
      _ rule: String, _ severity: Verdict, _ location: JSON?, _ count: Int?, zh: String, en: String
    ) -> JSON {
      var members: [String: JSON] = [
        "rule": .string(rule), "severity": .string(severity.rawValue),
        "reason": ["zh": .string(zh), "en": .string(en)],
      ]
      members["location"] = location
      members["value"] = count.map { .int(Int64(ContentCommitment.told($0))) }
      return .object(members)
    }
    var items = mismatches.filter { $0.value > 0 }.sorted { $0.key < $1.key }.map {
      item(
        "subject-mismatch", .fail, ["column": .string($0.key)], $0.value,
        zh: "有主体的取值与其本人的授权数据不符；若为加工所得，请改用其他列名",
        en:
          "values that the data do not have of the same subject; what is computed has another name")
    }
    if strangers > 0 {
      items.append(
        item(
          "unknown-subjects", .fail, nil, strangers, zh: "有主体不在授权数据中",
          en: "subjects that are not in the granted data"))
    }
    items += computed.map {
      item(
        "computed-field", .review, ["column": .string($0)], nil,
        zh: "由程序加工所得，无法与授权数据比对，须核对程序",
        en: "computed by the program and not compared with the data; look at the program")
    }
    items += leftOut.map {
      item(
        "grant-left-out", .review, ["grant": .string($0.rawValue)], nil,
        zh: "该授权数据没有主体列，未与答复比对",
        en: "these granted data lack the key and were not compared")
    }
    return items
  }

  /// How often each rule spoke.
  var findings: [String: Int] {
    var findings: [String: Int] = [:]
    let wrong = mismatches.values.filter { $0 > 0 }
    if !wrong.isEmpty { findings["subject-mismatch"] = wrong.count }
    if strangers > 0 { findings["unknown-subjects"] = strangers }
    if !computed.isEmpty { findings["computed-field"] = computed.count }
    if !leftOut.isEmpty { findings["grant-left-out"] = leftOut.count }
    return findings
  }

  /// People can decide what is not compared, never what is another's.
  var verdict: Verdict {
    strangers > 0 || mismatches.values.contains { $0 > 0 } ? .fail : .review
  }

  /// The fields of a template that hold what is another's.
  func wrongFields(of template: SubjectTemplate) -> Int {
    guard strangers == 0 else { return template.fields.count }
    return template.fields.count { field in field.columns.contains { (mismatches[$0] ?? 0) > 0 } }
  }
}
