// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Hummingbird
import Platform
import Regulation

/// One record: its members, what can be done next, and its history.
struct DetailPage {
  /// Entries of one page of history.
  static let historyRows = 20

  private let visit: Visit
  private let listing: Listing

  /// A record of a listing.
  init(_ visit: Visit, _ listing: Listing) {
    self.visit = visit
    self.listing = listing
  }

  /// The page of a record; not found also when it lies outside the actor's scope.
  func response(_ id: RecordID) async throws -> Response {
    let actor = try visit.actor
    let platform = visit.console.platform
    guard listing.isOpen(to: actor) else { throw ListingProblem.notAllowed }
    guard let record = try await platform.visible(listing, for: actor, id: id) else {
      throw Problem.notFound
    }
    // What is seen because it is public has neither a history nor papers for this actor.
    let isOwn =
      listing.scope(of: actor) != nil
      ? try await platform.record(listing, for: actor, id: id) != nil : false
    let before = visit.query["before"].flatMap { Int($0) }
    let items =
      isOwn
      ? try await platform.history(of: id, before: before, limit: Self.historyRows).map {
        HistoryItem(sequence: $0.sequence, entry: $0.entry, content: $0.content(for: actor))
      } : []
    let papers = isOwn ? try await PaperShelf(platform: platform).papers(of: record) : []
    let missing = isOwn ? MissingPaper.all(in: record, of: listing, papers: papers) : []
    let hidden = listing.hidden(from: isOwn ? actor : nil)
    let members = listing.columns.filter { !hidden.contains($0.name) }
    let view = try await ValueView.make(
      for: visit,
      values: members.compactMap { record[$0.name] } + items.map { HistoryView.who(in: $0) })
    let actions = try await self.actions(on: record, for: actor)
    let path = "/console/\(listing.plural)/\(id.rawValue)"
    let older = items.count == Self.historyRows ? items.last.map(\.sequence) : nil
    let model: [String: JSON] = [
      "id": .string(id.rawValue), "list": .string("/console/\(listing.plural)"),
      "listLabel": .string(visit.say(listing.label)),
      "members": .array(members.map { member($0, record, view) }),
      "actions": .array(actions),
      "papers": .array(papers.map { Self.paper($0, at: path) }),
      "missing": .array(missing.map(missingPaper)),
      "hasPapers": .bool(!papers.isEmpty || !missing.isEmpty),
      "dossier": .string(DossierMaker.kinds.contains(listing.plural) ? "\(path)/dossier" : ""),
      "history": .array(items.map { HistoryView(visit, view).model($0) }),
      "hasHistory": .bool(!items.isEmpty),
      "hasPages": .bool(older != nil || before != nil),
      "older": .string(older.map { URLText.path(path, [("before", String($0))]) } ?? ""),
      "newest": .string(before == nil ? "" : path),
    ]
    let name = RecordNames.title(of: record, in: listing, visit)
    let title = LocalText(zh: "\(name) · \(listing.label.zh)", en: "\(name) · \(listing.label.en)")
    return try await visit.page(
      "detail", title: title, model.merging(["name": .string(name)]) { $1 })
  }

  /// What the actor may do on a record: all on one of its own place, on one of an authority below
  /// what the rules have it do there, and nothing elsewhere.
  private func actions(on record: JSON, for actor: Actor) async throws -> [JSON] {
    let place = record["place"]?.string ?? actor.place
    let next = NextActions(visit)
    if place == actor.place {
      return ReviewLinks.all(of: record, in: listing, for: actor, visit)
        + TraceLink.all(of: record, in: listing, for: actor, visit)
        + (try await WeighedRecords(visit, for: actor).links(of: record, in: listing))
        + (try await next.links(on: listing, record, actor: actor))
    }
    guard PlaceKey.isBelow(place, actor.place) else { return [] }
    let rules = visit.console.platform.profiles.ruling(place)?.authorities
    let served = Set((rules?.levels ?? []).flatMap(\.above).flatMap(\.actions))
    return try await next.links(on: listing, record, actor: actor, among: served)
  }

  private static func paper(_ paper: Paper, at path: String) -> JSON {
    .object([
      "name": .string(paper.name), "href": .string("\(path)/papers/\(paper.digest.hex)"),
      "digest": .string(paper.digest.hex),
      "size": .string("\((paper.bytes + 1023) / 1024) KiB"), "entry": .int(Int64(paper.entry)),
    ])
  }

  private func missingPaper(_ paper: MissingPaper) -> JSON {
    let words = visit.console.words
    let name = paper.isMember ? visit.say(words.label(of: paper.name)) : paper.name
    return ["name": .string(name), "digest": .string(paper.digest)]
  }

  private func member(_ column: ListingColumn, _ record: JSON, _ view: ValueView) -> JSON {
    .object([
      "label": .string(visit.say(column.label)),
      "value": view.model(
        visit.shown(column.name, of: record), of: [listing.table.name, column.name], in: record),
    ])
  }
}
