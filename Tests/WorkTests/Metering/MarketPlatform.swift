// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation
import Gateway
import Platform
import Regulation
import Synchronization
import Work

/// The records of a market in memory, and the platform's reports decided upon them.
final class MarketPlatform: Reporting {
  struct Lost: Error {}

  private struct State {
    var records = MarketRecords()
    var entries = 0
    var losesAnswers = false
    var reports: [String] = []
  }

  let profile: Profile
  private let now: Mutex<Instant>
  private let state = Mutex(State())
  private let commitsStream: AsyncStream<Int>
  let committed: AsyncStream<Int>.Continuation

  init(now: Instant) throws {
    let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let file = project.appending(path: "Regulations/ezhou.yaml")
    profile = try Profile.load(
      yaml: String(contentsOf: file, encoding: .utf8), file: "ezhou.yaml")
    self.now = Mutex(now)
    (commitsStream, committed) = AsyncStream.makeStream()
  }

  var place: String { profile.place }

  func move(to instant: Instant) { now.withLock { $0 = instant } }

  /// Lets the next report be taken and its answer be lost.
  func loseNextAnswer() { state.withLock { $0.losesAnswers = true } }

  /// The names of the actions that were reported, in order.
  var reports: [String] { state.withLock { $0.reports } }

  /// Puts a document in place.
  func put<R: Record>(_ type: R.Type, _ document: JSON) throws {
    let record = try document.decode(type)
    state.withLock { $0.records.rows[R.table.name, default: [:]][record.id] = document }
  }

  /// Changes members of a document.
  func change<R: Record>(_ type: R.Type, _ id: RecordID, _ members: [String: JSON]) throws {
    let old = state.withLock { $0.records.rows[R.table.name]?[id] }
    guard case .object(let before) = old else { throw Lost() }
    try put(type, .object(before.merging(members) { $1 }))
  }

  func read<T>(_ body: (any RecordReader) throws -> T) throws -> T {
    try body(state.withLock { $0.records })
  }

  func commits() -> AsyncStream<Int> { commitsStream }

  func isPaper(_ upload: RecordID) throws -> Bool { false }

  func forgetDestroyed(_ upload: RecordID) throws {}

  func report(_ action: String, place: String, input: JSON) async throws -> Answer {
    let now = now.withLock { $0 }
    return try state.withLock { state in
      state.entries += 1
      state.reports.append(action)
      let context = Context(
        actor: Bootstrap.actor(in: place), profile: profile, now: now,
        calendar: try WorkingCalendar([]), entropy: SHA256.hash([UInt8(state.entries & 255)]).bytes)
      let answer = try decide(action, input, context, &state)
      defer { state.losesAnswers = false }
      if state.losesAnswers { throw Lost() }
      return answer
    }
  }

  private func decide(
    _ name: String, _ input: JSON, _ context: Context, _ state: inout State
  ) throws -> Answer {
    switch name {
    case "usage.anchor": try run(AnchorUsage.self, input, context, &state)
    case "statement.interim": try run(MakeInterimStatement.self, input, context, &state)
    case "statement.issue": try run(IssueStatement.self, input, context, &state)
    default: .unknownAction
    }
  }

  private func run<A: Action>(
    _ type: A.Type, _ input: JSON, _ context: Context, _ state: inout State
  ) throws -> Answer {
    let action: A
    switch A.spec.read(input) {
    case .failure(let problems): return .malformed(problems.reasons)
    case .success(let value): action = value
    }
    let receipt = Receipt(
      entry: state.entries, leaf: SHA256.hash([]), recordedAt: context.now)
    switch action.decide(try action.facts(state.records, context), context) {
    case .refused(let reasons): return .refused(receipt, reasons)
    case .allowed(let events, let result):
      for event in events {
        let stamp = Stamp(
          entry: state.entries, recordedAt: context.now, occurredOn: context.today, actor: nil,
          organisation: nil, place: context.place)
        for change in try event.fact.changes(stamp, payload: nil, state.records) {
          if case .put(let record) = change { try state.records.put(record) }
        }
      }
      return .allowed(receipt, result: result)
    }
  }
}

/// Documents in memory, compared as a database would.
struct MarketRecords: RecordReader {
  var rows: [String: [RecordID: JSON]] = [:]

  mutating func put<R: Record>(_ record: R) throws {
    rows[R.table.name, default: [:]][record.id] = try JSON(encoding: record)
  }

  func find<R: Record>(_ type: R.Type, _ id: RecordID) throws -> R? {
    try rows[R.table.name]?[id]?.decode(type)
  }

  func list<R: Record>(_ type: R.Type, _ conditions: [Condition], limit: Int) throws -> [R] {
    try matching(R.table, conditions).prefix(limit).map { try $0.decode(type) }
  }

  func count<R: Record>(_ type: R.Type, _ conditions: [Condition]) throws -> Int {
    matching(R.table, conditions).count
  }

  private func matching(_ table: TableSpec, _ conditions: [Condition]) -> [JSON] {
    rows[table.name, default: [:]].sorted { $0.key < $1.key }.map(\.value).filter { row in
      conditions.allSatisfy { Self.holds($0, row[$0.column] ?? .null) }
    }
  }

  private static func holds(_ condition: Condition, _ value: JSON) -> Bool {
    let order = [value.string ?? "", condition.value.string ?? ""]
    return switch condition.test {
    case .equal: value == condition.value
    case .notEqual: value != condition.value
    case .less: order[0] < order[1]
    case .lessOrEqual: order[0] <= order[1]
    case .greater: order[0] > order[1]
    case .greaterOrEqual: order[0] >= order[1]
    case .like: Condition.isListed(order[1], in: order[0])
    }
  }
}
