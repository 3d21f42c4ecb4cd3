// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Platform
import Regulation
import Testing

/// Runs actions by name as the committer would, over tables in memory and a clock of its own.
final class FakePlatform {
  let registry: Registry
  let records = FakeRecords()
  var profile: Profile
  /// The versions of the rules before the present one.
  var earlier: [Int: Profile] = [:]
  var calendar: WorkingCalendar
  var now: Instant
  /// Digests and ids of files that nobody uploaded; every other counts as uploaded.
  var notUploaded: Set<String> = []
  /// Ids of files that an action named as papers.
  var papers: Set<String> = []
  /// Every event that was applied, in order.
  private(set) var log: [(type: String, facts: JSON)] = []
  /// The actions that were tried in every state in which their declarations refuse them.
  private(set) var walked: Set<String> = []
  /// Which actions on a record another organisation of the place may do too, by capacity.
  private(set) var open: [String: Set<String>] = [:]
  /// The actions that strangers have tried already.
  private var triedByStrangers: Set<String> = []
  private var counter = 0

  init(_ nouns: [any Noun.Type], profile: Profile, calendar: WorkingCalendar, on day: Day) {
    registry = Registry(nouns)
    self.profile = profile
    self.calendar = calendar
    now = day.start(in: .china).adding(milliseconds: 9 * 3_600_000)
  }

  /// The key under which codes of subjects are hidden.
  static func subjects(_ byte: UInt8 = 3) throws -> SubjectMarker {
    guard let subjects = SubjectMarker(key: [UInt8](repeating: byte, count: 32)) else {
      throw FakeError.stepMissing
    }
    return subjects
  }

  /// The clock's civil day.
  var today: Day { now.day(in: .china) }

  /// Moves the clock to nine in the morning of a day.
  func move(to day: Day) {
    now = day.start(in: .china).adding(milliseconds: 9 * 3_600_000)
  }

  /// Runs an action and applies its events.
  func run(_ name: String, _ input: JSON, as actor: Actor) throws -> Outcome {
    guard let action = registry.actions[name] else { throw FakeError.unknownAction(name) }
    guard !action.info.capacities.isDisjoint(with: actor.capacities) else { return .forbidden }
    counter += 1
    let context = Context(
      actor: actor, profile: profile, earlier: earlier, now: now, calendar: calendar,
      entropy: SHA256.hash(Array("seed/\(counter)".utf8)).bytes)
    let preparation = Preparation(
      random: SeededRandom(seed: 1), subjects: try FakePlatform.subjects(),
      account: try records.find(Account.self, actor.account),
      isUploaded: { [notUploaded] in !notUploaded.contains($0.text) },
      isKept: { [notUploaded] in !notUploaded.contains($0.rawValue) },
      isPaper: { [papers] in papers.contains($0.rawValue) })
    let prepared: PreparedAction
    switch try action.prepare(input, preparation) {
    case .failure(let problems): return .malformed(problems.reasons)
    case .success(let value): prepared = value
    }
    let ruled: Context
    switch try registry.ruled(context, for: action, input, records) {
    case .failure(let unkept): return .refused([unkept.reason])
    case .success(let context): ruled = context
    }
    let misplaced = ruled.refusal(registry.misplaced(action.info.name, ruled))
    switch try misplaced ?? prepared.decide(records, ruled) {
    case .refused(let reasons): return .refused(reasons)
    case .allowed(let events, let result):
      try walk(action.info, input) { try prepared.decide(records, ruled) }
      if triedByStrangers.insert(name).inserted {
        try tryStrangers(action.info) { try prepared.decide(records, $0) }
      }
      let served = try registry.served(name, input, records, ruled)
      try apply(events + served, input, context)
      return .allowed(result)
    }
  }

