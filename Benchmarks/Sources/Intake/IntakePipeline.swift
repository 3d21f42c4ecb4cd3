// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation
import Logging
import Sandbox
import Synchronization
import Tabular
import Vault
import Work

/// A delivery's way, composed as the platform's ingest worker does: an encrypted upload is
/// decrypted, hashed, checked, profiled, made Parquet by DuckDB in the sandbox, and encrypted.
struct IntakePipeline {
  /// What one run took and gave.
  struct Outcome: Codable {
    /// Encrypting the uploaded file into the vault, in seconds.
    let uploadSeconds: Double
    /// All that follows, in seconds.
    let intakeSeconds: Double
    /// Rows taken.
    let rowsGood: Int
    /// Rows kept apart.
    let rowsBad: Int
    /// The length of the Parquet file before it is encrypted; it lies in memory.
    let parquetBytes: Int
    /// What bounds the sandbox.
    let limiter: String
  }

  private let vault: VaultStore
  private let runner: SandboxRunner
  private let memory: String

  /// Works with a vault in a folder and plaintext in another, which is backed by memory.
  init(folder: String, memory: String, tools: String) throws {
    let random = SystemRandom()
    let keys = try FileKeyStore.create(
      path: "\(folder)/keys", passphrase: "only a benchmark", random: random, suite: .gm,
      cost: .weakForTests)
    vault = try VaultStore(root: "\(folder)/vault", keys: keys, random: random, suite: .intl)
    let tools = SandboxTools(folder: tools)
    guard tools.missing.isEmpty else {
      throw BenchError(
        "missing: \(tools.missing.joined(separator: ", ")); run scripts/install-tools")
    }
    var logger = Logger(label: "shuyu-bench")
    logger.logLevel = .error
    runner = SandboxRunner(tools: tools, logger: logger)
    self.memory = memory
  }

  /// Takes a file in; with a key column, keys are watched.
  func run(_ file: String, keyColumn: String?) async throws -> Outcome {
    let (upload, data) = (try VaultID("OBJ-UPLOAD"), try VaultID("OBJ-DATA"))
    let begun = ContinuousClock.now
    _ = try vault.write(upload, from: file, at: SystemInstant.now())
    let uploaded = ContinuousClock.now
    let found = Mutex<IntakeOutcome?>(nil)
    let query = TrustedQuery(
      sql: IngestSQL.replacing(SampleCSV.schema),
      standardInput: .stream { [vault] writer in
        let outcome = try IntakePipeline.read(
          upload, in: vault, keyColumn, keysIn: memory, into: writer)
        found.withLock { $0 = outcome }
      },
      outputs: OutputRule(folder: memory, names: ["data.parquet"]),
      limits: SandboxLimits(
        memoryBytes: 1 << 29, scratchBytes: 4 << 30, outputBytes: 4 << 30, cpuSeconds: 3_600,
        wallClock: .seconds(3_600), outputTextBytes: 1 << 26))
    let receipt = try await query.run(with: runner)
    guard TrustedQuery.failure(of: receipt) == nil, let outcome = found.withLock({ $0 }) else {
      throw BenchError("DuckDB in the sandbox failed: \(receipt.exit)")
    }
    let profile = Array(try JSONEncoder().encode(outcome.profile))
    _ = try vault.write(
      try VaultID("OBJ-PROFILE"), pieces: [profile], at: SystemInstant.now())
    let kept = try vault.write(data, from: "\(memory)/data.parquet", at: SystemInstant.now())
    return Outcome(
      uploadSeconds: (uploaded - begun).inSeconds,
      intakeSeconds: (ContinuousClock.now - uploaded).inSeconds, rowsGood: outcome.rowsClean,
      rowsBad: outcome.badRows.total, parquetBytes: kept.bytes, limiter: receipt.limiter.rawValue)
  }

  /// Reads the upload on this thread while another decrypts it.
  private static func read(
    _ upload: VaultID, in vault: VaultStore, _ keyColumn: String?, keysIn folder: String,
    into writer: PipeWriter
  ) throws -> IntakeOutcome {
    let hasher = Mutex(Hasher256(.sha256))
    let source = TappedByteSource(PieceSource(feed(upload, vault))) { span in
      hasher.withLock { unsafe $0.update(span.bytes) }
    }
    let clean = ClosureByteSink { span throws(ByteSinkError) in
      do {
        try unsafe span.withUnsafeBytes { try unsafe writer.write($0) }
      } catch {
        throw .closed
      }
    }
    let keys = try UnnamedBlocks(in: folder)
    var intake = try Intake(
      source, schema: SampleCSV.schema, options: IntakeOptions(), clean: clean,
      keyColumns: keyColumn.map { [$0] } ?? [], store: keys)
    return try intake.run()
  }

  private static func feed(_ upload: VaultID, _ vault: VaultStore) -> PieceChannel {
    let channel = PieceChannel()
    Thread.detachNewThread {
      do {
        try vault.read(upload) { channel.put($0) }
        channel.finish()
      } catch {
        channel.finish(error)
      }
    }
    return channel
  }
}

/// The present instant of the machine's clock.
enum SystemInstant {
  /// Now.
  static func now() -> Instant {
    Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1_000).rounded(.down)))
  }
}
