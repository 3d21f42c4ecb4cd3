// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Sandbox
import Tabular

/// Looks into the file of an import before people decide on it: whether it can be taken at all,
/// what its columns are, and how far its values are those of data that the scenario uses.
///
/// The file is read, converted and checked as any delivery, in memory and in sandboxes; nothing is
/// kept. What is told holds no value, and the overlap powers of two alone.
struct ImportScan: Sendable {
  /// The most resources whose data are compared.
  static let resourcesMax = 16
  /// The most pairs of columns that are compared with one resource.
  static let pairsMax = 256

  let parts: DomainParts
  let found: DataImport
  /// The resources that the scenario uses, with the version of each that holds.
  let compared: [(resource: Resource, version: DatasetVersion)]

  /// What came of it.
  enum Result: Sendable {
    case scanned(ImportFindings, ImportOverlap)
    /// The file cannot be taken: a class.
    case unfit(String)
  }

  /// Scans the file.
  ///
  /// - Throws: `DomainFault` and the like when the platform failed, not the file.
  func run() async throws -> Result {
    do {
      let ingestion = Ingestion(parts: parts, order: order)
      // The data that it is compared with lie beside it one after the other.
      let beside = compared.map(\.version.bytes).max() ?? 0
      let bytes = try ingestion.bytes(onto: nil) + beside
      return try await parts.withFolder(for: bytes) { folder in
        let finding = try await ingestion.inspect(in: folder)
        let cells = try await cells(in: folder)
        return .scanned(findings(finding, cells), try await overlap(in: folder))
      }
    } catch let refusal as IngestRefusal {
      return .unfit(refusal.code)
    } catch let error as IntakeError {
      if let refusal = IngestRefusal(error) { return .unfit(refusal.code) }
      throw DomainFault(error)
    }
  }

  /// The file as one would take it in.
  private var order: IngestOrder {
    let columns = found.manifest.columns.compactMap { name in
      found.columns.first { $0.name == name }?.column
    }
    let isKept = found.manifest.keepsQuotedEmpty == true
    return IngestOrder(
      batch: found.id, upload: found.upload,
      manifest: IngestWorker.manifest(
        found.manifest, resource: found.id, batch: found.id, keys: found.keyColumns,
        for: found.operator),
      form: found.manifest.form ?? .csv,
      schema: DeliverySchema.columns(columns, keepsQuotedEmpty: isKept),
      keyColumns: found.keyColumns, base: nil, previous: nil)
  }

  private func findings(
    _ finding: IntakeRun.Finding, _ cells: (formulas: Int, markup: Int)
  ) -> ImportFindings {
    let outcome = finding.outcome
    let suggestions = ClassificationSuggestion.all(outcome.profile)
    let counts = outcome.badRows.counts.prefix(64).map {
      NamedCount(name: $0.reason.rawValue, count: $0.rows)
    }
    return ImportFindings(
      rows: outcome.rowsClean, rowsBad: outcome.badRows.total, counts: counts,
      columns: suggestions.filter { $0.suggested != .other }.map { suggestion in
        let isPerson = suggestion.suggested == .directIdentifier
        return ImportColumnFinding(
          column: suggestion.column, suggested: suggestion.suggested.rawValue,
          evidence: suggestion.evidence.map(\.rawValue), namesPerson: isPerson,
          namesSubject: isPerson || suggestion.suggested == .enterpriseIdentifier)
      }, formulas: ImportOverlap.rounded(cells.formulas),
      markup: ImportOverlap.rounded(cells.markup))
  }

  /// Cells of text that begin a formula of a spreadsheet, and those with markup of a page.
  private func cells(in folder: MemoryFolder) async throws -> (formulas: Int, markup: Int) {
    let texts = found.columns.filter { $0.type == .text }.map { SQLText.name($0.name) }
    guard !texts.isEmpty else { return (0, 0) }
    func count(_ condition: (String) -> String) -> String {
      "CAST("
        + texts.map { "coalesce(sum(CASE WHEN \(condition($0)) THEN 1 ELSE 0 END), 0)" }
        .joined(separator: " + ") + " AS BIGINT)"
    }
    let formulas = count { "regexp_matches(\($0), '^[=+@\\t\\r-][^0-9. ]')" }
    let markup = count { "regexp_matches(lower(\($0)), '<[a-z!/?]|javascript:')" }
    let numbers = try await query(
      "SELECT \(formulas) AS f, \(markup) AS m FROM \(ImportScan.own);", [], in: folder)
    guard numbers.count == 2 else { throw DomainFault.query }
    return (numbers[0], numbers[1])
  }

  /// A pair of columns that is compared, in one form of its values.
  private struct Pair {
    let column: String
    let resource: RecordID
    let other: String
    let form: ImportForm
  }