  /// What an action waits for, as the committer asks before it is decided.
  func unprepared(_ name: String, _ input: JSON, as actor: Actor) throws -> [Reason] {
    let context = Context(
      actor: actor, profile: profile, earlier: earlier, now: now, calendar: calendar,
      entropy: SHA256.hash(Array("seed/0".utf8)).bytes)
    return try registry.unprepared(name, input, records, context)
  }

  /// Runs an action that must be allowed and gives the id in its answer.
  @discardableResult
  func mustRun(_ name: String, _ input: JSON, as actor: Actor) throws -> RecordID {
    let outcome = try run(name, input, as: actor)
    guard case .allowed(let result) = outcome else { throw UnexpectedOutcome(name, outcome) }
    guard let id = result["id"]?.string.flatMap(RecordID.init) else {
      throw UnexpectedOutcome(name, outcome)
    }
    return id
  }

  /// Tries an action that is allowed on a record as it stands on the same record in every state in
  /// which the declaration says that it is refused.
  private func walk(
    _ info: ActionInfo, _ input: JSON, _ decide: () throws -> Decision
  ) throws {
    guard let states = info.states, let table = info.on,
      let field = info.fields.first(where: { $0.refersTo == table }),
      let id = input[field.name]?.string.flatMap(RecordID.init),
      let document = records.document(id, in: table)
    else { return }
    let now = document[states.member]?.string ?? ""
    #expect(states.all.contains(now), "\(info.name) is allowed in \(now), against its declaration")
    defer { records.replace(document, id, in: table) }
    for state in states.refused.sorted() {
      var other = document.object ?? [:]
      other[states.member] = .string(state)
      records.replace(.object(other), id, in: table)
      if case .allowed = try decide() {
        Issue.record("\(info.name) is allowed in \(state), against its declaration")
      }
    }
    walked.insert(info.name)
  }

  /// Keeps that another organisation with a capacity may do an action on the same record.
  func note(_ name: String, openTo capacity: Capacity) {
    open[name, default: []].insert(capacity.rawValue)
  }

  private func apply(_ events: [Event], _ input: JSON, _ context: Context) throws {
    let occurredOn = input["occurredOn"]?.string.flatMap(Day.init) ?? today
    for event in events {
      let type = Swift.type(of: event.fact)
      guard let listed = registry.events[type.type] else { throw FakeError.unknownEvent(type.type) }
      let facts = try JSON(encoding: event.fact)
      let stamp = Stamp(
        entry: log.count, recordedAt: now, occurredOn: occurredOn, actor: context.actor.account,
        organisation: context.actor.organisation, place: context.actor.place)
      let stored = try FakePlatform.decode(listed, facts)
      try records.apply(stored.changes(stamp, payload: event.payload, records))
      log.append((type.type, facts))
    }
  }

  private static func decode<E: DomainEvent>(
    _ type: E.Type, _ facts: JSON
  ) throws -> any DomainEvent { try facts.decode(type) }
}

/// What came of an action.
enum Outcome {
  case allowed(JSON)
  case refused([Reason])
  case forbidden
  case malformed([Reason])

  /// The id in the answer of an allowed action.
  var id: RecordID? {
    guard case .allowed(let result) = self else { return nil }
    return result["id"]?.string.flatMap(RecordID.init)
  }

  /// Whether it was allowed.
  var isAllowed: Bool {
    if case .allowed = self { true } else { false }
  }

  /// The codes of the reasons; empty when allowed.
  var codes: [String] { reasons.map(\.code) }

  /// The clauses of all reasons.
  var clauses: Set<String> { Set(reasons.flatMap(\.clauses).map(\.rawValue)) }

  /// The reasons; empty when allowed or without capacity.
  var reasons: [Reason] {
    switch self {
    case .refused(let reasons), .malformed(let reasons): reasons
    case .allowed, .forbidden: []
    }
  }
}

/// An action that a test needs as a step did not come out as wanted.
struct UnexpectedOutcome: Error, CustomStringConvertible {
  let description: String

  init(_ name: String, _ outcome: Outcome) {
    description = "\(name): \(outcome)"
  }
}
