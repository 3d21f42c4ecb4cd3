// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation
import Platform
import Sandbox
import Tabular
import Vault

/// Takes one batch in: reads, checks, converts, encrypts.
///
/// Plaintext is in pipes and in the memory-backed mount only. The object of the new version is
/// written last, with the report beside it, so that an interrupted batch is either done anew or
/// only reported, and never becomes two versions.
package struct Ingestion: Sendable {
  let parts: DomainParts
  let order: IngestOrder

  /// Prepares a batch.
  package init(parts: DomainParts, order: IngestOrder) {
    self.parts = parts
    self.order = order
  }

  /// Takes the batch in.
  ///
  /// - Throws: `DomainFault` and the like when the platform failed, not the file.
  package func run() async throws -> IngestResult {
    if let report = try parts.vault.finished(IngestReport.self, order.dataObject) {
      let receipt = try parts.vault.verify(try order.dataObject.vaultID())
      return .accepted(report, bytes: receipt.bytes, digest: receipt.digest.hex)
    }
    do {
      let base = try await base()
      return try await parts.withFolder(for: try bytes(onto: base)) {
        try await takeIn($0, onto: base)
      }
    } catch let refusal as IngestRefusal {
      return .rejected(refusal.code, counts: refusal.counts)
    } catch let error as IntakeError {
      if let refusal = IngestRefusal(error) {
        return .rejected(refusal.code, counts: refusal.counts)
      }
      throw DomainFault(error)
    }
  }

  /// The bytes that lie somewhere while it is taken in: what the delivered file is merged into or
  /// compared with at a time, and the file itself where it is converted. CSV is streamed; what is
  /// stored of it takes about a quarter. Keys that memory does not hold lie there too.
  func bytes(onto base: SegmentManifest?) throws -> Int {
    let delivered = try parts.vault.bytes(of: [order.upload])
    let stored = order.form == .csv ? (delivered + 3) / 4 : delivered
    // No row has fewer than two bytes, whatever was declared.
    let rows = min(order.manifest.rows, order.form == .csv ? delivered / 2 : .max)
    let keys = order.keyColumns.isEmpty ? 0 : parts.limits.keys.storedBytes(rows: rows)
    return try earlierBytes(base) + stored + keys
  }

  private func earlierBytes(_ base: SegmentManifest?) throws -> Int {
    if let base {
      guard !base.keys.isEmpty else { return 0 }
      let bucket = base.bases.map(\.segment.bytes).max() ?? 0
      return base.deltas.reduce(bucket) { $0 + $1.segment.bytes }
    }
    guard let previous = order.previous else { return 0 }
    return previous.isSegmented ? previous.bytes : try parts.vault.bytes(of: [previous.object])
  }

  /// Reads and checks a whole file as one would take it in, and keeps nothing but its rows in a
  /// folder in memory.
  ///
  /// - Throws: `IngestRefusal` for a file that is not as it must be.
  func inspect(in folder: MemoryFolder) async throws -> IntakeRun.Finding {
    try await read(try await converted(in: folder), in: folder).0
  }

  /// What is said of the file fits, and a workbook became text; nil for a file that is text.
  private func converted(in folder: MemoryFolder) async throws -> Converted? {
    // The vault holds what others were given as well, under ids that follow from records.
    guard order.upload.isUpload else { throw IngestRefusal("file.upload") }
    let problems = ManifestCheck.beforeReading(
      order.manifest, schema: order.schema, schemaVersion: order.manifest.schemaVersion)
    if let refusal = IngestRefusal(problems) { throw refusal }
    guard order.manifest.mode != .delete || order.previous != nil else {
      throw IngestRefusal("batch.nothingThere")
    }
    guard order.form != .csv else { return nil }
    return try await Conversion(parts: parts, order: order).run(in: folder)
  }

  private func read(
    _ converted: Converted?, in folder: MemoryFolder
  ) async throws -> (IntakeRun.Finding, Written) {
    let opened = try await earlier(in: folder)
    let (finding, written) = try await convert(
      converted, try sql(opened), opened?.inputs ?? [], in: folder)
    try check(finding)
    if order.manifest.mode == .append, written.matched > 0 {
      throw IngestRefusal("batch.keysThere", counts: ["keysThere": written.matched])
    }
    return (finding, written)
  }

  private func takeIn(
    _ folder: MemoryFolder, onto base: SegmentManifest?
  ) async throws -> IngestResult {
    let converted = try await converted(in: folder)
    if let base {
      return try await add(converted, onto: base, in: folder)
    }
    let (finding, written) = try await read(converted, in: folder)
    let rows = written.rows
    // The profile is the version's: what an upsert left of the version before is part of it.
    let profile =
      order.previous == nil
      ? finding.outcome.profile
      : try await VersionProfile(parts: parts, order: order, rows: rows).run(in: folder)
    let (report, json) = try await keepBeside(
      finding, profile, rows: rows, matched: written.matched
    ).fitting(VaultStore.metadataBytesMax)
    parts.board.show(order.batch, .encrypting)
    let receipt = try await parts.vault.keep(
      order.dataObject, from: folder.path("out/\(IngestSQL.dataFile)"), metadata: json,
      at: parts.now())
    return .accepted(report, bytes: receipt.bytes, digest: receipt.digest.hex)
  }

  /// The version that the batch adds to, decrypted; nil when it adds to none.
  private func earlier(in folder: MemoryFolder) async throws -> VersionReading.Opened? {
    guard let previous = order.previous else { return nil }
    return try await VersionReading(parts: parts, version: previous).open(in: folder)
  }

  /// What DuckDB wrote: the rows of the new version, and how many delivered keys were there before.
  struct Written {
    let rows: Int
    let matched: Int
  }

  /// Streams clean rows into DuckDB; gives what was found and what was written.
  func convert(
    _ converted: Converted?, _ sql: String, _ inputs: [InputFile], in folder: MemoryFolder
  ) async throws -> (IntakeRun.Finding, Written) {
    let run = IntakeRun(
      order: order, vault: parts.vault, board: parts.board, seed: parts.random.number(),
      converted: converted, folder: folder, keys: parts.limits.keys)
    do {
      return try await convert(run, nil, sql, inputs, in: folder)
    } catch let shared as IntakeRun.SharedKeys {
      // What was written of the rows before is not taken: they may be among those kept apart.
      try folder.remove("out")
      return try await convert(run, shared.duplicates, sql, inputs, in: folder)
    }
  }

  private func convert(
    _ run: IntakeRun, _ duplicates: DuplicateKeys?, _ sql: String, _ inputs: [InputFile],
    in folder: MemoryFolder
  ) async throws -> (IntakeRun.Finding, Written) {
    let found = Found<IntakeRun.Finding>()
    let query = parts.query(
      sql, inputs,
      standardInput: .stream { writer in
        let finding = try run.run(
          duplicates,
          into: ClosureByteSink { span throws(ByteSinkError) in
            do {
              try unsafe span.withUnsafeBytes { try unsafe writer.write($0) }
            } catch {
              throw .closed
            }
          })
        found.put(finding)
      },
      outputs: OutputRule(
        folder: try folder.make("out"), backing: folder.backing, names: [IngestSQL.dataFile]),
      in: folder)
    let receipt = try await query.run(with: parts.sandbox)
    if let failure = TrustedQuery.failure(of: receipt) { throw DomainFault(failure) }
    guard let finding = found.value,
      let numbers = QueryResult(receipt.standardOutput).numbers, numbers.count == 2
    else { throw DomainFault.query }
    return (finding, Written(rows: numbers[0], matched: numbers[1]))
  }

  private func sql(_ opened: VersionReading.Opened?) throws -> String {
    guard let opened else { return IngestSQL.replacing(order.schema) }
    let (schema, keys, earlier) = (order.schema, order.keyColumns, opened.source)
    let sql =
      switch order.manifest.mode {
      case .full: IngestSQL.replacing(schema)
      case .append: IngestSQL.appending(schema, keys: keys, onto: earlier)
      case .upsert: IngestSQL.merging(schema, keys: keys, onto: earlier)
      case .delete:
        IngestSQL.removing(schema, keys: keys, of: order.versionSchema, from: earlier)
      }
    return opened.prelude + sql
  }

  /// Refuses a file that is not as declared, or has no row that can be taken.
  func check(_ finding: IntakeRun.Finding) throws {
    let outcome = finding.outcome
    let problems = ManifestCheck.afterReading(
      order.manifest, outcome: outcome, bytes: finding.bytes, sha256: finding.digest.hex)
    let counts = Ingestion.counts(outcome.badRows)
    if let refusal = IngestRefusal(problems) { throw refusal.counting(counts) }
    guard outcome.badRows.unterminatedQuote == nil else {
      throw IngestRefusal("file.unterminatedQuote", counts: counts)
    }
    guard outcome.rowsClean > 0 || outcome.rowsRead == 0 else {
      throw IngestRefusal("file.noGoodRows", counts: counts)
    }
  }

  /// Encrypts what belongs to the version beside its data, and puts the report together.
  func keepBeside(
    _ finding: IntakeRun.Finding, _ profile: ValueProfile, rows: Int, matched: Int
  ) async throws -> IngestReport {
    let outcome = finding.outcome
    let document = Array(try JSONEncoder().encode(profile))
    _ = try await parts.vault.keep(order.profileObject, [document], at: parts.now())
    if !finding.badRows.isEmpty {
      _ = try await parts.vault.keep(order.badRowsObject, finding.badRows, at: parts.now())
    }
    let suggestions = ClassificationSuggestion.all(profile)
    let isDelete = order.manifest.mode == .delete
    return IngestReport(
      rowsGood: outcome.rowsClean, rowsBad: outcome.badRows.total,
      rowsRepeated: outcome.rowsRepeated, badCounts: Ingestion.counts(outcome.badRows),
      rows: rows, rowsRemoved: isDelete ? matched : nil,
      keysUnknown: isDelete ? outcome.rowsClean - matched : nil,
      profileObject: order.profileObject,
      badRowsObject: finding.badRows.isEmpty ? nil : order.badRowsObject,
      sheet: DataSheet(
        schema: try schema(of: profile), profile: profile, rows: rows,
        badRows: outcome.badRows.total, updatedAtSeconds: parts.now().milliseconds / 1_000),
      suggestions: Dictionary(
        suggestions.map { ($0.column, $0.suggested) }, uniquingKeysWith: { first, _ in first }),
      evidence: Dictionary(
        suggestions.filter { !$0.evidence.isEmpty }.map { ($0.column, $0.evidence) },
        uniquingKeysWith: { first, _ in first }), profileOf: profile.basis)
  }

  /// The version's columns in the order of a profile, which may be that of an earlier version.
  private func schema(of profile: ValueProfile) throws -> [ColumnSchema] {
    try profile.columns.map { column in
      guard let known = order.versionSchema.first(where: { $0.name == column.name }) else {
        throw DomainFault.form
      }
      return known
    }
  }

  private static func counts(_ report: BadRowReport) -> [String: Int] {
    Dictionary(report.counts.map { ($0.reason.rawValue, $0.rows) }, uniquingKeysWith: +)
  }
}
