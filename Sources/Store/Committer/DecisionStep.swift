// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Evidence
import Foundation
import GRDB
import Platform
import Regulation

/// One action within the writer's transaction: facts, decision, entry, projection.
struct DecisionStep {
  /// The open transaction.
  let database: Database
  /// All that the platform declares.
  let registry: Registry
  /// Clock, rules, randomness.
  let setup: CommitterSetup

  /// Carries out a submission.
  func run(_ prepared: PreparedSubmission) throws -> Answer {
    let submission = prepared.content
    guard let action = registry.actions[submission.name], !setup.controls.isOff(submission.name)
    else { return .unknownAction }
    let reader = DatabaseReader(database: database)
    let account = try Accounts.actor(submission.account, reader)
    guard let actor = submission.systemPlace.map({ Bootstrap.actor(in: $0) }) ?? account,
      let profile = setup.profiles.ruling(actor.place)
    else { return .notSignedIn }
    let memory = IdempotencyMemory(
      database: database, now: setup.clock.now(), secretFields: action.info.secretFields)
    switch try memory.recall(submission) {
    case .answered(let answer): return answer
    case .otherBody: return .malformed([IdempotencyMemory.mismatch])
    case .new: break
    }
    let now = setup.clock.now()
    let standing =
      setup.controls.isOff("rules.superseded")
      ? []
      : try RuleOverride.standing(
        in: PlaceKey.root(of: actor.place), on: now.day(in: .china), reader)
    let context = Context(
      actor: actor, profile: setup.overlays.profile(profile, under: standing),
      earlier: setup.earlier[actor.place].mapValues {
        setup.overlays.profile($0, under: standing)
      }, now: now, calendar: setup.calendar, clockIsManual: setup.clock.isManual,
      controls: setup.controls,
      entropy: setup.random.bytes(32))
    let answer = try decide(action, prepared.fields, submission, context, reader)
    try memory.remember(submission, answer)
    return answer
  }

  private func decide(
    _ action: AnyAction, _ fields: PreparedSubmission.Fields,
    _ submission: Submission, _ home: Context, _ reader: DatabaseReader
  ) throws -> Answer {
    var context = home
    func forbidden() throws -> Answer {
      let reason = Reason(
        "capacity.missing", zh: "当前账号的身份不能办理此事项",
        en: "this account does not hold a capacity that may do this")
      let reasons = cited([reason], in: context.place)
      return .forbidden(try record(action, submission, context, refused: reasons), reasons)
    }
    guard
      !action.info.capacities.isDisjoint(with: context.actor.capacities)
        || context.isOff("capacity.missing")
    else {
      return try forbidden()
    }
    let prepared: PreparedAction
    switch fields {
    case .unknownAction: return .unknownAction
    case .notPermitted: return try forbidden()
    case .malformed(let problems): return .malformed(problems.reasons)
    case .ready(let value): prepared = value
    }
    let decision: Decision
    switch try registry.seated(context, for: action, submission.input, reader) {
    case .refused(let reasons): decision = .refused(reasons)
    case .at(let seat):
      context = seat
      decision = try decided(action, prepared, submission.input, seat, reader)
    }
    switch decision {
    case .refused(let stated):
      let reasons = cited(stated, in: context.place)
      return .refused(
        try record(action, submission, context, refused: reasons),
        try Interpretation.beside(reasons, in: context.rulesPlace, reader))
    case .allowed(let events, let result):
      let draft = try draft(action, submission, context, events: events, reasons: [])
      let (index, leaf) = try writer.append(draft)
      try endSessions(after: events, but: submission.session)
      let compared = action.info.fields.filter { $0.offer == .typed }.map(\.name)
      try UploadUse(database: database).mark(
        submission.input, comparing: Set(compared), by: context.actor.organisation, in: index,
        at: context.now)
      return .allowed(
        Receipt(entry: index, leaf: leaf, recordedAt: context.now), result: result)
    }
  }

  /// What an action comes to for the authority for which it is decided.
  private func decided(
    _ action: AnyAction, _ prepared: PreparedAction, _ input: JSON, _ context: Context,
    _ reader: DatabaseReader
  ) throws -> Decision {
    let name = action.info.name
    switch try registry.ruled(context, for: action, input, reader) {
    case .failure(let unkept): return .refused(unkept.reason)
    case .success(let ruled):
      let decision =
        try ruled.refusal(registry.misplaced(name, ruled))
        ?? ruled.refusal(registry.unprepared(name, input, reader, ruled))
        ?? prepared.decide(reader, ruled)
      guard case .allowed(let events, let result) = decision else { return decision }
      let served = try registry.served(name, input, reader, ruled)
      let opened = try registry.opened(name, input, result, reader, ruled)
      let stopped = try registry.stopped(by: events, reader, ruled)
      return .allowed(events + served + opened + stopped, result: result)
    }
  }

  /// Ends sessions and service tokens in the transaction of what ends them.
  private func endSessions(after events: [Event], but session: Digest?) throws {
    for event in events {
      guard let ending = event.fact as? any SessionEnding else { continue }
      try Sessions.close(of: ending.subject, but: session, database)
      if ending is any AccountEnding { try Drafts.delete(of: ending.subject, database) }
    }
  }

  /// The reasons with the clauses that their controls serve in a place.
  private func cited(_ reasons: [Reason], in place: String) -> [Reason] {
    reasons.map { setup.coverage.citing($0, in: place) }
  }

  private func record(
    _ action: AnyAction, _ submission: Submission, _ context: Context, refused reasons: [Reason]
  ) throws -> Receipt {
    let draft = try draft(action, submission, context, events: [], reasons: reasons)
    let (index, leaf) = try writer.append(draft)
    return Receipt(entry: index, leaf: leaf, recordedAt: context.now)
  }

  private var writer: EntryWriter {
    EntryWriter(database: database, registry: registry, random: setup.random)
  }

  private func draft(
    _ action: AnyAction, _ submission: Submission, _ context: Context, events: [Event],
    reasons: [Reason]
  ) throws -> EntryDraft {
    EntryDraft(
      type: action.info.name, outcome: reasons.isEmpty ? .allowed : .refused, at: context.now,
      isManualClock: context.clockIsManual,
      on: submission.input["occurredOn"]?.string.flatMap(Day.init),
      actor: context.actor,
      clauses: reasons.isEmpty
        ? setup.coverage.cited(action.info.clauses, by: action.info.name, in: context.place)
          + events.flatMap(\.clauses) : [],
      reasons: reasons, events: events, subjects: try known(submission, action),
      key: submission.idempotencyKey.map { SHA256.hash(Array($0.utf8)) })
  }

  /// The record acted upon, when its history exists already.
  private func known(_ submission: Submission, _ action: AnyAction) throws -> [RecordID] {
    guard let table = action.info.on,
      let field = action.info.fields.first(where: { $0.refersTo == table }),
      let id = submission.input[field.name]?.string.flatMap(RecordID.init)
    else { return [] }
    let found = try Int.fetchOne(
      database.cachedStatement(sql: "SELECT 1 FROM entry_subject WHERE subject = ? LIMIT 1"),
      arguments: [id.rawValue])
    return found == nil ? [] : [id]
  }
}
