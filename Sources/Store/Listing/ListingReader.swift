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
    let places = request.isOfOwnPlace ? [] : try places(of: listing, below: actor)
    let (own, open) = try queries(listing, for: actor, request, places)
    let queries = [own, open].compactMap { $0 }
    return try database.pool.read { connection in
      var rows = ListingRow.merged(
        try queries.map { query in
          let shown = ShownMembers(listing, query.viewer)
          return try Row.fetchAll(connection, sql: query.sql, arguments: query.arguments)
            .map { ListingRow($0, shown: shown) }
        }, descending: request.descending)
      let hasMore = rows.count > request.limit
      rows = Array(rows.prefix(request.limit))
      return ListingPage(
        items: try rows.map { try $0.shown.document($0.body) },
        next: hasMore
          ? try rows.last.map { try cursors.seal($0.sort, $0.id, for: own.purpose) } : nil,
        total: request.isCounted ? try Self.count(queries, connection) : rows.count)
    }
  }

  /// The authorities below the actor's own whose rows belong to its scope.
  private func places(of listing: Listing, below actor: Actor?) throws -> [String] {
    guard let actor, let rules = listing.authorities,
      database.registry.records[Authority.table.name] != nil
    else { return [] }
    return try database.read { try Authority.seen(by: actor, rules, $0) }
  }

  /// The question for the actor's own rows and, where asked for, that for the public ones.
  ///
  /// What the public may not filter or sort by finds no public row, so that neither an order nor
  /// a count gives a hidden member away.
  private func queries(
    _ listing: Listing, for actor: Actor?, _ request: ListingRequest, _ places: [String]
  ) throws -> (own: ListingQuery, open: ListingQuery?) {
    func query(_ actor: Actor?) throws -> ListingQuery {
      try ListingQuery(
        listing: listing, actor: actor, request: request, cursors: cursors, controls: controls,
        below: places)
    }
    let own = try query(actor)
    let asked = request.filters.map(\.column) + [request.sort].compactMap { $0 }
    let known = Set(listing.queryable(by: nil).map(\.name))
    guard request.alsoPublic, own.viewer != nil, listing.publicScope != nil,
      known.isSuperset(of: asked)
    else { return (own, nil) }
    return (own, try query(nil))
  }

  /// One record, nil when it does not exist or lies outside the actor's scope.
  package func record(_ listing: Listing, for actor: Actor?, id: RecordID) throws -> JSON? {
    let query = try ListingQuery(
      listing: listing, actor: actor,
      request: ListingRequest(filters: [.equal("id", id)], limit: 1), cursors: cursors,
      controls: controls, below: try places(of: listing, below: actor))
    return try database.pool.read { connection in
      let row = try Row.fetchOne(connection, sql: query.sql, arguments: query.arguments)
      guard let row else { return nil }
      let body: String = row["body"]
      return try ShownMembers(listing, query.viewer).document(body)
    }
  }

  /// Those of these records that lie within the actor's scope, in one query.
  package func records(
    _ listing: Listing, for actor: Actor?, ids: [RecordID]
  ) throws -> [RecordID: JSON] {
    let wanted = Array(ids.prefix(ListingRequest.limitMax))
    let query = try ListingQuery(
      listing: listing, actor: actor, request: ListingRequest(limit: max(wanted.count, 1)),
      ids: wanted, cursors: cursors, controls: controls,
      below: try places(of: listing, below: actor))
    return try database.pool.read { connection in
      let shown = ShownMembers(listing, query.viewer)
      var found: [RecordID: JSON] = [:]
      for row in try Row.fetchAll(connection, sql: query.sql, arguments: query.arguments) {
        let id: String = row["id"]
        guard let id = RecordID(id) else { continue }
        found[id] = try shown.document(row["body"])
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
    let (own, open) = try queries(
      listing, for: actor, request, try places(of: listing, below: actor))
    let queries = [own, open].compactMap { $0 }
    return try database.pool.read { connection in
      func explain(_ sql: String, _ arguments: StatementArguments) throws -> [String] {
        try Row.fetchAll(connection, sql: "EXPLAIN QUERY PLAN \(sql)", arguments: arguments)
          .map { $0["detail"] }
      }
      return (
        try queries.flatMap { try explain($0.sql, $0.arguments) },
        try queries.flatMap { try explain($0.countSQL, $0.countArguments) }
      )
    }
  }

  /// How many rows any of the questions finds, each row once.
  private static func count(_ queries: [ListingQuery], _ connection: Database) throws -> Int {
    if queries.count == 1, let query = queries.first {
      return try Int.fetchOne(connection, sql: query.countSQL, arguments: query.countArguments) ?? 0
    }
    let rows = queries.map { "SELECT id FROM (\($0.rowsSQL))" }.joined(separator: " UNION ")
    return try Int.fetchOne(
      connection, sql: "SELECT COUNT(*) FROM (\(rows) LIMIT 10000)",
      arguments: queries.map(\.countArguments).reduce(StatementArguments(), +)) ?? 0
  }
}