  private func overlap(in folder: MemoryFolder) async throws -> ImportOverlap {
    var (pairs, compared, leftOut) = ([ImportOverlapPair](), 0, 0)
    for (resource, version) in self.compared.prefix(ImportScan.resourcesMax) {
      try Task.checkCancellation()
      let wanted = self.pairs(with: resource)
      let taken = Array(wanted.prefix(ImportScan.pairsMax))
      leftOut += wanted.count - taken.count
      guard !taken.isEmpty else { continue }
      let data = try await open(version, in: folder)
      let terms = taken.map { ImportScan.common($0, data.source) }
      let numbers = try await query(
        "\(data.prelude)SELECT \(terms.joined(separator: ", "));", data.inputs, in: folder)
      for file in data.inputs { try folder.remove(file.name) }
      guard numbers.count == taken.count else { throw DomainFault.query }
      compared += taken.count
      pairs += zip(taken, numbers).compactMap { pair, number in
        guard number > 0 else { return nil }
        return ImportOverlapPair(
          column: pair.column, resource: pair.resource, other: pair.other, form: pair.form,
          atLeast: ImportOverlap.rounded(number))
      }
    }
    leftOut += max(0, self.compared.count - ImportScan.resourcesMax)
    let ordered = pairs.sorted {
      ($1.atLeast, $0.column, $0.other) < ($0.atLeast, $1.column, $1.other)
    }
    return ImportOverlap(
      pairs: Array(ordered.prefix(64)), compared: compared,
      leftOut: leftOut + max(0, ordered.count - 64))
  }

  /// A version as it is held now. What fails here is not the file's fault, and is tried again.
  private func open(
    _ version: DatasetVersion, in folder: MemoryFolder
  ) async throws -> VersionReading.Opened {
    // Read again: its segments may have been folded since.
    let held = try parts.reporting.read { try $0.find(DatasetVersion.self, version.id) }
    do {
      return try await VersionReading(parts: parts, version: StoredVersion(held ?? version))
        .open(in: folder)
    } catch {
      try Task.checkCancellation()
      throw DomainFault.query
    }
  }

  /// The subject column first, then what else can name somebody; each beside the columns of the
  /// import whose values could be the same ones.
  private func pairs(with resource: Resource) -> [Pair] {
    let others = resource.columns.filter { column in
      let kind = column.classification?.kind
      return column.name == resource.subjectColumn || kind == .direct || kind == .quasi
        || kind == nil
    }.sorted { first, _ in first.name == resource.subjectColumn }
    return others.flatMap { other in
      found.columns.flatMap { own -> [Pair] in
        guard ImportScan.family(own.type) == ImportScan.family(other.type) else { return [] }
        let isText = ImportScan.family(own.type) == 0
        let forms = isText && own.type == .text ? ImportForm.allCases : [.plain]
        return forms.map {
          Pair(column: own.name, resource: resource.id, other: other.name, form: $0)
        }
      }
    }
  }

  /// Types whose values can be the same: texts and codes, numbers, days.
  private static func family(_ type: Platform.ColumnType) -> Int {
    switch type {
    case .text, .creditCode, .identityNumber: 0
    case .integer, .decimal, .real: 1
    case .date, .timestamp: 2
    case .boolean: 3
    }
  }

  /// The import's file in the sandbox, where a version has names of its own.
  private static let ownFile = "import.parquet"
  private static let own = "read_parquet('/in/\(ownFile)')"

  /// How many different values two columns have in common.
  private static func common(_ pair: Pair, _ source: String) -> String {
    let (own, other) = (SQLText.name(pair.column), SQLText.name(pair.other))
    let value = "upper(trim(CAST(\(other) AS VARCHAR)))"
    let text =
      switch pair.form {
      case .plain: value
      case .md5: "upper(md5(trim(CAST(\(other) AS VARCHAR))))"
      case .sha1: "upper(sha1(trim(CAST(\(other) AS VARCHAR))))"
      case .sha256: "upper(sha256(trim(CAST(\(other) AS VARCHAR))))"
      }
    return """
      (SELECT count(*) FROM (SELECT DISTINCT upper(trim(CAST(\(own) AS VARCHAR))) AS v
      FROM \(ImportScan.own) WHERE \(own) IS NOT NULL INTERSECT SELECT DISTINCT \(text) AS v
      FROM \(source) WHERE \(other) IS NOT NULL))
      """
  }

  /// The numbers of a query over the file that would be taken in.
  private func query(
    _ sql: String, _ inputs: [InputFile], in folder: MemoryFolder
  ) async throws -> [Int] {
    let file = "out/\(IngestSQL.dataFile)"
    try folder.openToSandbox(file)
    let receipt = try await TrustedQuery(
      sql: sql, inputs: [InputFile(name: ImportScan.ownFile, path: folder.path(file))] + inputs,
      outputs: .none,
      limits: parts.limits.query, threads: parts.limits.threads
    ).run(with: parts.sandbox)
    guard TrustedQuery.failure(of: receipt) == nil,
      let numbers = QueryResult(receipt.standardOutput).numbers
    else { throw DomainFault.query }
    return numbers
  }
}
