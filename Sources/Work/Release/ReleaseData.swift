// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Sandbox

/// The data that a release is made from, as the view `source` of the platform's own queries.
struct ReleaseData: Sendable {
  /// The object in the vault.
  let object: RecordID
  /// The form of its bytes.
  let format: OutputFormat

  /// The view's name.
  static let view = "source"

  /// Finds the data of a release: its grant's copy or its job's output.
  ///
  /// - Throws: `EvaluationRefusal` when they are gone or not ready.
  init(_ release: Release, _ read: any RecordReader) throws {
    if let id = release.grant {
      guard let grant = try read.find(Grant.self, id), grant.state == .ready,
        let copy = grant.vaultObject
      else { throw EvaluationRefusal(.stale) }
      object = copy
      format = .parquet
      return
    }
    guard let id = release.output, let output = try read.find(JobOutput.self, id),
      output.state != .destroyed
    else { throw EvaluationRefusal(.stale) }
    object = output.vaultObject
    format = output.format
  }

  /// Runs a query over the data; it may copy into `/out/<file>`, and into others beside it.
  ///
  /// - Throws: `EvaluationRefusal` when the columns are not as the query wants them.
  func query(
    _ sql: String, file: String, beside: Set<String> = [], parts: DomainParts,
    in folder: MemoryFolder
  ) async throws -> SandboxReceipt {
    guard format.isTable else { throw EvaluationRefusal(.form) }
    let name = "source.\(format.rawValue)"
    try await parts.vault.decrypt(object, to: name, in: folder)
    let reader =
      format == .parquet
      ? "read_parquet('/in/\(name)')" : "read_csv('/in/\(name)', header=true, all_varchar=true)"
    let receipt = try await TrustedQuery(
      sql: "CREATE VIEW \(ReleaseData.view) AS SELECT * FROM \(reader);\n\(sql)",
      inputs: [InputFile(name: name, path: folder.path(name))],
      outputs: OutputRule(folder: try folder.make("out"), names: beside.union([file])),
      limits: parts.limits.query, threads: parts.limits.threads
    ).run(with: parts.sandbox)
    switch TrustedQuery.failure(of: receipt)?.class {
    case nil: return receipt
    case .unknownName, .type, .syntax: throw EvaluationRefusal(.columns)
    case .outOfMemory, .outputTooLarge, .scratchFull, .timedOut, .cpuExceeded:
      throw EvaluationRefusal(.tooLarge)
    case .outOfRange, .constraint, .forbidden, .input, .outputMissing, .outputRefused, .cancelled,
      .crashed, .other:
      throw DomainFault.query
    }
  }
}
