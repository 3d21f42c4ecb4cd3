// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation
import Platform
import Regulation
import Synchronization

/// A platform in memory: fixed records, real declarations, answers recorded.
final class FakePlatform: PlatformService {
  /// What a test may change and look at.
  struct State: Sendable {
    /// Without the notice of any year unless a test gives one.
    var calendar: WorkingCalendar
    var records: [String: [JSON]] = [:]
    var history: [String: [HistoryItem]] = [:]
    var drafts: [String: JSON] = [:]
    var answers: [String: (input: JSON, answer: Answer)] = [:]
    var submitted: [JSON] = []
    var uploads: [[UInt8]] = []
    var sessions: [String: Actor] = [:]
    var addresses: [String] = []
    var citations: [String: [Int]] = [:]
    var papers: [String: [(paper: Paper, bytes: [UInt8])]] = [:]
    var duties: [DutyStanding] = []
    var figures: ReviewFigures?
    var traces: [RecordID: ProductTrace] = [:]
    var isClockManual = false
    var breaks = false
    var isFull = false
    var up = Readiness(parts: ["fake": true])
    var lookups = 0
    /// Records that lie outside everybody's scope.
    var unseen: Set<RecordID> = []
  }

  let registry: Registry
  let profiles: [String: Profile]
  let earlier = EarlierProfiles.none
  let coverage: Coverage
  /// Guarded: everything that changes.
  let state: Mutex<State>

  static let now = Instant(milliseconds: 1_795_230_000_000)
  static let password = "correct horse battery"
  /// With this password too many attempts have failed already.
  static let impatient = "again and again"

  init(
    nouns: [any Noun.Type] = [Notes.self], _ change: (inout State) -> Void = { _ in }
  ) throws {
    registry = Registry(nouns)
    profiles = ["ezhou": try TestProfile.ezhou()]
    coverage = try TestProfile.coverage()
    var state = State(calendar: try WorkingCalendar([]))
    state.records = FakeRecords.all
    state.history = FakeRecords.history
    change(&state)
    self.state = Mutex(state)
  }

  func submit(_ submission: Submission) async throws -> Answer {
    if let known = state.withLock({ $0.answers[submission.idempotencyKey ?? ""] }) {
      return known.input == submission.input
        ? known.answer : .malformed([Reason("idempotency.mismatch", zh: "重复", en: "again")])
    }
    guard let action = registry.actions[submission.name] else { return .unknownAction }
    let answer = try decide(action, submission)
    state.withLock { state in
      state.submitted.append(submission.input)
      if let key = submission.idempotencyKey { state.answers[key] = (submission.input, answer) }
    }
    return answer
  }

  func answered(key: String, of actor: Actor) async throws -> Answer? {
    state.withLock { $0.answers[key]?.answer }
  }

  private static func preparation() throws -> Preparation {
    guard let subjects = SubjectMarker(key: [UInt8](repeating: 3, count: 32)) else {
      throw BrokenDisk()
    }
    return Preparation(random: SeededRandom(seed: 1), subjects: subjects)
  }

  private func decide(_ action: AnyAction, _ submission: Submission) throws -> Answer {
    guard let actor = FakeRecords.actors.values.first(where: { $0.account == submission.account }),
      let profile = profiles[actor.place],
      let leaf = Digest(hex: String(repeating: "ab", count: 32))
    else { return .notSignedIn }
    let receipt = Receipt(entry: 41, leaf: leaf, recordedAt: Self.now)
    let context = Context(
      actor: actor, profile: profile, now: Self.now, calendar: try WorkingCalendar([]),
      entropy: [7])
    switch try action.prepare(submission.input, try Self.preparation()) {
    case .failure(let problems): return .malformed(problems.reasons)
    case .success(let prepared):
      switch try prepared.decide(NoRecords(), context) {
      case .allowed(_, let result): return .allowed(receipt, result: result)
      case .refused(let reasons): return .refused(receipt, reasons)
      }
    }
  }

