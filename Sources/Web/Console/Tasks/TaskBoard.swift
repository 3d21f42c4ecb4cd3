// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation

/// The records of one listing that wait for the actor: those with a due day first, then the oldest.
struct TaskBoard {
  /// Records looked at where the actor may have done its part already.
  static let looksMax = 50

  private let visit: Visit
  private let listing: Listing
  private let actor: Actor
  /// The columns by which the actor may ask.
  private let columns: [String]

  /// The board of a listing.
  init(_ visit: Visit, _ listing: Listing, _ actor: Actor) {
    self.visit = visit
    self.listing = listing
    self.actor = actor
    columns = listing.queryable(by: actor).map(\.name)
  }

  /// The model, without the records that stand above already; nil when nothing waits here.
  func model(without shown: Set<String>) async throws -> JSON? {
    var records: [JSON] = []
    var total = 0
    for condition in waiting() {
      let page = try await page(condition, more: shown.count)
      records += page.items
      total += page.total
    }
    records = records.filter { !shown.contains($0["id"]?.string ?? "") }
    let most = TaskRoutes.rowsMax
    var rows: [JSON] = []
    for record in records.sorted(by: { order($0) < order($1) }) where rows.count < most {
      let actions = try await NextActions(visit).links(
        on: listing, record, actor: actor, dutiesOnly: true)
      // Without any, the actor has done its part, and others have not.
      if actions.isEmpty { total -= 1 } else { rows.append(model(record, actions)) }
    }
    guard !rows.isEmpty else { return nil }
    return .object([
      "label": .string(visit.say(listing.label)), "href": .string("/console/\(listing.plural)"),
      "total": .int(Int64(max(total, rows.count))), "records": .array(rows),
    ])
  }

  /// The states in which a record waits for one of the actor's duties.
  private func waiting() -> [Condition] {
    var states: [String: Set<String>] = [:]
    for info in visit.console.actions(for: actor, on: listing.table.name) {
      guard let declared = info.states, columns.contains(declared.member) else { continue }
      states[declared.member, default: []].formUnion(declared.duties)
    }
    return states.sorted { $0.key < $1.key }.flatMap { member, codes in
      codes.sorted().map { Condition.equal(member, $0) }
    }
  }

  /// Whether the actor may have done its part of what waits.
  private var isOnceEach: Bool {
    visit.console.actions(for: actor, on: listing.table.name).contains { $0.states?.once != nil }
  }

  private var due: String? { columns.first { $0.hasPrefix("due") } }
  private var day: String? { columns.first { $0.hasSuffix("On") || $0.hasSuffix("At") } }

  /// The records in a state, each kind by an index: those that are due, or else the oldest.
  private func page(_ condition: Condition, more: Int) async throws -> ListingPage {
    let platform = visit.console.platform
    let limit = (isOnceEach ? Self.looksMax : TaskRoutes.rowsMax) + more
    var oldest = ListingRequest(filters: [condition], sort: day, limit: limit)
    oldest.isOfOwnPlace = true
    guard let due else { return try await platform.page(listing, for: actor, oldest) }
    var dated = ListingRequest(
      filters: [condition, Condition(due, .greater, .string(""))], sort: due, limit: limit)
    dated.isOfOwnPlace = true
    let urgent = try await platform.page(listing, for: actor, dated)
    guard urgent.items.count < limit else { return urgent }
    let rest = try await platform.page(listing, for: actor, oldest)
    let known = Set(urgent.items.compactMap { $0["id"]?.string })
    return ListingPage(
      items: urgent.items + rest.items.filter { !known.contains($0["id"]?.string ?? "") },
      next: rest.next, total: rest.total)
  }

  /// What sorts a record: its due day, its day, its id.
  private func order(_ record: JSON) -> (String, String, String) {
    let due = due.flatMap { record[$0]?.string } ?? "~"
    let day = day.flatMap { record[$0]?.string } ?? ""
    return (due, day, record["id"]?.string ?? "")
  }

  private func model(_ record: JSON, _ actions: [JSON]) -> JSON {
    let text = record["id"]?.string ?? ""
    let hidden = listing.hidden(from: actor)
    let due = record.object?.first { $0.key.hasPrefix("due") && !hidden.contains($0.key) }?.value
      .string
    let day = DueDay(due, hidden.contains("uncertain") ? nil : record["uncertain"], visit)
    let state = hidden.contains("state") ? nil : record["state"]?.string
    return .object([
      "href": .string("/console/\(listing.plural)/\(text)"),
      "name": .string(RecordNames.title(of: record, in: listing, visit)),
      "state": .string(state.map { visit.valueText.text($0, in: record) } ?? ""),
      "due": .string(day.text), "isLate": .bool(day.isLate),
      "actions": .array(actions),
    ])
  }
}
