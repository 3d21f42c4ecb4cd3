// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation
import Logging
import Platform
import Sandbox
import Tabular
import Vault
import Work

/// A domain without a platform around it, which takes batches of the sample's columns in.
struct NightsDomain {
  /// What one batch took and gave.
  struct Taken {
    /// The version that it became.
    let version: StoredVersion
    /// From the upload in the vault to the version, in seconds.
    let seconds: Double
    /// Bytes of the encrypted files that were added, the upload apart.
    let written: Int
    /// How many segments hold the version; 1 of one object.
    let segments: Int
  }

  /// There are no records: batches are handed to the intake directly.
  private struct NoRecords: Reporting {
    func read<T>(_ body: (any RecordReader) throws -> T) throws -> T {
      throw BenchError("this domain has no records")
    }

    func report(_ action: String, place: String, input: JSON) async throws -> Answer {
      throw BenchError("this domain has no records")
    }

    func isPaper(_ upload: RecordID) throws -> Bool { false }

    func forgetDestroyed(_ upload: RecordID) throws {}

    func commits() -> AsyncStream<Int> { AsyncStream { $0.finish() } }
  }

  private let parts: DomainParts

  /// Works in a folder. Without segments every batch writes its version as a whole.
  init(folder: String, memory: String, tools: String, inSegments: Bool) throws {
    let random = SystemRandom()
    let keys = try FileKeyStore.create(
      path: "\(folder)/keys", passphrase: "only a benchmark", random: random, suite: .gm,
      cost: .weakForTests)
    let vault = try VaultStore(
      root: "\(folder)/vault", keys: keys, random: random, suite: .intl)
    let tools = SandboxTools(folder: tools)
    guard tools.missing.isEmpty else {
      throw BenchError(
        "missing: \(tools.missing.joined(separator: ", ")); run scripts/install-tools")
    }
    var logger = Logger(label: "shuyu-bench")
    logger.logLevel = .error
    var limits = DomainLimits()
    if !inSegments { limits.segments.wholeRowsMax = Int.max }
    parts = DomainParts(
      reporting: NoRecords(), vault: vault, keys: keys,
      sandbox: SandboxRunner(tools: tools, logger: logger),
      memory: MemoryMount(root: memory, installation: folder, random: random),
      scratch: DiskScratch(root: "\(folder)/scratch", tools: tools, random: random),
      limits: limits, board: ProgressBoard(), random: random, profiles: [:],
      now: { SystemInstant.now() },
      logger: logger)
  }

  /// Takes a file of the sample's columns in, keyed by the record's number.
  func take(
    _ name: String, _ file: String, rows: Int, mode: DeliveryMode, onto base: StoredVersion?
  ) async throws -> Taken {
    let (batch, upload) = (NightsDomain.id("BAT", name), NightsDomain.id("UPL", name))
    let sent = try parts.vault.write(
      VaultID(upload.rawValue), from: file, at: SystemInstant.now())
    let key = [SampleCSV.schema[0].name]
    let order = IngestOrder(
      batch: batch, upload: upload,
      manifest: DeliveryManifest(
        resource: "RES-0000000001", batch: batch.rawValue, mode: mode, keyColumns: key,
        columns: SampleCSV.schema.map(\.name), rows: rows, bytes: sent.bytes,
        sha256: sent.digest.hex, schemaVersion: 1, deliveredBy: "ORG-0000000001"),
      schema: SampleCSV.schema, keyColumns: key, base: base?.id, previous: base)
    let before = try stored()
    let begun = ContinuousClock.now
    let result = try await Ingestion(parts: parts, order: order).run()
    let seconds = (ContinuousClock.now - begun).inSeconds
    guard case .accepted(let report, let bytes, let digest) = result else {
      throw BenchError("a batch was not taken: \(result)")
    }
    let written = try stored() - before
    // Two domains take the same file in; of a hundred million rows it has ten gigabytes.
    _ = try parts.vault.destroy(VaultID(upload.rawValue), at: SystemInstant.now())
    return Taken(
      version: StoredVersion(
        id: NightsDomain.id("DSV", name), object: order.dataObject,
        isSegmented: report.segments != nil, rows: report.rows,
        bytes: report.storedBytes ?? bytes, digest: digest, profile: report.profileObject),
      seconds: seconds, written: written, segments: report.segments?.count ?? 1)
  }

  private func stored() throws -> Int {
    try parts.vault.list().entries.reduce(0) { $0 + $1.storedBytes }
  }

  private static func id(_ prefix: String, _ name: String) -> RecordID {
    RecordID.make(prefix: prefix, random: SHA256.hash(Array(name.utf8)).bytes)
  }
}