  func page(
    _ listing: Listing, for actor: Actor?, _ request: ListingRequest
  ) async throws -> ListingPage {
    guard let actor, listing.scope(of: actor) != nil else { throw ListingProblem.notAllowed }
    if state.withLock({ $0.breaks }) { throw BrokenDisk() }
    if state.withLock({ $0.isFull }) { throw PlatformFull() }
    var rows = state.withLock { $0.records[listing.table.name] ?? [] }
    let unseen = state.withLock { Set($0.unseen.map(\.rawValue)) }
    rows = rows.filter { row in
      !unseen.contains(row["id"]?.string ?? "")
        && request.filters.allSatisfy { FakeRecords.matches(row, $0) }
    }
    if let search = request.search {
      rows = rows.filter { ($0["title"] ?? $0["name"])?.string?.contains(search) ?? false }
    }
    if let sort = request.sort {
      rows.sort { ($0[sort]?.string ?? "") < ($1[sort]?.string ?? "") }
      if request.descending { rows.reverse() }
    }
    let start = request.cursor.flatMap { Int($0) } ?? 0
    let items = rows.dropFirst(start).prefix(request.limit)
    let end = start + items.count
    return ListingPage(
      items: items.map { FakeRecords.shown($0, listing, actor) },
      next: end < rows.count ? String(end) : nil, total: rows.count)
  }

  func record(_ listing: Listing, for actor: Actor?, id: RecordID) async throws -> JSON? {
    guard let actor, listing.scope(of: actor) != nil,
      !state.withLock({ $0.unseen.contains(id) })
    else { return nil }
    return state.withLock { $0.records[listing.table.name] ?? [] }
      .first { $0["id"]?.string == id.rawValue }
      .map { FakeRecords.shown($0, listing, actor) }
  }

  func records(
    _ listing: Listing, for actor: Actor?, ids: [RecordID]
  ) async throws -> [RecordID: JSON] {
    state.withLock { $0.lookups += 1 }
    var found: [RecordID: JSON] = [:]
    for id in ids { found[id] = try await record(listing, for: actor, id: id) }
    return found
  }

  func openNames(_ listing: Listing, of ids: [RecordID]) async throws -> [RecordID: String] {
    guard let member = listing.openName else { return [:] }
    let rows = state.withLock { $0.records[listing.table.name] ?? [] }
    var names: [RecordID: String] = [:]
    for row in rows {
      guard let id = row["id"]?.string.flatMap(RecordID.init), ids.contains(id) else { continue }
      names[id] = row[member]?.string
    }
    return names
  }

  func login(of actor: Actor) async throws -> String? {
    FakeRecords.actors.first { $0.value.account == actor.account }?.key
  }

  func duties(for actor: Actor, ownOnly: Bool) async throws -> [DutyStanding] {
    let duties = state.withLock { $0.duties }
    return ownOnly ? duties.filter(\.isOwn) : duties
  }

  func reviewFigures(for actor: Actor) async throws -> ReviewFigures? {
    guard !ReviewFigures.readers.isDisjoint(with: actor.capacities) else { return nil }
    return state.withLock { $0.figures }
  }

  func trace(ofProduct id: RecordID) async throws -> ProductTrace? {
    state.withLock { $0.traces[id] }
  }

  func history(of id: RecordID, before: Int?, limit: Int) async throws -> [HistoryItem] {
    let items = state.withLock { $0.history[id.rawValue] ?? [] }
    return Array(items.filter { $0.sequence < before ?? .max }.prefix(limit))
  }

