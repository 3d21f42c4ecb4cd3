// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Tabular

/// Takes attested batches in and makes them versions of their resources.
package struct IngestWorker: DomainWorker {
  private let parts: DomainParts

  /// Works with the domain's parts.
  package init(parts: DomainParts) {
    self.parts = parts
  }

  /// `ingest`.
  package var name: String { "ingest" }

  /// Takes in what is attested, and what an earlier run began, in the order of the deliveries.
  package func round() async throws {
    // All of them: a page of those that wait for others would never come to an end.
    let pending = try parts.reporting.read { read in
      try read.every(Batch.self, [.equal("state", Batch.State.ingesting.rawValue)])
        + read.every(Batch.self, [.equal("state", Batch.State.attested.rawValue)])
    }
    let ordered = pending.sorted {
      ($0.sequence ?? 0, $0.deliveredOn, $0.id) < ($1.sequence ?? 0, $1.deliveredOn, $1.id)
    }
    try await parts.each(ordered, of: name, id: \.id) { try await takeIn($0) }
  }

  private func takeIn(_ listed: Batch) async throws -> Bool {
    parts.board.hold(listed.id)
    defer { parts.board.free(listed.id) }
    // Held before it is read again: an import that ended since is seen here, and one that ends from
    // now on has its files destroyed when this is over.
    let found = try parts.reporting.read { try $0.find(Batch.self, listed.id) }
    guard let batch = found, batch.state == .attested || batch.state == .ingesting else {
      return true
    }
    if batch.state == .attested {
      // Not asked for while it waits: each refusal would be an entry.
      let awaited = try parts.reporting.read { try batch.awaits($0) }
      guard awaited == nil else { return true }
      let started = try await parts.report("batch.started", place: batch.place, id(batch))
      guard started else { return false }
    }
    let result: IngestResult
    let order: IngestOrder
    do {
      order = try self.order(for: batch)
      result = try await Ingestion(parts: parts, order: order).run()
    } catch {
      try Task.checkCancellation()
      // No fault of the file: it waits, and what comes after it in its resource.
      if parts.mayPass(error, of: batch.id) { throw error }
      return try await reject(batch, "fault.\(DomainFault.of(error).rawValue)", [:])
    }
    parts.board.show(batch.id, .reporting)
    switch result {
    case .rejected(let code, let counts): return try await reject(batch, code, counts)
    case .accepted(let report, let bytes, let digest):
      return try await accept(batch, order, report, bytes: bytes, digest: digest)
    }
  }

  private func id(_ batch: Batch) -> [String: JSON] { ["batch": .string(batch.id.rawValue)] }

  private func reject(
    _ batch: Batch, _ code: String, _ counts: [String: Int]
  ) async throws -> Bool {
    var input = id(batch)
    input["failureClass"] = .string(code)
    input["counts"] = try JSON(encoding: IngestWorker.named(counts))
    return try await parts.report("batch.rejected", place: batch.place, input)
  }

  private static func named(_ counts: [String: Int]) -> [NamedCount] {
    counts.sorted { $0.key < $1.key }.prefix(64).map { NamedCount(name: $0.key, count: $0.value) }
  }

  private func accept(
    _ batch: Batch, _ order: IngestOrder, _ report: IngestReport, bytes: Int, digest: String
  ) async throws -> Bool {
    guard let digest = DigestText(digest) else { throw DomainFault.form }
    let version = VersionReport(
      base: order.base, rows: report.rows, bytes: report.storedBytes ?? bytes,
      vaultObject: order.dataObject,
      digest: digest, sheet: BoundedJSON(try sheet(report)), profileObject: report.profileObject,
      badRowsObject: report.badRowsObject,
      baseObject: order.previous.flatMap { $0.isSegmented ? $0.object : nil },
      segments: report.segments)
    var input = id(batch)
    input["rowsGood"] = .int(Int64(report.rowsGood))
    input["rowsBad"] = .int(Int64(report.rowsBad))
    if let repeated = report.rowsRepeated { input["rowsRepeated"] = .int(Int64(repeated)) }
    input["counts"] = try JSON(encoding: IngestWorker.named(report.badCounts))
    input["version"] = try JSON(encoding: version)
    if try await parts.report("batch.accepted", place: batch.place, input) { return true }
    try forget(batch, order)
    return false
  }

  /// Destroys what was made over a version that another one followed meanwhile, or of a batch that
  /// ended while it was taken in: nobody names it.
  private func forget(_ batch: Batch, _ order: IngestOrder) throws {
    let (found, active) = try parts.reporting.read { read in
      (
        try read.find(Batch.self, batch.id),
        try DatasetVersion.active(of: batch.resource, read)
      )
    }
    var objects = [order.dataObject, order.deltaObject, order.profileObject]
    switch found?.state {
    // A report that arrived before is refused too; then the version is there.
    case .accepted: return
    case .ingesting:
      guard batch.manifest.mode.isIncremental,
        active?.id != order.base || active?.vaultObject != order.previous?.object
      else { return }
    case .delivered, .attested, .rejected, nil: objects.append(order.badRowsObject)
    }
    for object in objects { _ = try parts.vault.destroyIfAny(object, at: parts.now()) }
  }

  /// The data sheet with the counts of bad rows and what the columns may be; no value.
  private func sheet(_ report: IngestReport) throws -> JSON {
    guard case .object(var members) = try JSON(encoding: report.sheet) else {
      throw DomainFault.form
    }
    members["badCounts"] = try JSON(encoding: report.badCounts)
    if let repeated = report.rowsRepeated { members["repeatedRows"] = .int(Int64(repeated)) }
    if let removed = report.rowsRemoved { members["removedRows"] = .int(Int64(removed)) }
    if let unknown = report.keysUnknown { members["unknownKeys"] = .int(Int64(unknown)) }
    if let basis = report.profileOf { members["profileOf"] = try JSON(encoding: basis) }
    // Many columns of long names fill the entry: what is only advice gives way, and that is said.
    let advice = [
      ("suggestions", try JSON(encoding: report.suggestions)),
      ("evidence", try report.evidence.map { try JSON(encoding: $0) } ?? .null),
    ]
    for (name, part) in advice where part != .null {
      members[name] = part
      guard BoundedJSON(.object(members)).problem() != nil else { continue }
      members[name] = nil
      members["leftOut"] = .array((members["leftOut"]?.array ?? []) + [.string(name)])
    }
    return .object(members)
  }

  private func order(for batch: Batch) throws -> IngestOrder {
    let (resource, active) = try parts.reporting.read { read in
      (
        try read.find(Resource.self, batch.resource),
        try DatasetVersion.active(of: batch.resource, read)
      )
    }
    guard let resource else { throw DomainFault.records }
    let columns = batch.manifest.columns.compactMap { resource.column($0) }
    let base = batch.manifest.mode.isIncremental ? active : nil
    let isKept = batch.manifest.keepsQuotedEmpty == true
    return IngestOrder(
      batch: batch.id, upload: batch.upload, manifest: manifest(batch, resource),
      form: batch.manifest.form ?? .csv,
      schema: DeliverySchema.columns(columns, keepsQuotedEmpty: isKept),
      versionSchema: DeliverySchema.columns(
        batch.manifest.mode == .delete ? resource.columns : columns),
      keyColumns: resource.keyColumns, base: base?.id, previous: base.map(StoredVersion.init))
  }

  private func manifest(_ batch: Batch, _ resource: Resource) -> DeliveryManifest {
    IngestWorker.manifest(
      batch.manifest, resource: batch.resource, batch: batch.id, keys: resource.keyColumns,
      for: batch.deliveredFor)
  }

  /// What is said about a file, as the reader of files wants it.
  static func manifest(
    _ said: BatchManifest, resource: RecordID, batch: RecordID, keys: [String],
    for deliverer: RecordID
  ) -> DeliveryManifest {
    DeliveryManifest(
      resource: resource.rawValue, batch: batch.rawValue,
      mode: IngestWorker.mode(said.mode), keyColumns: keys,
      columns: said.columns, encoding: IngestWorker.encoding(said),
      delimiter: IngestWorker.dialect(said.delimiter), rows: said.rows, bytes: said.bytes,
      sha256: said.digest.text, schemaVersion: 1, deliveredBy: deliverer.rawValue)
  }

  private static func mode(_ mode: BatchMode) -> DeliveryMode {
    switch mode {
    case .full: .full
    case .append: .append
    case .upsert: .upsert
    case .delete: .delete
    }
  }

  /// Of text alone: what was converted is UTF-8.
  private static func encoding(_ said: BatchManifest) -> TextEncoding {
    guard said.form ?? .csv == .csv else { return .utf8 }
    return switch said.encoding {
    case .utf8: .utf8
    case .gb18030: .gb18030
    case .utf16le: .utf16le
    case .utf16be: .utf16be
    }
  }

  private static func dialect(_ delimiter: BatchDelimiter) -> CSVDialect {
    switch delimiter {
    case .comma: .comma
    case .semicolon: .semicolon
    case .tab: .tab
    }
  }
}
