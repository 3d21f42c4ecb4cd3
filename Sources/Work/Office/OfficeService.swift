// SPDX-License-Identifier: Apache-2.0
package import Core
import Cryptography
import Evidence
package import Ledger
import Merkle
package import Platform
package import Regulation
package import Store

/// The running platform as the web and the command line see it.
package struct OfficeService: PlatformService {
  private let database: PlatformDatabase
  private let committer: Committer
  private let sessions: Sessions
  private let uploads: UploadKeeper
  private let ledger: LedgerReader
  private let listings: ListingReader
  private let clock: any PlatformClock
  /// The calendar by which working days are counted.
  package let calendar: WorkingCalendar
  private let decided: @Sendable () -> Void
  private let ready: @Sendable () async -> Readiness
  /// The rules of each place.
  package let profiles: [String: Profile]
  /// The rules of each place before the present ones.
  package let earlier: EarlierProfiles
  /// The answers to the clauses of each place.
  package let coverage: Coverage

  /// Puts the parts together; `decided` is called after each allowed action and before its
  /// answer, so that rights held elsewhere end before the end is acknowledged.
  package init(
    database: PlatformDatabase, committer: Committer, sessions: Sessions, uploads: UploadKeeper,
    ledger: LedgerReader, listings: ListingReader, clock: any PlatformClock,
    calendar: WorkingCalendar, profiles: [String: Profile], earlier: EarlierProfiles = .none,
    coverage: Coverage,
    decided: @escaping @Sendable () -> Void,
    ready: @escaping @Sendable () async -> Readiness
  ) {
    self.database = database
    self.committer = committer
    self.sessions = sessions
    self.uploads = uploads
    self.ledger = ledger
    self.listings = listings
    self.clock = clock
    self.calendar = calendar
    self.profiles = profiles
    self.earlier = earlier
    self.coverage = coverage
    self.decided = decided
    self.ready = ready
  }

  /// All that the platform declares.
  package var registry: Registry { database.registry }

  /// Hands an action over.
  package func submit(_ submission: Submission) async throws -> Answer {
    let answer: Answer
    do { answer = try await committer.submit(submission) } catch StoreError.busy {
      throw PlatformBusy()
    } catch  where FullDisk.explains(error) {
      throw PlatformFull()
    }
    if case .allowed = answer { decided() }
    if case .allowed = answer, submission.name == MoveClock.spec.info.name,
      let manual = clock as? ManualClock, let target = try database.clockSetting()
    {
      manual.move(to: target)
    }
    return answer
  }

  /// One page of a listing.
  package func page(
    _ listing: Listing, for actor: Actor?, _ request: ListingRequest
  ) async throws -> ListingPage {
    try listings.page(ruled(listing, for: actor), for: actor, request)
  }

  /// One record within the actor's scope.
  package func record(_ listing: Listing, for actor: Actor?, id: RecordID) async throws -> JSON? {
    try listings.record(ruled(listing, for: actor), for: actor, id: id)
  }

  /// A listing as the rules of the actor's place narrow it.
  private func ruled(_ listing: Listing, for actor: Actor?) -> Listing {
    listing.under(actor.flatMap { profiles.ruling($0.place) })
  }

  /// Those of these records that lie within the actor's scope.
  package func records(
    _ listing: Listing, for actor: Actor?, ids: [RecordID]
  ) async throws -> [RecordID: JSON] {
    try listings.records(ruled(listing, for: actor), for: actor, ids: ids)
  }

  /// What whoever comes upon these ids may call the records.
  package func openNames(
    _ listing: Listing, of ids: [RecordID]
  ) async throws -> [RecordID: String] {
    try listings.openNames(listing, of: ids)
  }

  /// The login of the actor's own account.
  package func login(of actor: Actor) async throws -> String? {
    try database.read { try $0.find(Account.self, actor.account)?.login }
  }

  /// How the duties of the actor's place stand, and for an overseer those for the agreements of the
  /// authorities below it.
  package func duties(for actor: Actor, ownOnly: Bool) async throws -> [DutyStanding] {
    guard let profile = profiles.ruling(actor.place) else { return [] }
    let today = clock.now().day(in: .china)
    return try database.read { reader in
      let own = try DutyBoard(profile, of: actor.place, today: today, calendar: calendar, reader)
        .standings(for: actor, ownOnly: ownOnly)
      guard !ownOnly else { return own }
      return own
        + (try DutyBoard.below(actor, profile, today: today, calendar: calendar, reader))
    }
  }

  /// How the review of releases goes in the actor's place.
  package func reviewFigures(for actor: Actor) async throws -> ReviewFigures? {
    guard !ReviewFigures.readers.isDisjoint(with: actor.capacities) else { return nil }
    let today = clock.now().day(in: .china)
    return try database.read { reader in
      let place = Condition.equal("place", actor.place)
      let waiting = try reader.every(
        Release.self, [place, .equal("state", Release.State.reviewing.rawValue)])
      return ReviewFigures(
        waiting: waiting, votes: try reader.every(EgressVote.self, [place]), today: today,
        calendar: calendar)
    }
  }

  /// The way of a product from its sources to its recipients.
  package func trace(ofProduct id: RecordID) async throws -> ProductTrace? {
    try database.read { read in
      try ProductTrace.of(id, read) { try GrantVersions.version(of: $0, in: $1, read) }
    }
  }

  /// The entries of a record's chain.
  package func history(of id: RecordID, before: Int?, limit: Int) async throws -> [HistoryItem] {
    try StoredEntries(database).history(of: id, before: before ?? .max, limit: limit).map {
      HistoryItem(
        sequence: $0.sequence, entry: $0.entry.index, content: try JSON.parse($0.entry.bytes))
    }
  }

  /// The newest entries that cite a clause.
  package func entries(citing clause: String, limit: Int) async throws -> [Int] {
    try StoredEntries(database).citing(clause, limit: limit)
  }

  /// The inclusion proof of an entry, nil while it is not published.
  package func proof(ofEntry index: Int) async throws -> String? {
    guard index >= 0, index < (try ledger.checkpoint().head.size) else { return nil }
    return String(decoding: try ledger.proofFile(index: index), as: UTF8.self)
  }

  /// One entry's canonical bytes.
  package func entry(_ index: Int) async throws -> [UInt8]? {
    try StoredEntries(database).entries(from: index, limit: 1).first
  }

  /// The log's description.
  package func logDescription() async throws -> [UInt8]? { try ledger.description() }

  /// Opens a session.
  package func signIn(
    login: String, password: String, address: String
  ) async throws -> SignIn {
    do {
      return try await sessions.signIn(login: login, password: password, address: address)
    } catch  where FullDisk.explains(error) {
      throw PlatformFull()
    }
  }

  /// Who a token stands for.
  package func actor(token: String) async throws -> Actor? {
    try sessions.actor(token: token)
  }

  /// Ends a session.
  package func signOut(token: String) async throws {
    do { try sessions.close(token: token) } catch  where FullDisk.explains(error) {
      throw PlatformFull()
    }
  }

  /// Keeps an uploaded file.
  package func upload(
    for actor: Actor, name: String, mediaType: String, isData: Bool, length: Int?,
    body: any AsyncSequence<[UInt8], any Error>
  ) async throws -> Upload {
    do {
      return try await uploads.keep(
        for: actor, name: name, mediaType: mediaType, isData: isData, length: length, body: body)
    } catch  where FullDisk.explains(error) {
      throw PlatformFull()
    }
  }

  /// The papers of a record.
  package func papers(of id: RecordID) async throws -> [Paper] {
    try PaperRegister(database).papers(of: id)
  }

  /// A paper's bytes.
  package func bytes(of paper: Paper) async throws -> [UInt8] {
    try await uploads.bytes(of: paper)
  }

  /// What was answered under a key.
  package func answered(key: String, of actor: Actor) async throws -> Answer? {
    try AnswerMemory(database).answer(key: key, of: actor, at: clock.now())
  }

  /// A saved draft.
  package func draft(of actor: Actor, action: String, subject: String) async throws -> JSON? {
    try Drafts(database).find(of: actor, action: action, subject: subject)
  }

  /// Saves or deletes a draft.
  package func saveDraft(
    _ draft: JSON?, of actor: Actor, action: String, subject: String
  ) async throws -> DraftKeeping {
    do {
      return try Drafts(database).save(
        draft, of: actor, action: action, subject: subject, at: clock.now())
    } catch  where FullDisk.explains(error) {
      throw PlatformFull()
    }
  }

  /// What is up, by part.
  package func readiness() async -> Readiness { await ready() }

  /// The clock's time.
  package func time() -> (now: Instant, isManual: Bool) { (clock.now(), clock.isManual) }
}
