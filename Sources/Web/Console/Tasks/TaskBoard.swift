// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation

/// The records of one listing on which the actor can act: those with the nearest due day, or else
/// those of the latest day.
struct TaskBoard {
  private let visit: Visit
  private let listing: Listing
  private let actor: Actor

  /// The board of a listing.
  init(_ visit: Visit, _ listing: Listing, _ actor: Actor) {
    self.visit = visit
    self.listing = listing
    self.actor = actor
  }

  /// The model; nil when the actor can do nothing on these records or there are none.
  func model() async throws -> JSON? {
    guard !visit.console.actions(for: actor, on: listing.table.name).isEmpty else { return nil }
    let page = try await page()
    guard !page.items.isEmpty else { return nil }
    return .object([
      "label": .string(visit.say(listing.label)), "href": .string("/console/\(listing.plural)"),
      "total": .int(Int64(page.total)), "records": .array(page.items.map(record)),
    ])
  }

  private func page() async throws -> ListingPage {
    let platform = visit.console.platform
    let names = listing.queryable(by: actor).map(\.name)
    if let due = names.first(where: { $0.hasPrefix("due") }) {
      let page = try await platform.page(
        listing, for: actor,
        ListingRequest(
          filters: [Condition(due, .greater, .string(""))], sort: due, limit: TaskRoutes.rowsMax))
      if !page.items.isEmpty { return page }
    }
    let day = names.first { $0.hasSuffix("On") || $0.hasSuffix("At") }
    return try await platform.page(
      listing, for: actor,
      ListingRequest(sort: day, descending: day != nil, limit: TaskRoutes.rowsMax))
  }

  private func record(_ record: JSON) -> JSON {
    let text = record["id"]?.string ?? ""
    let hidden = listing.hidden(from: actor)
    let due = record.object?.first { $0.key.hasPrefix("due") && !hidden.contains($0.key) }?.value
      .string
    let state = hidden.contains("state") ? nil : record["state"]?.string
    let links = RecordID(text).map {
      NextActions(visit).links(on: listing.table, id: $0, actor: actor)
    }
    return .object([
      "href": .string("/console/\(listing.plural)/\(text)"),
      "name": .string(RecordNames.name(in: record, of: listing) ?? text),
      "state": .string(state.map { visit.valueText.text($0, in: record) } ?? ""),
      "due": .string(due ?? ""), "isLate": .bool(visit.isPast(due)),
      "actions": .array(links ?? []),
    ])
  }
}

extension Visit {
  /// Whether a day lies before today in China.
  func isPast(_ day: String?) -> Bool {
    guard let day = day.flatMap(Day.init) else { return false }
    return day < console.platform.time().now.day(in: .china)
  }
}
