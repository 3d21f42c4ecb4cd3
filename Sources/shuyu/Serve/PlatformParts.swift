// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Dispatch
import Foundation
import Gateway
import Hummingbird
import Ledger
import Logging
import Merkle
import Platform
import ServiceLifecycle
import Store
import Vault
import Web
import Work

/// The parts of a running platform.
struct PlatformParts {
  /// The state and the entries.
  let database: PlatformDatabase
  /// The writer.
  let committer: Committer
  /// What the web sees.
  let office: OfficeService
  /// The rules.
  let rules: Rules
  /// The versions of the rules that were in use.
  let ruleKeeper: RuleKeeper
  /// What those whose duty it is may read.
  private let documents: ConfinedDocuments
  /// The role that answers product calls, where this process plays it.
  private let edge: EdgeRole?
  /// Long-running services in the order of their start.
  let services: [any Service]

  /// Makes the parts from settings.
  ///
  /// Rules are read while the keys are opened, which is slow on purpose. Keys are made only after
  /// the rules were read, so that bad rules leave nothing behind.
  init(_ settings: ServeSettings, random: any RandomSource, logger: Logger) async throws {
    let installation = settings.installation
    async let reading = Rules(folder: settings.regulations)
    if !installation.hasKeys { _ = try await reading }
    database = try PlatformDatabase(path: installation.database.path, registry: .shuyu)
    let missing = try MissingKeys(database, areLost: settings.renewsLostKeys)
    let keys = try Keys(
      installation, passphraseFile: settings.passphraseFile, origin: "shuyu.local/ledger",
      random: random, missing: missing)
    let rules = try await reading
    self.rules = rules
    let vault = try VaultStore(
      root: installation.vault.path, keys: keys.store, random: random, suite: .intl)
    _ = try vault.sweep()
    ruleKeeper = try PlatformParts.ruleKeeper(rules, database)
    let clock = try PlatformParts.clock(settings, database)
    let subjects = try PlatformParts.subjects(installation, keys, random, missing)
    committer = Committer(
      database: database,
      setup: CommitterSetup(
        profiles: rules.profiles, calendar: rules.calendar, clock: clock, random: random,
        subjects: subjects, coverage: rules.coverage, earlier: ruleKeeper.earlier),
      logger: logger)
    let publisher = try LedgerPublisher(
      source: StoredEntries(database), folder: installation.ledger.path, signers: keys.signers,
      started: SystemClock().now(), prefixCheck: .last(256))
    let ledger = LedgerService(publisher: publisher, committer: committer, logger: logger)
    documents = ConfinedDocuments(
      reporting: CommitterReporting(committer: committer, database: database), vault: vault,
      today: { clock.now().day(in: .china) },
      submit: { [committer] in try await committer.submit($0) })
    let parts = RoleParts(
      settings: settings, database: database, committer: committer, vault: vault,
      keys: keys.store, subjects: subjects, profiles: rules.profiles, coverage: rules.coverage,
      clock: clock, random: random, missing: missing,
      logKeys: try keys.signers.map { try NoteKey($0) }, logger: logger)
    let edge = settings.roles.contains(.edge) ? try EdgeRole(parts) : nil
    self.edge = edge
    let domain =
      settings.roles.contains(.domain)
      ? try DomainRole(parts) { release in edge?.products.forget(release) } : nil
    let uploads = UploadKeeper(
      vault: vault, database: database, clock: clock, random: random,
      quota: .standard(fileBytesMax: WebLimits.uploadBytesMax),
      freeBytes: { installation.freeBytes }, logger: logger)
    office = OfficeService(
      database: database, committer: committer,
      sessions: Sessions(
        database: database, clock: clock, random: random,
        gate: SignInGate { Int64(DispatchTime.now().uptimeNanoseconds / 1_000_000) }),
      uploads: uploads,
      ledger: LedgerReader(folder: installation.ledger.path),
      listings: ListingReader(
        database,
        cursors: ListingCursor(
          key: try InstallationKey(file: installation.cursorKey, context: "shuyu/cursor-key")
            .bytes(ListingCursor.keyBytes, store: keys.store, random: random))),
      clock: clock, calendar: rules.calendar, profiles: rules.profiles,
      earlier: ruleKeeper.earlier, coverage: rules.coverage,
      decided: { edge?.lease.invalidate() },
      ready: PlatformParts.readiness(
        database, ledger, edge?.journal, domain, freeBytes: { installation.freeBytes }, logger))
    services =
      [
        CommitterService(committer), ledger,
        UploadExpiryService(keeper: uploads, logger: logger),
        PlatformParts.dayTurn(parts),
      ] + (edge?.services ?? [])
      + (domain.map { [$0.service] } ?? [])
  }

