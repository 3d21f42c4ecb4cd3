// SPDX-License-Identifier: Apache-2.0
import Core
import Platform

/// The records that the ids on a page stand for: those that the actor may open, and what these and
/// others are called. One query for each kind of record, however many ids there are.
struct RecordLookup: Sendable {
  /// The most ids of one page that are looked up.
  static let idsMax = 4_000

  /// The records that lie within the actor's scope.
  private(set) var records: [RecordID: JSON] = [:]
  /// What records are called.
  private(set) var names: [RecordID: String] = [:]

  /// Looks up the ids of some values.
  init(_ visit: Visit, in values: [JSON]) async throws {
    var found: Set<RecordID> = []
    for value in values { Self.collect(value, into: &found) }
    try await self.init(visit, ids: found)
  }

  /// Looks up ids.
  init(_ visit: Visit, ids: Set<RecordID>) async throws {
    let actor = visit.context.actor
    let platform = visit.console.platform
    let links = visit.linkedListings
    for group in Self.groups(ids) {
      guard let prefix = group.first?.prefix else { continue }
      if let listing = links[prefix] {
        for (id, record) in try await platform.records(listing, for: actor, ids: group) {
          records[id] = record
          names[id] = RecordNames.title(of: record, in: listing, visit)
        }
      }
      let others = group.filter { names[$0] == nil }
      guard !others.isEmpty, let listing = visit.console.openListings[prefix] else { continue }
      names.merge(try await platform.openNames(listing, of: others)) { own, _ in own }
    }
    if let actor, names[actor.account] == nil, ids.contains(actor.account) {
      names[actor.account] = try await platform.login(of: actor)
    }
  }

  /// Ids of one kind each, as many as one query takes.
  private static func groups(_ ids: Set<RecordID>) -> [[RecordID]] {
    Dictionary(grouping: ids, by: \.prefix).values.flatMap { group in
      stride(from: 0, to: group.count, by: ListingRequest.limitMax).map { start in
        Array(group[start..<min(start + ListingRequest.limitMax, group.count)])
      }
    }
  }

  /// The ids in a value.
  private static func collect(_ value: JSON, into found: inout Set<RecordID>) {
    guard found.count < idsMax else { return }
    switch value {
    case .string(let text): if let id = RecordID(text) { found.insert(id) }
    case .array(let elements): for element in elements { collect(element, into: &found) }
    case .object(let members): for member in members.values { collect(member, into: &found) }
    case .null, .bool, .int: break
    }
  }
}

extension Console {
  /// The listings whose names whoever comes upon an id may know, by the prefix of their ids.
  var openListings: [String: Listing] {
    Dictionary(
      platform.registry.listings.values.filter { $0.openName != nil }.map { ($0.table.prefix, $0) },
      uniquingKeysWith: { first, _ in first })
  }
}
