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
/// on raw values holds for it. The one column of few classes that is answered tells of a spread of
/// an attribute with more values no more than bands of it would, which answers may give; of several
/// columns each may be a digit.
struct SubjectDecoding: Sendable {
  /// What was found.
  struct Found: Hashable, Sendable {
    /// The computed columns from which a granted column is recovered.
    var copied: Set<String> = []
    /// Whether the decoders could not be tried on all that the columns may tell.
    var isUntried = false
  }

  /// The recovery of a granted column.
  private struct Hit {
    /// What it was recovered from.
    let columns: [String]
    let attribute: String
    /// The share of the held-out subjects whose value was given, or of the values' spread.
    let rate: Double
    let isSpread: Bool
  }

  /// The most pairs of a column and a granted file that are tried.
  private static let attemptsMax = 120
  /// The most columns that are tried together.
  private static let togetherMax = 12
  /// Decoders that explain a share of an attribute's spread, not single values.
  private static let spreadDecoders = ["words", "linear-noise", "smooth", "smooth-in-groups"]
  /// The share of the spread that no 21 classes of an even distribution explain: 1 - 1/21^2.
  private static let wholeSpread = 0.999
  private static let folder = "computed"
  private static let file = "computed.parquet"

  let parts: DomainParts
  let template: SubjectTemplate
  /// The granted data with the subject's column.
  let granted: GrantedData
  /// The rows of the output, as the database names them, and the file that holds them.
  let source: (relation: String, file: String)
  /// Whether no other computed column is answered.
  let isAlone: Bool
  /// Answers queries of one number each over the rows and the granted files.
  let count: @Sendable ([String]) async throws -> [Int]

  /// What the checker says of subjects that it could not hold against the granted data, or only by
  /// one of their records.
  private static let doubts: Set<String> = [
    "too-few-aligned.1", "not-aligned.1", "raw-subject-repeated.1", "subject-unknown.1",
  ]

  /// Tries the columns, each alone and then the first of them together, against each granted file
  /// by itself: two files need not have the same subjects.
  func run(_ columns: [String], in folder: MemoryFolder) async throws -> Found {
    var found = Found()
    guard !granted.files.isEmpty, !columns.isEmpty else { return found }
    let tried = Array(columns.prefix(max(1, Self.attemptsMax / granted.files.count)))
    found.isUntried = tried.count < columns.count || columns.count > Self.togetherMax
    var groups = tried.map { [$0] }
    if tried.count > 1 { groups.append(Array(tried.prefix(Self.togetherMax))) }
    try await write(groups, in: folder)
    for (index, group) in groups.enumerated() {
      for file in granted.files where !found.copied.isSuperset(of: group) {
        for hit in try await attempt(index, group, against: file, &found, in: folder)
        where try await isCopy(hit, in: file) {
          found.copied.formUnion(hit.columns)
        }
      }
    }
    return found
  }

  /// Whether a recovery is more than a column of few classes may tell of the spread of an attribute
  /// with more values, where nothing else that is answered may tell the rest of it.
  private func isCopy(_ hit: Hit, in file: GrantedData.File) async throws -> Bool {
    guard hit.isSpread, hit.rate < Self.wholeSpread else { return true }
    // What explains a part of the spread beside other columns is found in one of them alone.
    guard hit.columns.count == 1, let column = hit.columns.first else { return false }
    guard isAlone, !template.fields.contains(where: { $0.columns.contains(hit.attribute) }) else {
      return true
    }
    let classes = try await count([
      Self.classes(of: column, in: source.relation),
      Self.classes(of: hit.attribute, in: "read_parquet('/in/\(file.name)')"),
    ])
    let most = SubjectTemplate.classesMax
    return !(classes[0] <= most && classes[1] > most)
  }

  /// Asks for how many values a column has, of which no more are counted than matter.
  private static func classes(of column: String, in relation: String) -> String {
    let name = SQLText.name(column)
    return "SELECT count(*) FROM (SELECT DISTINCT \(name) FROM \(relation) "
      + "WHERE \(name) IS NOT NULL LIMIT \(SubjectTemplate.classesMax + 1))"
  }

