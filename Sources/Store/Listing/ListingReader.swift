// SPDX-License-Identifier: Apache-2.0
package import Core
import Foundation
import GRDB
package import Platform
package import Regulation

/// Pages of declared listings, with row scope and hidden members applied in one place.
package struct ListingReader: Sendable {
  private let database: PlatformDatabase
  private let cursors: ListingCursor
  private let controls: Controls

  /// Reads listings of a database; cursors are sealed by `cursors`.
  package init(
    _ database: PlatformDatabase, cursors: ListingCursor, controls: Controls = .all
  ) {
    self.database = database
    self.controls = controls
    self.cursors = cursors
  }

  /// One page.
  ///
  /// - Parameter actor: who asks; nil for the public.
  package func page(
    _ listing: Listing, for actor: Actor?, _ request: ListingRequest
  ) throws -> ListingPage {
    let query = try ListingQuery(
      listing: listing, actor: actor, request: request, cursors: cursors, controls: controls)
    return try database.pool.read { connection in
      var bodies = try Row.fetchAll(
        connection, sql: query.sql, arguments: query.arguments
      ).map { row -> (id: String, sort: DatabaseValue, body: String) in
        (row["id"], row["sort"], row["body"])
      }
      let hasMore = bodies.count > request.limit
      if hasMore { bodies.removeLast() }
      let total = try request.isCounted ? Self.count(query, connection) : bodies.count
      let shown = Self.shown(listing, actor)
      return ListingPage(
        items: try bodies.map { try Self.document($0.body, shown) },
        next: hasMore
          ? try bodies.last.map { try cursors.seal($0.sort, $0.id, for: query.purpose) } : nil,
        total: total)
    }
  }

  /// One record, nil when it does not exist or lies outside the actor's scope.
  package func record(_ listing: Listing, for actor: Actor?, id: RecordID) throws -> JSON? {
    let query = try ListingQuery(
      listing: listing, actor: actor,
      request: ListingRequest(filters: [.equal("id", id)], limit: 1), cursors: cursors,
      controls: controls)
    return try database.pool.read { connection in
      let row = try Row.fetchOne(connection, sql: query.sql, arguments: query.arguments)
      guard let row else { return nil }
      let body: String = row["body"]
      return try Self.document(body, Self.shown(listing, actor))
    }
  }

  /// Those of these records that lie within the actor's scope, in one query.
  package func records(
    _ listing: Listing, for actor: Actor?, ids: [RecordID]
  ) throws -> [RecordID: JSON] {
    let wanted = Array(ids.prefix(ListingRequest.limitMax))
    let query = try ListingQuery(
      listing: listing, actor: actor, request: ListingRequest(limit: max(wanted.count, 1)),
      ids: wanted, cursors: cursors, controls: controls)
    return try database.pool.read { connection in
      let shown = Self.shown(listing, actor)
      var found: [RecordID: JSON] = [:]
      for row in try Row.fetchAll(connection, sql: query.sql, arguments: query.arguments) {
        let id: String = row["id"]
        guard let id = RecordID(id) else { continue }
        found[id] = try Self.document(row["body"], shown)
      }
      return found
    }
  }

  /// What whoever comes upon these ids may call the records; none where the listing says nothing.
  package func openNames(_ listing: Listing, of ids: [RecordID]) throws -> [RecordID: String] {
    guard let member = listing.openName else { return [:] }
    let sql = """
      SELECT id, json_extract(body, ?) AS name FROM \(ProjectionSchema.sqlName(listing.table))
      WHERE id IN (SELECT value FROM json_each(?))
      """
    let arguments: StatementArguments = [
      "$.\(member)", ListingQuery.array(ids.prefix(ListingRequest.limitMax)),
    ]
    return try database.pool.read { connection in
      var names: [RecordID: String] = [:]
      for row in try Row.fetchAll(connection, sql: sql, arguments: arguments) {
        let id: String = row["id"]
        let name: String? = row["name"]
        if let id = RecordID(id), let name { names[id] = name }
      }
      return names
    }
  }

  /// How SQLite would find a page and its count, in the words of its query planner.
  package func plan(
    _ listing: Listing, for actor: Actor?, _ request: ListingRequest
  ) throws -> (page: [String], count: [String]) {
    let query = try ListingQuery(
      listing: listing, actor: actor, request: request, cursors: cursors, controls: controls)
    return try database.pool.read { connection in
      func explain(_ sql: String, _ arguments: StatementArguments) throws -> [String] {
        try Row.fetchAll(connection, sql: "EXPLAIN QUERY PLAN \(sql)", arguments: arguments)
          .map { $0["detail"] }
      }
      return (
        try explain(query.sql, query.arguments), try explain(query.countSQL, query.countArguments)
      )
    }
  }

  private static func count(_ query: ListingQuery, _ connection: Database) throws -> Int {
    try Int.fetchOne(connection, sql: query.countSQL, arguments: query.countArguments) ?? 0
  }

  /// What an actor may see: declared members that are not hidden from it. A member that no
  /// listing declares, such as a password's verifier, is never shown.
  private static func shown(_ listing: Listing, _ actor: Actor?) -> Set<String> {
    Set(listing.columns.map(\.name) + ["id", "place"]).subtracting(listing.hidden(from: actor))
  }

  private static func document(_ body: String, _ shown: Set<String>) throws -> JSON {
    let members = try JSON.parse(body).object ?? [:]
    return .object(members.filter { shown.contains($0.key) })
  }
}
