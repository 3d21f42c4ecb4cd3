// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Platform
import Sandbox
import Synchronization
import Vault
import Work

extension SegmentLimits {
  /// Bounds under which a handful of rows is held in segments.
  static func small(
    bucketRows: Int = 5, bucketsMax: Int = 4, deltasMax: Int = 3, foldShare: Int = 1
  ) -> SegmentLimits {
    var limits = SegmentLimits()
    limits.wholeRowsMax = 0
    limits.bucketRows = bucketRows
    limits.bucketsMax = bucketsMax
    limits.deltasMax = deltasMax
    limits.foldShare = foldShare
    return limits
  }
}

extension WorkFixture {
  static let head = "uscc,district,kwh,month\n"

  /// The domain's parts with versions in segments, on a later day, or with another holder of keys.
  func parts(
    _ segments: SegmentLimits, daysLater: Int = 0, keys: (any KeyStore)? = nil
  ) throws -> DomainParts {
    var limits = parts.limits
    limits.segments = segments
    let now = Instant(milliseconds: WorkFixture.now.milliseconds + Int64(daysLater) * 86_400_000)
    let vault = try VaultStore(
      root: folder + "/vault", keys: keys ?? parts.keys, random: parts.random, suite: .gm)
    return DomainParts(
      reporting: parts.reporting, vault: vault, keys: parts.keys, sandbox: parts.sandbox,
      memory: parts.memory, scratch: parts.scratch, limits: limits, board: parts.board,
      backoff: parts.backoff, random: parts.random, profiles: parts.profiles, now: { now },
      logger: parts.logger)
  }

  /// Delivers rows, keys with a number each, or for a deletion keys alone, and takes them in.
  @discardableResult
  func deliver(
    _ name: String, _ rows: [(String, Int)], _ mode: BatchMode, _ parts: DomainParts
  ) async throws -> Batch {
    let deletes = mode == .delete
    let lines = rows.map { deletes ? "\($0.0)\n" : "\($0.0),d,\($0.1),2026-01-31\n" }
    let text = (deletes ? "uscc\n" : WorkFixture.head) + lines.joined()
    let id = try makeBatch(
      name, Array(text.utf8), rows: rows.count, mode: mode,
      columns: deletes ? ["uscc"] : ["uscc", "district", "kwh", "month"])
    try await IngestWorker(parts: parts).round()
    return try platform.find(Batch.self, id)
  }

  /// The version that holds.
  func active() throws -> DatasetVersion {
    guard let found = try versions().last(where: { $0.state == .active }) else { throw Missing() }
    return found
  }

  struct Missing: Error {}

  /// The rows of a version as everybody reads it: keys with their numbers, in order.
  func reading(_ version: DatasetVersion) async throws -> [String] {
    try await memory.withFolder { folder in
      let opened = try await VersionReading(parts: parts, version: StoredVersion(version))
        .open(in: folder)
      let receipt = try await TrustedQuery(
        sql: opened.prelude
          + "SELECT uscc || ' ' || kwh::INT AS r FROM \(opened.source) ORDER BY ALL;",
        inputs: opened.inputs, outputs: .none
      ).run(with: parts.sandbox)
      guard TrustedQuery.failure(of: receipt) == nil else { throw Missing() }
      let text = String(decoding: receipt.standardOutput, as: UTF8.self)
      return text.split(separator: "\n").dropFirst().map(String.init)
    }
  }

  /// The manifest of a version's segments.
  func manifest(_ version: DatasetVersion) async throws -> SegmentManifest? {
    try await VersionReading(parts: parts, version: StoredVersion(version)).manifest()
  }

  /// Folds what is due, and destroys what was due before.
  func fold(_ parts: DomainParts) async throws {
    try await FoldWorker(parts: parts, every: .zero).round()
  }

  /// Orders a version to be destroyed, and destroys it.
  func destroy(_ version: DatasetVersion) async throws {
    var ordered = version
    ordered.state = .destroying
    try platform.put(ordered)
    try await EndingWorker(parts: parts, keys: try scenarioKeys(), products: try products())
      .round()
  }

  /// In how many objects with rows a key can be found, whoever names them.
  func objects(with key: String) async throws -> Int {
    var found = 0
    for name in try objects() {
      guard let object = RecordID(name),
        try content(object).starts(with: Array("PAR1".utf8))
      else { continue }
      let printed = try await query(object, "SELECT count(*) FROM t WHERE uscc = '\(key)'")
      if printed.split(separator: "\n").last != "0" { found += 1 }
    }
    return found
  }
}

/// A holder of keys that breaks at a certain writing of an object, as a machine does that stops.
final class BreakingKeys: KeyStore {
  struct Broken: Error {}

  private let keys: any KeyStore
  /// Guarded: how many objects may still be written; nil means all.
  private let left = Mutex<Int?>(nil)

  init(_ keys: any KeyStore) {
    self.keys = keys
  }

  /// Lets so many objects be written, and none after them.
  func allow(_ count: Int?) { left.withLock { $0 = count } }

  var currentKeyID: String { keys.currentKeyID }

  func wrap(_ key: [UInt8], context: [UInt8]) throws -> WrappedKey {
    try left.withLock { left in
      guard let count = left else { return }
      guard count > 0 else { throw Broken() }
      left = count - 1
    }
    return try keys.wrap(key, context: context)
  }

  func unwrap(_ wrapped: WrappedKey, context: [UInt8]) throws -> [UInt8] {
    try keys.unwrap(wrapped, context: context)
  }
}
