// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import GRDB
import Platform
import Regulation
import Store
import Testing

/// How the rows of every listing are found: never by reading a table from one end to the other.
@Suite struct QueryPlanTests {
  /// Somebody who asks for a listing: what differs is the scope and what is hidden.
  private struct Asker: Hashable {
    let scope: RowScope
    let columns: [String]
  }

  private static let id = RecordID.make(prefix: "ORG", random: [UInt8](repeating: 1, count: 16))

  private static func actor(_ capacity: Capacity) -> Actor {
    Actor(account: id, organisation: id, place: "ezhou", capacities: [capacity])
  }

  /// One actor for each way to ask a listing.
  private static func actors(_ listing: Listing) -> [Actor] {
    var seen: Set<Asker> = []
    return listing.scopes.keys.sorted { $0.rawValue < $1.rawValue }.map(actor).filter { actor in
      guard let scope = listing.scope(of: actor) else { return false }
      return seen.insert(
        Asker(scope: scope, columns: listing.queryable(by: actor).map(\.name))
      ).inserted
    }
  }

  /// The requests of a console's list: every filter under every order.
  private static func requests(_ columns: [Platform.Column]) -> [ListingRequest] {
    let filters: [[Condition]] =
      [[]]
      + columns.map { [Condition($0.name, .equal, $0.kind == .text ? .string("x") : .int(1))] }
    let sorts: [String?] = [nil] + columns.map(\.name)
    return filters.flatMap { filters in
      sorts.map { ListingRequest(filters: filters, sort: $0) }
    } + sorts.map { ListingRequest(sort: $0, descending: true) }
  }

  /// The lines of a plan that read a whole table or index.
  private static func scans(_ plan: [String]) -> [String] {
    // A count counts what a search found; ids are one bound list.
    plan.filter { line in
      line.hasPrefix("SCAN") && !line.hasPrefix("SCAN (subquery")
        && !line.hasPrefix("SCAN json_each")
    }
  }

  private static func sorts(_ plan: [String]) -> Bool { plan.contains { $0.contains("B-TREE") } }

  private func withReader(
    _ body: (ListingReader, PlatformDatabase) throws -> Void
  ) async throws {
    try await StoreFixture.with { fixture in
      let cursors = ListingCursor(key: [UInt8](repeating: 3, count: 32))
      try body(ListingReader(fixture.database, cursors: cursors), fixture.database)
    }
  }

  @Test func `no list of any listing is found by a scan, whoever asks`() async throws {
    try await withReader { reader, _ in
      for listing in Registry.shuyu.listings.values {
        for actor in Self.actors(listing) {
          let columns = listing.queryable(by: actor)
          for request in Self.requests(columns) + [ListingRequest(search: "x")] {
            let plan = try reader.plan(listing, for: actor, request)
            let scans = Self.scans(plan.page + plan.count)
            #expect(scans.isEmpty, "\(listing.plural) \(request): \(scans)")
          }
          for column in columns {
            let plan = try reader.plan(listing, for: actor, ListingRequest(sort: column.name))
            #expect(!Self.sorts(plan.page), "\(listing.plural) by \(column.name): \(plan.page)")
          }
        }
      }
    }
  }

  @Test func `public lists are found by what makes them public, or walked in their order`()
    async throws
  {
    try await withReader { reader, _ in
      for listing in Registry.shuyu.listings.values {
        guard let scope = listing.publicScope else { continue }
        for request in Self.requests(listing.queryable(by: nil)) {
          let plan = try reader.plan(listing, for: nil, request)
          if request.filters.isEmpty, scope == .everywhereWhere([]) {
            // All rows are wanted: the page ends the walk, and 10,000 rows end the count.
            #expect(!Self.sorts(plan.page), "\(listing.plural) \(request): \(plan.page)")
          } else {
            let scans = Self.scans(plan.page + plan.count)
            #expect(scans.isEmpty, "\(listing.plural) \(request): \(scans)")
          }
        }
      }
    }
  }

