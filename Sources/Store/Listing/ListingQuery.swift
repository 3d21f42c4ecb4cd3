// SPDX-License-Identifier: Apache-2.0
import Core
import GRDB
import Platform
import Regulation

/// The SQL of one listing request: scope, filters, search, keyset paging; all values bound.
struct ListingQuery {
  /// Selects id, sort value and document, one row more than asked for.
  let sql: String
  /// The bound values of `sql`.
  let arguments: StatementArguments
  /// Selects the ids of all rows, up to 10,000.
  let rowsSQL: String
  /// Counts rows, up to 10,000.
  let countSQL: String
  /// The bound values of `rowsSQL` and `countSQL`.
  let countArguments: StatementArguments
  /// What the cursors of this request belong to.
  let purpose: ListingCursor.Purpose

  /// As whom the rows are shown: nobody for those that are seen because they are public.
  let viewer: Actor?

  /// Builds the SQL, or says what is wrong; for nobody, and for whom the listing names no scope,
  /// it is that of the public.
  init(
    listing: Listing, actor asker: Actor?, request: ListingRequest, ids: [RecordID]? = nil,
    cursors: ListingCursor, controls: Controls = .all, below places: [String] = []
  ) throws {
    let table = listing.table
    let name = ProjectionSchema.sqlName(table)
    let actor = asker.flatMap { listing.scope(of: $0) == nil ? nil : $0 }
    viewer = actor
    let seen = [actor?.place].compactMap(\.self) + places
    var (clause, bound) = try Self.scope(listing, actor, controls, seen)
    let allowed = Set(listing.queryable(by: actor).map(\.name))
    let asked = request.filters.map(\.column) + [request.sort].compactMap { $0 }
    // A member that is not shown must not be found out by filtering or sorting.
    if let probed = asked.first(where: { !allowed.contains($0) }) {
      throw ListingProblem.unknownColumn(probed)
    }
    let (filters, filterArguments) = try Self.prefixed(request.filters, table)
    clause += " AND " + filters
    bound += filterArguments
    if let ids {
      clause += " AND t.id IN (SELECT value FROM json_each(?))"
      bound += [Self.array(ids[...])]
    }
    if let search = request.search, !search.isEmpty {
      let (words, wordArguments) = Self.search(search, listing, actor)
      clause += " AND (\(words))"
      bound += wordArguments
    }
    rowsSQL = "SELECT t.id AS id FROM \(name) t WHERE \(clause) LIMIT 10000"
    countSQL = "SELECT COUNT(*) FROM (\(rowsSQL))"
    countArguments = bound
    let sort = "\"\(request.sort ?? "id")\""
    purpose = ListingCursor.Purpose(
      listing: listing.plural, sort: request.sort ?? "id", descending: request.descending)
    if let cursor = request.cursor {
      let position = try cursors.open(cursor, for: purpose)
      let (after, afterArguments) = Self.after(position, sort, request.descending)
      clause += " AND \(after)"
      bound += afterArguments
    }
    let order = request.descending ? "DESC" : "ASC"
    // The id orders by itself, and rows of one place are in order by place whatever their order.
    let isById = request.sort == "place" && places.isEmpty && !Self.isEverywhere(listing, actor)
    let isOrdered = sort != "\"id\"" && !isById
    let terms = (isOrdered ? ["t.\(sort) \(order)"] : []) + ["t.id \(order)"]
    sql = """
      SELECT t.id AS id, t.\(sort) AS sort, t.body AS body FROM \(name) t
      WHERE \(clause) ORDER BY \(terms.joined(separator: ", ")) LIMIT \(request.limit + 1)
      """
    arguments = bound
  }

  /// Ids as one bound value, so that the statement is the same for any number of them.
  static func array(_ ids: ArraySlice<RecordID>) -> String {
    String(decoding: JSON.array(ids.map { .string($0.rawValue) }).canonical(), as: UTF8.self)
  }

  /// Whether rows of several places are asked for.
  private static func isEverywhere(_ listing: Listing, _ actor: Actor?) -> Bool {
    guard case .everywhereWhere = actor.flatMap({ listing.scope(of: $0) }) ?? listing.publicScope
    else { return false }
    return true
  }