  /// Adds the routes of the other roles.
  func extend(_ router: Router<WebContext>) {
    edge?.add(to: router)
  }

  /// Gives confined documents.
  var reader: DocumentRoutes.Reader {
    { [documents] document, id, actor in
      switch try await documents.read(document, of: id, for: actor) {
      case .bytes(let bytes): .bytes(bytes)
      case .answer(let answer): .answer(answer)
      }
    }
  }

  /// What says whether the parts are up.
  private static func readiness(
    _ database: PlatformDatabase, _ ledger: LedgerService, _ journal: UsageJournal?,
    _ domain: DomainRole?, freeBytes: @escaping @Sendable () -> Int?, _ logger: Logger
  ) -> @Sendable () async -> Readiness {
    {
      var optional: [String: Bool] = [:]
      var parts = ["ledger": ledger.hasPublished]
      // Where the system does not say how much is free, the database tells by failing.
      parts["disk"] = freeBytes().map { $0 >= PlatformParts.freeBytesMin } ?? true
      if let journal { parts["usage"] = journal.failing.isEmpty }
      do {
        _ = try database.entryCount()
        parts["database"] = !database.pool.isDamaged
      } catch {
        logger.error("the database does not answer")
        parts["database"] = false
      }
      if let domain {
        let hasScratch = domain.hasScratch()
        if domain.needsScratch { parts["scratch"] = hasScratch }
        if !domain.needsScratch { optional["scratch"] = hasScratch }
      }
      return Readiness(parts: parts, optional: optional)
    }
  }

  /// Below so many free bytes the platform is not ready: entries, usage records and their logs
  /// need room at any moment.
  private static let freeBytesMin = 8 << 20

  /// What turns the day in every place.
  private static func dayTurn(_ parts: RoleParts) -> DayTurnService {
    let clock = parts.clock
    return DayTurnService(
      turn: DayTurn(
        places: parts.profiles.keys.sorted(),
        lapsing: parts.profiles.mapValues(LapsingStep.all), reporting: parts.reporting,
        logger: parts.logger),
      reporting: parts.reporting, now: { clock.now() }, logger: parts.logger)
  }

  private static func ruleKeeper(
    _ rules: Rules, _ database: PlatformDatabase
  ) throws -> RuleKeeper {
    do {
      return try RuleKeeper(
        database, present: rules.present, supplied: rules.supplied,
        read: { try rules.read($0, file: $1) })
    } catch let problem as RuleProblem {
      throw SetupError(problem.description)
    }
  }

  private static func subjects(
    _ installation: Installation, _ keys: Keys, _ random: any RandomSource,
    _ missing: MissingKeys
  ) throws -> SubjectMarker {
    let key = try InstallationKey(file: installation.identityKey, context: "shuyu/identity-key")
      .bytes(SubjectMarker.byteCount, store: keys.store, random: random) {
        try missing.refuse(
          $0, because: "under another key no account and no authorisation matches its subject")
      }
    guard let marker = SubjectMarker(key: key) else {
      throw SetupError("the identity key has another length")
    }
    return marker
  }

  private static func clock(
    _ settings: ServeSettings, _ database: PlatformDatabase
  ) throws -> any PlatformClock {
    switch settings.clock {
    case .system: SystemClock()
    case .manual:
      ManualClock(
        try [database.lastInstant(), database.clockSetting()].compactMap { $0 }.max()
          ?? settings.clockStart ?? SystemClock().now())
    }
  }
}
