// SPDX-License-Identifier: Apache-2.0
import Core
import Hummingbird
import Platform
import Regulation

/// A list of records: search, filters, sorting, paging, export, and what can be begun here.
struct ListPage {
  private let visit: Visit
  private let listing: Listing
  private let query: ListQuery
  private let columns: [ListingColumn]
  private let sortable: Set<String>

  /// Reads the query of a list.
  init(_ visit: Visit, _ listing: Listing) throws {
    self.visit = visit
    self.listing = listing
    query = try ListQuery(visit.query, listing)
    let hidden = listing.hidden(from: visit.context.actor)
    sortable = Set(listing.queryable(by: visit.context.actor).map(\.name))
    columns = listing.columns.filter { $0.inList && !hidden.contains($0.name) }
  }

  /// The page, or the file when an export is asked for.
  func response() async throws -> Response {
    let actor = try visit.actor
    guard listing.isOpen(to: actor) else { throw ListingProblem.notAllowed }
    if let format = visit.query["export"] {
      return try await ListExport(visit, listing, query).response(format)
    }
    let platform = visit.console.platform
    let page = try await platform.page(
      listing, for: actor, try await NamedFilters(visit: visit).resolved(query.request))
    let sample = try await sample(page, actor)
    let given = query.filters.values.sorted().map { JSON.string($0) }
    let view = try await ValueView.make(
      for: visit,
      values: page.items.map(shown) + sample.map(shown) + given)
    let base = "/console/\(listing.plural)"
    let filters = ListFilters(
      visit: visit, listing: listing, query: query, sample: sample, names: view.names)
    let model: [String: JSON] = [
      "path": .string(base), "search": .string(query.request.search ?? ""),
      "sort": .string(query.sort ?? ""), "filters": filters.model,
      "isFiltered": .bool(!query.filters.isEmpty || query.request.search != nil),
      "total": .string(page.total >= 10_000 ? "10,000+" : String(page.total)),
      "headers": .array(columns.map(header)), "rows": .array(page.items.map { row($0, view) }),
      "isEmpty": .bool(page.items.isEmpty),
      "starts": .array(visit.console.starts(of: listing, for: actor).map { start($0) }),
      "hasPages": .bool(page.next != nil || query.request.cursor != nil),
      "next": .string(
        page.next.map { URLText.path(base, query.pairs(cursor: $0)) } ?? ""),
      "first": .string(
        query.request.cursor == nil ? "" : URLText.path(base, query.pairs())),
      "csv": .string(URLText.path(base, query.pairs() + [("export", "csv")])),
      "xlsx": .string(URLText.path(base, query.pairs() + [("export", "xlsx")])),
    ]
    return try await visit.page("list", title: listing.label, model)
  }

  /// Records in which to look for the choices of filters: those of the page where these are all.
  private func sample(_ page: ListingPage, _ actor: Actor) async throws -> [JSON] {
    let isWhole =
      query.filters.isEmpty && query.request.search == nil && query.request.cursor == nil
      && page.next == nil
    if isWhole { return page.items }
    return try await visit.console.platform.page(
      listing, for: actor,
      ListingRequest(limit: ListFilters.sampleRows, isCounted: false, alsoPublic: true)
    ).items
  }

  /// The members of a record that the list shows.
  private func shown(_ record: JSON) -> JSON {
    .array(columns.compactMap { record[$0.name] })
  }

  private func header(_ column: ListingColumn) -> JSON {
    let isSortable = sortable.contains(column.name)
    let isSorted = query.request.sort == column.name
    let next = isSorted && !query.request.descending ? "-\(column.name)" : column.name
    let order = isSorted ? (query.request.descending ? "descending" : "ascending") : "none"
    return .object([
      "label": .string(visit.say(column.label)), "isSortable": .bool(isSortable),
      "href": .string(URLText.path("/console/\(listing.plural)", query.pairs(sort: next))),
      "order": .string(order), "isAscending": .bool(order == "ascending"),
      "isDescending": .bool(order == "descending"),
    ])
  }

  /// A row; its first cell leads to the record.
  private func row(_ record: JSON, _ view: ValueView) -> JSON {
    let id = record["id"]?.string ?? ""
    let cells = columns.enumerated().map { index, column -> JSON in
      let value = visit.shown(column.name, of: record)
      var text = visit.valueText.line(
        value, of: [listing.table.name, column.name], in: record, names: view.names)
      var address = ""
      if let linked = value?.string.flatMap(RecordID.init) {
        text = view.name(of: linked)
        address = view.address(of: linked) ?? ""
      }
      if index == 0 {
        if text.isEmpty { text = RecordNames.title(of: record, in: listing, visit) }
        address = "/console/\(listing.plural)/\(id)"
      }
      return .object([
        "text": .string(String(text.prefix(200))), "href": .string(address),
        "isLink": .bool(!address.isEmpty),
        "hint": .string(value?.string.flatMap(RecordID.init)?.rawValue ?? ""),
        "isNumber": .bool(value?.int != nil),
        "isDay": .bool(value?.string.map { Day($0) != nil || Instant($0) != nil } ?? false),
      ])
    }
    return .object(["cells": .array(cells)])
  }

  private func start(_ info: ActionInfo) -> JSON {
    .object([
      "href": .string("/console/actions/\(info.name)"), "label": .string(visit.say(info.label)),
    ])
  }
}