  @Test func `own rows and public ones are found as each by itself`() async throws {
    try await withReader { reader, _ in
      for listing in Registry.shuyu.listings.values where listing.publicScope != nil {
        for actor in Self.actors(listing) {
          let request = ListingRequest(alsoPublic: true)
          let own = try reader.plan(listing, for: actor, ListingRequest())
          let open = try reader.plan(listing, for: nil, ListingRequest())
          let both = try reader.plan(listing, for: actor, request)
          #expect(both.page == own.page + open.page, "\(listing.plural)")
        }
      }
    }
  }

  @Test func `what waits in a state is found in the order of its days`() async throws {
    try await withReader { reader, _ in
      for listing in Registry.shuyu.listings.values {
        let states = Registry.shuyu.actions(on: listing.table.name).compactMap(\.info.states)
        for actor in Self.actors(listing) {
          let columns = listing.queryable(by: actor).map(\.name)
          let days = columns.filter { $0.hasSuffix("On") || $0.hasSuffix("At") }
          for member in Set(states.filter { !$0.duties.isEmpty }.map(\.member))
          where columns.contains(member) {
            let waits = Condition.equal(member, "x")
            let due = columns.filter { $0.hasPrefix("due") }.map { name in
              ListingRequest(
                filters: [waits, Condition(name, .greater, .string(""))], sort: name)
            }
            for request in due + days.map({ ListingRequest(filters: [waits], sort: $0) }) {
              let plan = try reader.plan(listing, for: actor, request)
              let scans = Self.scans(plan.page + plan.count)
              #expect(scans.isEmpty, "\(listing.plural) \(request): \(scans)")
              #expect(!Self.sorts(plan.page), "\(listing.plural) \(request): \(plan.page)")
            }
          }
        }
      }
    }
  }

  @Test func `the steps that are due are found by name and day, without sorting`() async throws {
    try await withReader { reader, _ in
      let cases = try #require(Registry.shuyu.listings["cases"])
      let here: [Condition] = [.equal("state", "open"), .equal("current", "x")]
      let requests = [
        ListingRequest(filters: here + [Condition("dueOn", .greater, .string(""))], sort: "dueOn"),
        ListingRequest(filters: here + [Condition("dueOn", .equal, .null)]),
        ListingRequest(filters: [.equal("sideOpen", "yes")], sort: "sideDueOn"),
      ]
      for actor in Self.actors(cases) {
        for request in requests {
          let plan = try reader.plan(cases, for: actor, request).page
          #expect(Self.scans(plan).isEmpty && !Self.sorts(plan), "\(plan)")
          let equal = request.filters.filter { $0.test == .equal && $0.value != .null }
          let found = (["place"] + equal.map(\.column)).map { "\($0)=?" }.joined(separator: " AND ")
          #expect(plan.contains { $0.contains(found) }, "\(plan)")
        }
      }
    }
  }

  @Test func `histories and citations are found by their keys`() async throws {
    try await withReader { _, database in
      try database.pool.read { connection in
        let queries: [(String, StatementArguments)] = [
          (StoredEntries.historyQuery, ["x", 1, 1]), (StoredEntries.citingQuery, ["x", 1]),
        ]
        for (sql, arguments) in queries {
          let plan = try Row.fetchAll(
            connection, sql: "EXPLAIN QUERY PLAN \(sql)", arguments: arguments
          ).map { row -> String in row["detail"] }
          #expect(!plan.isEmpty && plan.allSatisfy { $0.hasPrefix("SEARCH") }, "\(plan)")
        }
      }
    }
  }

  @Test func `a scan and a sort are seen`() async throws {
    try await withReader { _, database in
      try database.pool.read { connection in
        let plan = try Row.fetchAll(
          connection,
          sql: "EXPLAIN QUERY PLAN SELECT body FROM r_case WHERE +place = 'x' ORDER BY body"
        ).map { row -> String in row["detail"] }
        #expect(Self.scans(plan).count == 1)
        #expect(Self.sorts(plan))
      }
    }
  }
}
