// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation
import Logging
import Platform
import Sandbox
import Vault
import Work

/// A vault, a sandbox and a database as the worker of grants has them.
struct BenchDomain: Sendable {
  /// Where files lie.
  let scratch: Scratch
  /// The folder with DuckDB.
  let tools: String
  /// The folder with the rules of the places.
  let regulations: String
  /// The rows of the resource.
  let rows: Int

  private static let scenario = "SCN-BENCH00000"

  /// Encrypts the file as a version, then writes a grant over it.
  ///
  /// - Returns: the seconds of the grant's copy alone, encrypted at its end.
  func write(_ masks: BenchMasks, of plain: String) async throws -> Double {
    try scratch.remove("domain")
    let folder = try scratch.make("domain")
    let random = SystemRandom()
    let keys = try FileKeyStore.create(
      path: "\(folder)/keys", passphrase: "only a benchmark", random: random, suite: .intl,
      cost: .weakForTests)
    let vault = try VaultStore(root: "\(folder)/vault", keys: keys, random: random, suite: .intl)
    _ = try vault.write(try VaultID("OBJ-DATA000000"), from: plain, at: SystemInstant.now())
    var logger = Logger(label: "shuyu-bench")
    logger.logLevel = .error
    let sandbox = SandboxRunner(tools: SandboxTools(folder: tools), logger: logger)
    return try await BenchPlatform.with(
      database: "\(folder)/state.sqlite", regulations: regulations
    ) { platform in
      let parts = DomainParts(
        reporting: CommitterReporting(committer: platform.committer, database: platform.database),
        vault: vault, keys: keys, sandbox: sandbox,
        memory: MemoryMount(installation: folder, random: random),
        scratch: DiskScratch(root: "\(folder)/scratch", tools: sandbox.tools, random: random),
        board: ProgressBoard(), random: random, profiles: [:], now: { SystemInstant.now() },
        logger: logger)
      guard let marker = SubjectMarker(key: random.bytes(SubjectMarker.byteCount)) else {
        throw BenchError("there is no key for subjects")
      }
      let writing = Materialisation(
        parts: parts,
        keys: try ScenarioKeys(folder: "\(folder)/scenario-keys", keys: keys, random: random),
        subjects: marker, grant: try grant(masks), resource: try resource(), version: try version())
      let begun = ContinuousClock.now
      let copy = try await writing.run()
      let taken = (ContinuousClock.now - begun).inSeconds
      guard copy.rows == rows else { throw BenchError("\(copy.rows) rows were written") }
      return taken
    }
  }

  private func resource() throws -> Resource {
    let columns = [
      ("code", "text"), ("district", "integer"), ("day", "date"), ("amount", "decimal"),
    ].map { name, type -> JSON in
      ["name": .string(name), "type": .string(type), "label": .string(name)]
    }
    let record: JSON = [
      "id": "RES-BENCH00000", "place": .string(BenchPlatform.place), "sourceUnit": "ORG-BENCH00000",
      "name": "People", "state": "published", "fields": [:], "columns": .array(columns),
      "keyColumns": [], "subjectColumn": "code", "duties": [], "registeredBy": "ACC-BENCH00000",
    ]
    return try record.decode(Resource.self)
  }

  private func version() throws -> DatasetVersion {
    let record: JSON = [
      "id": "DSV-BENCH00000", "place": .string(BenchPlatform.place), "resource": "RES-BENCH00000",
      "sourceUnit": "ORG-BENCH00000", "number": 1, "batch": "BAT-BENCH00000", "state": "active",
      "rows": .int(Int64(rows)), "bytes": 1, "vaultObject": "OBJ-DATA000000",
      "digest": .string(String(repeating: "0", count: 64)), "sheet": [:], "readers": [],
    ]
    return try record.decode(DatasetVersion.self)
  }

  private func grant(_ masks: BenchMasks) throws -> Grant {
    let columns = masks.masks.map { column, mask -> JSON in
      ["name": .string(column), "mask": .string(mask)]
    }
    let record: JSON = [
      "id": "GRT-BENCH00000", "place": .string(BenchPlatform.place),
      "scenario": .string(BenchDomain.scenario), "agreement": "AGR-BENCH00000",
      "operator": "ORG-BENCH00001", "resource": "RES-BENCH00000", "sourceUnit": "ORG-BENCH00000",
      "tableName": "people", "purpose": "analysis", "columns": .array(columns), "rowFilter": [],
      "policyDigest": .string(String(repeating: "0", count: 64)), "joinedResources": 1,
      "needsLinkageReview": false, "requestedBy": "ACC-BENCH00001", "state": "materialising",
      "consentEpoch": 0,
    ]
    return try record.decode(Grant.self)
  }
}
