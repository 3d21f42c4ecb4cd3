// SPDX-License-Identifier: Apache-2.0
import Core
import GRDB
import Platform
import Regulation
import Store
import Testing

@Suite struct ListingTests {
  private let cursors = ListingCursor(key: [UInt8](repeating: 3, count: 32))

  /// Thirty organisations and an actor who sees them all.
  private func withOrganisations(
    _ body: (ListingReader, Listing, Actor, StoreFixture) async throws -> Void
  ) async throws {
    try await StoreFixture.with { fixture in
      let admins = try await fixture.found()
      let administrator = try #require(admins[.systemAdministrator])
      for number in 0..<30 { _ = try await fixture.register(number, as: administrator) }
      let listing = try #require(Registry.shuyu.listings["organisations"])
      let actor = try fixture.database.read { try $0.find(Account.self, administrator)?.actor }
      try await body(
        ListingReader(fixture.database, cursors: cursors), listing, try #require(actor), fixture)
    }
  }

  @Test func `pages by cursor give every row once`() async throws {
    try await withOrganisations { reader, listing, actor, _ in
      for sort in [nil, "name", "place"] {
        for descending in [false, true] {
          var seen: [String] = []
          var cursor: String?
          repeat {
            let page = try reader.page(
              listing, for: actor,
              ListingRequest(sort: sort, descending: descending, cursor: cursor, limit: 7))
            seen += page.items.compactMap { $0["id"]?.string }
            #expect(page.total == 31)
            cursor = page.next
          } while cursor != nil
          #expect(seen.count == 31)
          #expect(Set(seen).count == 31)
        }
      }
    }
  }

  @Test func `filters and words narrow a listing`() async throws {
    try await withOrganisations { reader, listing, actor, _ in
      let one = try reader.page(
        listing, for: actor, ListingRequest(filters: [.equal("uscc", Codes.uscc(3))]))
      #expect(one.items.count == 1)
      let found = try reader.page(listing, for: actor, ListingRequest(search: "Unit 2"))
      #expect(found.total == 11)
      let percent = try reader.page(listing, for: actor, ListingRequest(search: "%"))
      #expect(percent.total == 0)
    }
  }

  @Test func `an organisation without oversight sees itself only`() async throws {
    try await withOrganisations { reader, listing, _, fixture in
      let own = try fixture.database.read {
        try $0.first(Organisation.self, .equal("uscc", Codes.uscc(3)))
      }
      let organisation = try #require(own)
      let actor = Actor(
        account: organisation.id, organisation: organisation.id, place: "ezhou",
        capacities: [.operator])
      let page = try reader.page(listing, for: actor, ListingRequest())
      #expect(page.items.compactMap { $0["id"]?.string } == [organisation.id.rawValue])
      let other = try fixture.database.read {
        try $0.first(Organisation.self, .equal("uscc", Codes.uscc(4)))
      }
      let hidden = try reader.record(listing, for: actor, id: try #require(other).id)
      #expect(hidden == nil)
    }
  }

  /// Organisations as a directory that everybody may read, where only operators see their codes.
  private static let directory = Listing(
    "directory", zh: "名录", en: "Directory", of: Organisation.table,
    columns: [
      ListingColumn("name", zh: "名称", en: "Name"),
      ListingColumn("uscc", zh: "代码", en: "Code", visibleTo: [.operator]),
    ], scopes: [.operator: .party], publicScope: .everywhereWhere([]))

  @Test func `whoever is signed in sees what is public too, and of that no more than the public`()
    async throws
  {
    try await withOrganisations { reader, _, _, fixture in
      let listing = Self.directory
      let found = try fixture.database.read {
        try $0.first(Organisation.self, .equal("uscc", Codes.uscc(3)))
      }
      let own = try #require(found).id
      for place in ["ezhou", "quzhou"] {
        let actor = Actor(
          account: own, organisation: own, place: place, capacities: [.operator])
        let mine = place == "ezhou" ? [own.rawValue] : []
        for sort in [nil, "name", "place"] {
          for descending in [false, true] {
            var seen: [JSON] = []
            var cursor: String?
            repeat {
              let page = try reader.page(
                listing, for: actor,
                ListingRequest(
                  sort: sort, descending: descending, cursor: cursor, limit: 7,
                  alsoPublic: true))
              #expect(page.total == 31)
              seen += page.items
              cursor = page.next
            } while cursor != nil
            #expect(Set(seen.compactMap { $0["id"]?.string }).count == 31)
            #expect(seen.count == 31)
            let everybody = try reader.page(
              listing, for: nil, ListingRequest(sort: sort, descending: descending)
            ).items.compactMap { $0["id"]?.string }
            #expect(seen.compactMap { $0["id"]?.string } == everybody)
            let withCode = seen.filter { $0["uscc"] != nil }.compactMap { $0["id"]?.string }
            #expect(withCode == mine)
          }
        }
        let alone = try reader.page(listing, for: actor, ListingRequest())
        #expect(alone.items.compactMap { $0["id"]?.string } == mine)
      }
    }
  }

  @Test func `what the public may not see finds no public row`() async throws {
    try await withOrganisations { reader, _, _, fixture in
      let found = try fixture.database.read {
        try $0.first(Organisation.self, .equal("uscc", Codes.uscc(3)))
      }
      let own = try #require(found).id
      let actor = Actor(
        account: own, organisation: own, place: "ezhou", capacities: [.operator])
      for (number, rows) in [(3, 1), (4, 0)] {
        let request = ListingRequest(
          filters: [.equal("uscc", Codes.uscc(number))], alsoPublic: true)
        #expect(try reader.page(Self.directory, for: actor, request).total == rows)
        let words = ListingRequest(search: Codes.uscc(number), alsoPublic: true)
        #expect(try reader.page(Self.directory, for: actor, words).total == rows)
      }
      let sorted = ListingRequest(sort: "uscc", alsoPublic: true)
      #expect(try reader.page(Self.directory, for: actor, sorted).total == 1)
      // A capacity for which the listing names no scope sees what the public sees.
      let expert = Actor(
        account: own, organisation: own, place: "ezhou", capacities: [.developer])
      let page = try reader.page(Self.directory, for: expert, ListingRequest())
      #expect(page.total == 31 && page.items.allSatisfy { $0["uscc"] == nil })
    }
  }

  @Test func `another place sees nothing and the public may not list`() async throws {
    try await withOrganisations { reader, listing, actor, _ in
      let elsewhere = Actor(
        account: actor.account, organisation: actor.organisation, place: "quzhou",
        capacities: actor.capacities)
      let value = try reader.page(listing, for: elsewhere, ListingRequest()).total
      #expect(value == 0)
      #expect(throws: ListingProblem.notAllowed) {
        try reader.page(listing, for: nil, ListingRequest())
      }
    }
  }

  @Test func `unknown columns and forged cursors are told`() async throws {
    try await withOrganisations { reader, listing, actor, _ in
      #expect(throws: ListingProblem.unknownColumn("body")) {
        try reader.page(
          listing, for: actor, ListingRequest(filters: [.equal("body", "x")]))
      }
      #expect(throws: ListingProblem.unknownColumn("1; DROP TABLE entry")) {
        try reader.page(listing, for: actor, ListingRequest(sort: "1; DROP TABLE entry"))
      }
      for cursor in ["", "x", "W10=", "bnVsbA=="] {
        #expect(throws: ListingProblem.badCursor) {
          try reader.page(listing, for: actor, ListingRequest(cursor: cursor))
        }
      }
    }
  }

  @Test func `sensitive members are hidden from those who may not see them`() async throws {
    try await withOrganisations { reader, _, actor, _ in
      let accounts = try #require(Registry.shuyu.listings["accounts"])
      let mine = try reader.page(accounts, for: actor, ListingRequest())
      #expect(mine.items.allSatisfy { $0["name"] != nil })
      let audit = Actor(
        account: actor.account, organisation: actor.organisation, place: "ezhou",
        capacities: [.auditAdministrator])
      let theirs = try reader.page(accounts, for: audit, ListingRequest())
      #expect(theirs.items.count == 3)
      #expect(theirs.items.allSatisfy { $0["name"] == nil })
    }
  }

  @Test func `a hidden member cannot be found out by filtering or sorting`() async throws {
    try await withOrganisations { reader, _, actor, _ in
      let accounts = Listing(
        "accounts", zh: "账号", en: "Accounts", of: Account.table,
        columns: [
          ListingColumn("login", zh: "登录名", en: "Login", visibleTo: [.securityAdministrator])
        ], scopes: [.systemAdministrator: .place])
      #expect(throws: ListingProblem.unknownColumn("login")) {
        try reader.page(
          accounts, for: actor, ListingRequest(filters: [.equal("login", "x")]))
      }
      #expect(throws: ListingProblem.unknownColumn("login")) {
        try reader.page(accounts, for: actor, ListingRequest(sort: "login"))
      }
    }
  }

  @Test func `a column that the listing does not declare neither filters nor sorts`() async throws {
    try await withOrganisations { reader, _, actor, _ in
      let accounts = Listing(
        "accounts", zh: "账号", en: "Accounts", of: Account.table,
        columns: [ListingColumn("name", zh: "姓名", en: "Name")],
        scopes: [.systemAdministrator: .place])
      for column in Account.table.columns.map(\.name) where !["place", "name"].contains(column) {
        #expect(throws: ListingProblem.unknownColumn(column)) {
          try reader.page(accounts, for: actor, ListingRequest(sort: column))
        }
        #expect(throws: ListingProblem.unknownColumn(column)) {
          try reader.page(
            accounts, for: actor, ListingRequest(filters: [.equal(column, "x")]))
        }
      }
      let placed = try reader.page(accounts, for: actor, ListingRequest(sort: "place"))
      #expect(placed.total == 3)
    }
  }

  @Test func `a consent does not tell who granted it, not even by its order`() throws {
    let listing = try #require(Registry.shuyu.listings["consents"])
    let id = RecordID.make(prefix: "ORG", random: [UInt8](repeating: 1, count: 16))
    for capacity in listing.scopes.keys {
      let actor = Actor(account: id, organisation: id, place: "ezhou", capacities: [capacity])
      let names = listing.queryable(by: actor).map(\.name)
      #expect(!names.contains("grantedBy"))
      #expect(!names.contains("subjectDigest"))
      #expect(names.contains("state"))
    }
  }

  @Test func `a cursor shows nothing, holds for its own listing and order, and takes no change`()
    async throws
  {
    try await withOrganisations { reader, listing, actor, fixture in
      let page = try reader.page(listing, for: actor, ListingRequest(sort: "name", limit: 7))
      let cursor = try #require(page.next)
      let plain = cursor.replacing("-", with: "+").replacing("_", with: "/")
      let bytes = try #require(Base64.decode(plain))
      let last = try #require(page.items.last?["id"]?.string)
      #expect(!String(decoding: bytes, as: UTF8.self).contains(last))
      #expect(!String(decoding: bytes, as: UTF8.self).contains("Unit"))
      for index in bytes.indices {
        var changed = bytes
        changed[index] ^= 1
        #expect(throws: ListingProblem.badCursor) {
          try reader.page(
            listing, for: actor,
            ListingRequest(sort: "name", cursor: Base64.encode(changed), limit: 7))
        }
      }
      #expect(throws: ListingProblem.badCursor) {
        try reader.page(listing, for: actor, ListingRequest(sort: "place", cursor: cursor))
      }
      #expect(throws: ListingProblem.badCursor) {
        try reader.page(
          listing, for: actor, ListingRequest(sort: "name", descending: true, cursor: cursor))
      }
      let accounts = try #require(Registry.shuyu.listings["accounts"])
      let first = try reader.page(listing, for: actor, ListingRequest(limit: 7))
      #expect(throws: ListingProblem.badCursor) {
        try reader.page(accounts, for: actor, ListingRequest(cursor: first.next))
      }
      let stranger = ListingReader(
        fixture.database, cursors: ListingCursor(key: [UInt8](repeating: 4, count: 32)))
      #expect(throws: ListingProblem.badCursor) {
        try stranger.page(listing, for: actor, ListingRequest(sort: "name", cursor: cursor))
      }
    }
  }

  @Test func `a member that no listing declares is never shown`() async throws {
    try await withOrganisations { reader, _, actor, _ in
      let accounts = try #require(Registry.shuyu.listings["accounts"])
      let page = try reader.page(accounts, for: actor, ListingRequest())
      #expect(page.items.count == 3)
      for item in page.items {
        #expect(item["verifier"] == nil)
        #expect(item["login"] != nil)
      }
    }
  }

  @Test func `every declared column of every table has an index that a query uses`() async throws {
    try await StoreFixture.with { fixture in
      try fixture.database.pool.read { connection in
        for record in Registry.shuyu.records.values {
          for column in record.table.columns {
            let plan = try Row.fetchAll(
              connection,
              sql: """
                EXPLAIN QUERY PLAN SELECT body FROM r_\(record.table.name)
                WHERE "\(column.name)" = 'x' ORDER BY id LIMIT 1
                """
            ).map { row -> String in row["detail"] }
            #expect(
              plan.allSatisfy { $0.contains("USING INDEX") }, "\(record.table.name).\(column.name)")
          }
        }
      }
    }
  }
}
