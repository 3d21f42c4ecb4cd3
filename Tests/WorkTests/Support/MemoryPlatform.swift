// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Evidence
import Platform
import Regulation
import Synchronization
import Work

/// Decides system actions as the committer would, over tables in memory; loses reports on demand.
final class MemoryPlatform: Reporting {
  /// A report that a test lets fail.
  enum Fault: Sendable {
    /// It never arrived.
    case lost
    /// It was taken, but the answer was lost.
    case answerLost
  }

  struct Lost: Error {}

  private struct State {
    var records = MemoryRecords()
    var faults: [String: Fault] = [:]
    var interruptions: [String: @Sendable () async throws -> Void] = [:]
    var reports: [(action: String, outcome: String)] = []
    var inputs: [String] = []
    var count = 0
    var uploads: Set<RecordID> = []
    var papers: Set<RecordID> = []
  }

  private let registry: Registry
  private let profile: Profile
  private let calendar: WorkingCalendar
  private let now: Instant
  private let state = Mutex(State())

  init(profile: Profile, calendar: WorkingCalendar, now: Instant) {
    registry = Registry([
      Supply.self, Procedures.self, Workspaces.self, Egress.self, Agreements.self, Documents.self,
      Catalogue.self, Consents.self, Inspections.self,
    ])
    self.profile = profile
    self.calendar = calendar
    self.now = now
  }

  var place: String { profile.place }

  /// The key that hides subjects' codes.
  static func subjects() throws -> SubjectMarker {
    guard let marker = SubjectMarker(key: [UInt8](repeating: 3, count: 32)) else { throw Lost() }
    return marker
  }

  /// What was reported, with its outcome.
  var reports: [String] { state.withLock { $0.reports.map { "\($0.action) \($0.outcome)" } } }

  /// What was reported, as it would be written.
  var inputs: [String] { state.withLock { $0.inputs } }

  func put(_ record: some Record) throws {
    try state.withLock { try $0.records.put(record) }
  }

  func find<R: Record>(_ type: R.Type, _ id: RecordID) throws -> R {
    guard let found = try read({ try $0.find(type, id) }) else { throw Lost() }
    return found
  }

  /// A file that whoever acts is taken to have uploaded.
  func putUp(_ upload: RecordID) { state.withLock { _ = $0.uploads.insert(upload) } }

  /// Files that whoever acts is taken to have uploaded, and not destroyed since.
  var uploads: Set<RecordID> { state.withLock { $0.uploads } }

  /// An uploaded file that an action is taken to have named by its digest.
  func file(_ paper: RecordID) { state.withLock { _ = $0.papers.insert(paper) } }

  func isPaper(_ upload: RecordID) throws -> Bool {
    state.withLock { $0.papers.contains(upload) }
  }

  func forgetDestroyed(_ upload: RecordID) throws {
    state.withLock { _ = $0.uploads.remove(upload) }
  }

  /// Lets the next report of an action fail.
  func lose(_ action: String, _ fault: Fault = .lost) {
    state.withLock { $0.faults[action] = fault }
  }

  /// Lets something happen just before the next report of an action arrives.
  func interrupt(_ action: String, _ body: @escaping @Sendable () async throws -> Void) {
    state.withLock { $0.interruptions[action] = body }
  }

  func read<T>(_ body: (any RecordReader) throws -> T) throws -> T {
    try body(state.withLock { $0.records })
  }

  func commits() -> AsyncStream<Int> { AsyncStream { $0.finish() } }

  func report(_ action: String, place: String, input: JSON) async throws -> Answer {
    try await state.withLock { $0.interruptions.removeValue(forKey: action) }?()
    return try run(action, input, as: Bootstrap.actor(in: place))
  }

  /// Decides an action as somebody.
  func run(_ name: String, _ input: JSON, as actor: Actor) throws -> Answer {
    try state.withLock { state in
      let fault = state.faults.removeValue(forKey: name)
      if fault == .lost { throw Lost() }
      let answer = try decide(name, input, actor, &state)
      if fault == .answerLost { throw Lost() }
      return answer
    }
  }

  private func decide(
    _ name: String, _ input: JSON, _ actor: Actor, _ state: inout State
  ) throws -> Answer {
    guard let action = registry.actions[name] else { return .unknownAction }
    state.count += 1
    state.inputs.append(input.canonicalText)
    let entropy = SHA256.hash(Array("entropy/\(state.count)".utf8)).bytes
    let context = Context(
      actor: actor, profile: profile, now: now, calendar: calendar, entropy: entropy)
    let prepared: PreparedAction
    let preparation = Preparation(
      random: SeededRandom(seed: UInt64(state.count)), subjects: try MemoryPlatform.subjects(),
      isKept: { [uploads = state.uploads] in uploads.contains($0) },
      isPaper: { [papers = state.papers] in papers.contains($0) })
    switch try action.prepare(input, preparation) {
    case .failure(let problems):
      state.reports.append((name, "malformed \(problems.reasons)"))
      return .malformed(problems.reasons)
    case .success(let value): prepared = value
    }
    let receipt = Receipt(entry: state.count, leaf: SHA256.hash([]), recordedAt: now)
    switch try prepared.decide(state.records, context) {
    case .refused(let reasons):
      state.reports.append((name, "refused \(reasons.map(\.code).joined(separator: " "))"))
      return .refused(receipt, reasons)
    case .allowed(let events, let result):
      for event in events {
        let stamp = Stamp(
          entry: state.count, recordedAt: now, occurredOn: now.day(in: .china),
          actor: actor.account, organisation: actor.organisation, place: actor.place)
        let changes = try event.fact.changes(stamp, payload: event.payload, state.records)
        try state.records.apply(changes)
      }
      state.reports.append((name, "allowed"))
      return .allowed(receipt, result: result)
    }
  }
}
