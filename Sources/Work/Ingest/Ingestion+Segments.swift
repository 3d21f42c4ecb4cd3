// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation
import Platform
import Sandbox
import Tabular
import Vault

/// Batches that change a version without writing its rows anew.
extension Ingestion {
  /// The segments that a batch puts its changes onto; nil when it writes the version as a whole:
  /// small ones, those whose columns or keys were declared anew, those with too many segments.
  func base() async throws -> SegmentManifest? {
    guard let previous = order.previous, order.manifest.mode != .full,
      previous.isSegmented || previous.rows > parts.limits.segments.wholeRowsMax,
      previous.profile != nil
    else { return nil }
    let manifest = try await VersionReading(parts: parts, version: previous)
      .anyManifest(keys: order.keyColumns)
    guard let manifest, manifest.keys == order.keyColumns, manifest.holds(order.versionSchema),
      manifest.deltas.count < parts.limits.segments.deltasRefused
    else { return nil }
    return manifest
  }

  /// Writes what the batch changes as a segment of its own, and a manifest that names it and the
  /// segments of the version before.
  func add(
    _ converted: Converted?, onto base: SegmentManifest, in folder: MemoryFolder
  ) async throws -> IngestResult {
    let deletes = order.manifest.mode == .delete
    let delta = SegmentSQL(base).delta(
      of: IngestSQL.delivered(order.schema), deletes: deletes)
    let (finding, written) = try await convert(
      converted, IngestSQL.copy(delta), [], in: folder)
    try check(finding)
    let matched = base.keys.isEmpty ? 0 : try await matched(with: base, in: folder)
    if order.manifest.mode == .append, matched > 0 {
      throw IngestRefusal("batch.keysThere", counts: ["keysThere": matched])
    }
    let rows = base.rows + (deletes ? -matched : written.rows - matched)
    guard rows >= 0 else { throw DomainFault.form }
    parts.board.show(order.batch, .encrypting)
    let kept = try await parts.vault.keep(
      order.deltaObject, from: folder.path("out/\(IngestSQL.dataFile)"), metadata: .null,
      at: parts.now())
    let segment = SegmentManifest.Segment(
      object: order.deltaObject, digest: kept.digest.hex, bytes: kept.bytes, rows: written.rows)
    let manifest = base.adding(segment, rows: rows)
    var report = try await keepBeside(
      finding, try await carriedProfile(), rows: rows, matched: matched)
    report.segments = manifest.segments.map(\.object)
    report.storedBytes = manifest.bytes
    let (told, json) = try report.fitting(VaultStore.metadataBytesMax)
    let receipt = try await parts.vault.keep(
      order.dataObject, [try manifest.encoded()], metadata: json, at: parts.now())
    return .accepted(told, bytes: receipt.bytes, digest: receipt.digest.hex)
  }

  /// The profile of the version before, which says whose rows it describes.
  private func carriedProfile() async throws -> ValueProfile {
    guard let previous = order.previous, let object = previous.profile else {
      throw DomainFault.records
    }
    let bytes = try await parts.vault.contents(object, bytesMax: Ingestion.profileBytesMax)
    let profile = try JSONDecoder().decode(ValueProfile.self, from: Data(bytes))
    return profile.carried(from: previous.id.rawValue)
  }

  private static let profileBytesMax = 256 << 20

  /// How many delivered keys have a row now. One bucket is in plaintext at a time.
  private func matched(with base: SegmentManifest, in folder: MemoryFolder) async throws -> Int {
    let sql = SegmentSQL(base)
    let (fresh, asked) = ("out/\(IngestSQL.dataFile)", "asked.parquet")
    try folder.openToSandbox(fresh)
    var inputs = [InputFile(name: IngestSQL.dataFile, path: folder.path(fresh))]
    for delta in base.deltas {
      inputs.append(try await parts.open(delta.segment, as: SegmentSQL.file(delta), in: folder))
    }
    var count = try await number(
      sql.asking(IngestSQL.dataFile, to: asked), inputs,
      OutputRule(folder: try folder.make("asked"), backing: folder.backing, names: [asked]),
      in: folder)
    for delta in base.deltas { try folder.remove(SegmentSQL.file(delta)) }
    try folder.openToSandbox("asked/\(asked)")
    let question = InputFile(name: asked, path: folder.path("asked/\(asked)"))
    for bucket in base.bases {
      try Task.checkCancellation()
      let file = try await parts.open(
        bucket.segment, as: SegmentSQL.file(bucket), in: folder)
      count += try await number(
        sql.matching(asked, in: bucket), [question, file], .none, in: folder)
      try folder.remove(SegmentSQL.file(bucket))
    }
    return count
  }

  private func number(
    _ sql: String, _ inputs: [InputFile], _ outputs: OutputRule, in folder: MemoryFolder
  ) async throws -> Int {
    let receipt = try await parts.query(sql, inputs, outputs: outputs, in: folder)
      .run(with: parts.sandbox)
    if let failure = TrustedQuery.failure(of: receipt) { throw DomainFault(failure) }
    guard let number = QueryResult(receipt.standardOutput).firstNumber else {
      throw DomainFault.query
    }
    return number
  }
}