  /// The granted attributes that are recovered from some columns.
  private func attempt(
    _ index: Int, _ columns: [String], against file: GrantedData.File, _ found: inout Found,
    in folder: MemoryFolder
  ) async throws -> [Hit] {
    let name = "decoding\(index).json"
    try folder.write(Array(document(index, file).json.utf8), to: name)
    let checker = EgressChecker(
      runner: parts.sandbox, memory: folder.path, random: parts.random,
      salt: Hex.encode(parts.random.bytes(16)))
    var hits: [Hit] = []
    do {
      let answer = try await checker.check(specification: folder.path(name))
      hits = answer.findings.compactMap { hit($0, columns, file) }
      if answer.findings.contains(where: { Self.doubts.contains($0.formula ?? "") }) {
        found.isUntried = true
      }
    } catch is SpecProblem {
      found.isUntried = true
    }
    try folder.remove(name)
    return hits
  }

  /// The granted column of which an objection says that held-out values were recovered. Its first
  /// digit or its length alone are what bands tell, which answers may give; the order of the rows
  /// is in no answer.
  private func hit(
    _ finding: CheckFinding, _ columns: [String], _ file: GrantedData.File
  ) -> Hit? {
    let start = "held-out-recovery-"
    guard finding.severity == .fail, let formula = finding.formula, formula.hasPrefix(start),
      let attribute = finding.location["attribute"]?.text, file.columns.contains(attribute)
    else { return nil }
    let named = (finding.location["columns"]?.elements ?? []).compactMap(\.text)
    let single = finding.location["column"]?.text
    let read = columns.enumerated().filter { index, _ in
      let name = "\(computedName)\(index)"
      return named.isEmpty ? single == name : named.contains(name)
    }.map(\.element)
    guard !read.isEmpty else { return nil }
    let decoder = formula.dropFirst(start.count).prefix { $0 != "." }
    return Hit(
      columns: read, attribute: attribute, rate: finding.value ?? 1,
      isSpread: Self.spreadDecoders.contains { decoder == $0 })
  }

  /// What computed columns are called in their file, with a number.
  private var computedName: String {
    template.lookupKey.lowercased() == "value" ? "other" : "value"
  }

  /// Writes one file for each group of columns, with the subject's.
  private func write(_ groups: [[String]], in folder: MemoryFolder) async throws {
    let key = SQLText.name(template.lookupKey)
    let statements = groups.enumerated().map { index, group in
      let columns = group.enumerated().map { "\(SQLText.name($1)) AS \(computedName)\($0)" }
      return """
        COPY (SELECT CAST(\(key) AS VARCHAR) AS \(key), \(columns.joined(separator: ", "))
          FROM \(source.relation)) TO '/out/\(index)\(Self.file)' (FORMAT parquet);
        """
    }
    let receipt = try await TrustedQuery(
      sql: statements.joined(separator: "\n"),
      inputs: [InputFile(name: source.file, path: folder.path(source.file))],
      outputs: OutputRule(
        folder: try folder.make(Self.folder), backing: folder.backing,
        names: Set(groups.indices.map { "\($0)\(Self.file)" }), filesMax: groups.count),
      limits: parts.limits.query, threads: parts.limits.threads
    ).run(with: parts.sandbox)
    guard TrustedQuery.failure(of: receipt) == nil else { throw DomainFault.query }
  }

  /// Computed columns as records whose source is not declared.
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
  fileprivate static let classesMax = 21

  /// Which of some columns the fields tell by their value, in a score, or by many classes together:
  /// several columns may be one under several names.
  package func tellingMuch(_ columns: [String]) -> [String] {
    let classes = columns.map(classes)
    let few = classes.compactMap(\.self).reduce(1) { $0 + $1 }
    return few > Self.classesMax
      ? columns : zip(columns, classes).filter { $0.1 == nil }.map(\.0)
  }

  /// How many classes the fields tell of a column beyond the one that all are in; nil when they
  /// tell its value.
  private func classes(_ column: String) -> Int? {
    var classes = 0
    for field in fields where field.columns.contains(column) {
      switch field.derivation {
      case .value, .score: return nil
      case .band(let edges): classes += edges.count
      case .isOneOf(let values): classes += values.count
      case .atLeast, .isPresent: classes += 1
      }
    }
    return classes
  }
}