  /// Whose rows: the widest scope of the actor's capacities, else the public's.
  private static func scope(
    _ listing: Listing, _ actor: Actor?, _ controls: Controls, _ places: [String]
  ) throws -> (String, StatementArguments) {
    let scope = actor.flatMap { listing.scope(of: $0) } ?? listing.publicScope
    guard let scope else { throw ListingProblem.notAllowed }
    switch scope {
    case .everywhereWhere(let conditions):
      return try prefixed(conditions, listing.table)
    case .party where controls.isOff("RowScope.party"):
      guard let actor else { throw ListingProblem.notAllowed }
      return try placed(.place, listing, actor, places)
    case .place, .placeWhere, .party, .account, .subject:
      guard let actor else { throw ListingProblem.notAllowed }
      return try placed(scope, listing, actor, places)
    }
  }

  private static func placed(
    _ scope: RowScope, _ listing: Listing, _ actor: Actor, _ places: [String]
  ) throws -> (String, StatementArguments) {
    let marks = Array(repeating: "?", count: places.count).joined(separator: ", ")
    let place = places.count == 1 ? "t.\"place\" = ?" : "t.\"place\" IN (\(marks))"
    let own = StatementArguments(places)
    switch scope {
    case .place:
      return (place, own)
    case .placeWhere(let conditions):
      let (clause, arguments) = try prefixed(conditions, listing.table)
      return ("\(place) AND \(clause)", own + arguments)
    case .party:
      let party = """
        EXISTS (SELECT 1 FROM record_party p \
        WHERE p.organisation = ? AND p.kind = ? AND p.id = t.id)
        """
      return (
        "\(place) AND \(party)",
        own + [actor.organisation.rawValue, listing.table.name]
      )
    case .account(let column):
      let (clause, arguments) = try prefixed(
        [.equal(column, actor.account)], listing.table)
      return ("\(place) AND \(clause)", own + arguments)
    case .subject(let column):
      guard listing.table.columns.contains(where: { $0.name == column }) else {
        throw StoreError.unknownColumn(table: listing.table.name, column: column)
      }
      // An account that is bound to nobody compares with NULL and sees nothing.
      let mark = """
        t."\(column)" = (SELECT json_extract(a.body, '$.subject.digest') \
        FROM \(ProjectionSchema.sqlName(Account.table)) a WHERE a.id = ?)
        """
      return ("\(place) AND \(mark)", own + [actor.account.rawValue])
    case .everywhereWhere(let conditions):
      return try prefixed(conditions, listing.table)
    }
  }

  private static func prefixed(
    _ conditions: [Condition], _ table: TableSpec
  ) throws -> (String, StatementArguments) {
    try DatabaseReader.clause(conditions, table)
  }

  /// Looks for words in the members that the actor may see.
  private static func search(
    _ text: String, _ listing: Listing, _ actor: Actor?
  ) -> (String, StatementArguments) {
    let escaped = text.replacing("\\", with: "\\\\").replacing("%", with: "\\%")
      .replacing("_", with: "\\_")
    let hidden = listing.hidden(from: actor)
    let withheld = listing.withheld(from: actor)
    let members = listing.columns.map(\.name).filter { !hidden.contains($0) }
    let parts =
      ["t.id LIKE ? ESCAPE '\\'"]
      + members.map { member in
        let found = "json_extract(t.body, '$.\(member)') LIKE ? ESCAPE '\\'"
        // What a row withholds must not be found out by looking for its words.
        return withheld[member].map { "(\(found) AND json_extract(t.body, '$.\($0)') IS NULL)" }
          ?? found
      }
    let values = Array(repeating: "%\(escaped)%", count: parts.count)
    return (parts.joined(separator: " OR "), StatementArguments(values))
  }

  /// Rows beyond the cursor in the order asked for.
  private static func after(
    _ position: (sort: JSON, id: String), _ sort: String, _ descending: Bool
  ) -> (String, StatementArguments) {
    let (value, id) = position
    let sign = descending ? "<" : ">"
    // Rows without a value come last from high to low.
    let empty = descending ? " OR t.\(sort) IS NULL" : ""
    switch value {
    case .string(let text):
      return ("((t.\(sort), t.id) \(sign) (?, ?)\(empty))", [text, id])
    case .int(let number):
      return ("((t.\(sort), t.id) \(sign) (?, ?)\(empty))", [number, id])
    case .null, .bool, .array, .object:
      let rest = descending ? "0" : "t.\(sort) IS NOT NULL"
      return ("((t.\(sort) IS NULL AND t.id \(sign) ?) OR \(rest))", [id])
    }
  }
}
