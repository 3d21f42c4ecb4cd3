// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation
import Gateway
import Ledger
import Logging
import Merkle
import Platform
import Regulation
import Sandbox
import ServiceLifecycle
import Store
import Vault
import Work

/// What the roles `domain` and `edge` are made from.
struct RoleParts: Sendable {
  let settings: ServeSettings
  let database: PlatformDatabase
  let committer: Committer
  let vault: VaultStore
  let keys: FileKeyStore
  let subjects: SubjectMarker
  let profiles: [String: Profile]
  let coverage: Coverage
  let clock: any PlatformClock
  let random: any RandomSource
  let missing: MissingKeys
  /// The keys that sign the ledger's checkpoints.
  let logKeys: [NoteKey]
  let logger: Logger

  /// Where services read pending work and report.
  var reporting: CommitterReporting {
    CommitterReporting(committer: committer, database: database)
  }

  /// The places with rules of their own and the authorities that are registered below them now.
  func places() throws -> [String] {
    try database.read { read in
      try profiles.keys.sorted().flatMap { place in
        [place] + (try Authority.below(place, read)).map(\.place)
      }
    }
  }

  /// The key under which the edge hides codes: random, wrapped by the master key.
  func subjectKey() throws -> SubjectKey {
    let file = settings.installation.edge.appending(path: "subject-key.json")
    let bytes = try InstallationKey(file: file, context: "shuyu/subject-key")
      .bytes(SubjectKey.byteCount, store: keys, random: random) {
        try missing.refuse(
          $0, besideFilesIn: settings.installation.edge,
          because: "under another key no subject is found in the product files")
      }
    guard let key = SubjectKey(bytes: bytes) else {
      throw SetupError("`\(file.path)` holds no key")
    }
    return key
  }
}

/// The role `domain`: deliveries, grants, jobs, releases and endings.
struct DomainRole {
  /// The long-running service.
  let service: DomainService
  /// Whether the programs and the device of the encrypted scratch are there now.
  let hasScratch: @Sendable () -> Bool
  /// Whether a process without it is not ready.
  let needsScratch: Bool

  /// Makes the role; `changed` hears of product files that were written.
  init(_ parts: RoleParts, changed: @escaping @Sendable (RecordID) -> Void) throws {
    let installation = parts.settings.installation
    let tools = SandboxTools(folder: URL(filePath: parts.settings.tools).absoluteURL.path)
    guard tools.missing.isEmpty else {
      let names = tools.missing.joined(separator: ", ")
      throw SetupError("missing: \(names); run scripts/install-tools, or give --tools")
    }
    let clock = parts.clock
    var limits = DomainLimits(
      processors: ProcessInfo.processInfo.activeProcessorCount,
      memoryBytes: ProcessInfo.processInfo.physicalMemory)
    limits.memoryInputBytes = parts.settings.memoryInputs
    needsScratch = parts.settings.needsScratch
    hasScratch = { tools.missingForScratch.isEmpty }
    let scratch = DiskScratch(
      root: installation.scratch.path, tools: tools, random: parts.random)
    let domain = DomainParts(
      reporting: parts.reporting, vault: parts.vault, keys: parts.keys,
      sandbox: SandboxRunner(tools: tools, logger: parts.logger),
      memory: MemoryMount(installation: installation.root.path, random: parts.random),
      scratch: scratch, limits: limits, board: ProgressBoard(), random: parts.random,
      profiles: parts.profiles,
      now: { clock.now() }, logger: parts.logger)
    let keys = try ScenarioKeys(
      folder: installation.root.appending(path: "domain/scenario-keys").path, keys: parts.keys,
      random: parts.random)
    try parts.missing.check(keys, parts.database)
    let products = try ProductFiles(
      root: installation.edge.appending(path: "products").path, changed: changed)
    service = DomainService(
      parts: domain,
      workers: [
        IngestWorker(parts: domain),
        ImportScanWorker(parts: domain),
        FoldWorker(parts: domain),
        GrantWorker(parts: domain, keys: keys, subjects: parts.subjects),
        JobWorker(parts: domain),
        ReleaseWorker(parts: domain, products: products, subjectKey: try parts.subjectKey()),
        EndingWorker(parts: domain, keys: keys, products: products),
        InspectionWorker(
          parts: domain,
          checks: [
            IsolationCheck(parts: domain), RawDataCheck(parts: domain),
            TraceCheck(reporting: parts.reporting),
            ChainCheck(
              ledger: LedgerReader(folder: installation.ledger.path),
              source: StoredEntries(parts.database), keys: parts.logKeys),
          ]),
      ])
  }
}