  func entries(citing clause: String, limit: Int) async throws -> [Int] {
    state.withLock { Array(($0.citations[clause] ?? []).prefix(limit)) }
  }
  func proof(ofEntry index: Int) async throws -> String? {
    index < 100 ? "c2sp.org/tlog-proof@v1\nindex \(index)\n" : nil
  }
  func entry(_ index: Int) async throws -> [UInt8]? { Array("entry \(index)".utf8) }
  func logDescription() async throws -> [UInt8]? {
    Array(#"{"origin":"log.test","vkeys":["log.test+00000000+AAAA"]}"#.utf8)
  }

  func signIn(login: String, password: String, address: String) async throws -> SignIn {
    state.withLock { $0.addresses.append(address) }
    if password == Self.impatient { return .wait(seconds: 8) }
    guard password == Self.password, let actor = FakeRecords.actors[login] else { return .refused }
    state.withLock { $0.sessions["token-\(login)"] = actor }
    return .opened(token: "token-\(login)")
  }
  func actor(token: String) async throws -> Actor? { state.withLock { $0.sessions[token] } }
  func signOut(token: String) async throws { state.withLock { $0.sessions[token] = nil } }

  func upload(
    for actor: Actor, name: String, mediaType: String, isData: Bool, length: Int?,
    body: any AsyncSequence<[UInt8], any Error>
  ) async throws -> Upload {
    var bytes: [UInt8] = []
    for try await piece in body { bytes += piece }
    guard !bytes.isEmpty else { throw UploadProblem.empty }
    state.withLock { [bytes] in $0.uploads.append(bytes) }
    return Upload(
      id: RecordID.make(prefix: "UPL", random: [UInt8](repeating: 5, count: 16)),
      bytes: bytes.count, digest: SHA256.hash(bytes))
  }

  func papers(of id: RecordID) async throws -> [Paper] {
    state.withLock { ($0.papers[id.rawValue] ?? []).map(\.paper) }
  }
  func bytes(of paper: Paper) async throws -> [UInt8] {
    let all = state.withLock { Array($0.papers.values.joined()) }
    guard let found = all.first(where: { $0.paper == paper }) else { throw BrokenDisk() }
    return found.bytes
  }

  func draft(of actor: Actor, action: String, subject: String) async throws -> JSON? {
    state.withLock { $0.drafts["\(actor.account)/\(action)/\(subject)"] }
  }
  func saveDraft(
    _ draft: JSON?, of actor: Actor, action: String, subject: String
  ) async throws -> DraftKeeping {
    guard (draft?.canonicalText.count ?? 0) <= DraftKeeping.charactersMax else { return .tooLong }
    state.withLock { $0.drafts["\(actor.account)/\(action)/\(subject)"] = draft }
    return .kept
  }

  var calendar: WorkingCalendar { state.withLock { $0.calendar } }
  func readiness() async -> Readiness { state.withLock { $0.up } }
  func time() -> (now: Instant, isManual: Bool) {
    (Self.now, state.withLock { $0.isClockManual })
  }
}

/// Something that pages do not know.
struct BrokenDisk: Error {}

/// No tables at all.
private struct NoRecords: RecordReader {
  func find<R: Record>(_ type: R.Type, _ id: RecordID) throws -> R? { nil }
  func list<R: Record>(_ type: R.Type, _ conditions: [Condition], limit: Int) throws -> [R] { [] }
  func count<R: Record>(_ type: R.Type, _ conditions: [Condition]) throws -> Int { 0 }
}

/// The profile of the tests, from the project's own file.
enum TestProfile {
  static func ezhou() throws -> Profile { try loaded.get() }

  /// Four answers of three kinds in two articles.
  static func coverage() throws -> Coverage {
    try Coverage.load(
      yaml: """
        places:
          - place: ezhou
            clausePrefix: EZ
            clauses:
              - {id: EZ-02.6-c, kind: enforced, control: call.sections, note: {zh: 五项, en: Five}}
              - {id: EZ-02.6-i, kind: enforced, control: agreement.term, note: {zh: 五年, en: Yes}}
              - {id: EZ-02.7-a, kind: deadline, control: exit.expiry, note: {zh: 期满, en: End}}
              - {id: EZ-02.7-d, kind: unmet, note: {zh: <缺>, en: None}}
        """, file: "coverage.yaml")
  }

  /// Read once; a test that needs it fails with the error of reading.
  private static let loaded = Result { try load() }

  private static func load() throws -> Profile {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(
      contentsOf: root.appending(path: "Regulations/ezhou.yaml"), encoding: .utf8)
    return try Profile.load(yaml: text, file: "ezhou.yaml")
  }
}
