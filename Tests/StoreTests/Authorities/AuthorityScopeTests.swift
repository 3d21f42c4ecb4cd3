// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Store
import Testing

/// Every listing, for every capacity, in a city and two of its counties: whose rows are seen.
@Suite struct AuthorityScopeTests {
  /// The places whose rows an actor may see at most.
  private static func allowed(_ capacity: Capacity, _ home: String) -> Set<String> {
    // The platform of the city and its checkers serve the counties, by the rules of this place.
    let serving: Set<Capacity> = [.platformOperator, .egressChecker]
    guard home == AuthorityFixture.city,
      Authorities.overseers.union(serving).contains(capacity)
    else { return [home] }
    return Set(AuthorityFixture.places)
  }

  @Test func `a county sees its own rows, the city all below it, and nobody a neighbour's`()
    async throws
  {
    try await AuthorityFixture.with { fixture in
      var asked = 0
      let listings = Registry.shuyu.listings.values.sorted { $0.plural < $1.plural }
      let organisation = AuthorityFixture.id(Organisation.table, 900)
      let account = AuthorityFixture.id(Account.table, 900)
      let tables = Set(listings.map(\.table)).subtracting([Authority.table])
      for table in tables {
        for (number, place) in AuthorityFixture.places.enumerated() {
          try fixture.insert(
            table, 100 + number,
            ["place": .string(place), "login": .string("l\(number)")], parties: [organisation])
        }
      }
      for declared in listings where declared.table != Authority.table {
        let listing = declared.under(fixture.profile)
        for capacity in Capacity.allCases where capacity != .system {
          for home in AuthorityFixture.places {
            let actor = Actor(
              account: account, organisation: organisation, place: home, capacities: [capacity])
            guard let scope = listing.scope(of: actor) else { continue }
            if case .everywhereWhere = scope { continue }
            let rows = try fixture.reader.page(listing, for: actor, ListingRequest()).items
            let seen = Set(rows.compactMap { $0["place"]?.string })
            let allowed = Self.allowed(capacity, home)
            #expect(seen.isSubset(of: allowed), "\(listing.plural) \(capacity) at \(home)")
            if scope == .place || scope == .party {
              #expect(seen == allowed, "\(listing.plural) \(capacity) at \(home)")
            }
            asked += 1
            // Neither the record itself nor a filter gives a neighbour's row away.
            for (number, place) in AuthorityFixture.places.enumerated()
            where !allowed.contains(place) {
              let id = AuthorityFixture.id(listing.table, 100 + number)
              #expect(try fixture.reader.record(listing, for: actor, id: id) == nil)
              #expect(try fixture.reader.records(listing, for: actor, ids: [id]).isEmpty)
              let filtered = ListingRequest(filters: [.equal("place", place)])
              #expect(try fixture.reader.page(listing, for: actor, filtered).total == 0)
            }
          }
        }
      }
      #expect(asked > 500, "\(asked)")
    }
  }

  @Test func `a list of tasks leaves out what is for those below`() async throws {
    try await AuthorityFixture.with { fixture in
      let listing = try #require(Registry.shuyu.listings["calls"]).under(fixture.profile)
      for (number, place) in AuthorityFixture.places.enumerated() {
        try fixture.insert(Call.table, number, ["place": .string(place), "state": "draft"])
      }
      let bureau = try fixture.person(AuthorityFixture.city, 10, [.implementingBody])
      var request = ListingRequest(sort: "place")
      let all = try fixture.reader.page(listing, for: bureau, request)
      #expect(all.items.compactMap { $0["place"]?.string } == AuthorityFixture.places)
      request.isOfOwnPlace = true
      let own = try fixture.reader.page(listing, for: bureau, request)
      #expect(own.items.compactMap { $0["place"]?.string } == [AuthorityFixture.city])
    }
  }

  @Test func `pages over several places come in order and without gaps`() async throws {
    try await AuthorityFixture.with { fixture in
      let listing = try #require(Registry.shuyu.listings["calls"]).under(fixture.profile)
      for number in 0..<30 {
        try fixture.insert(
          Call.table, 1_000 + number,
          [
            "place": .string(AuthorityFixture.places[number % 3]), "state": "draft",
            "closesOn": .string("2026-04-\(10 + number % 7)"),
          ])
      }
      let bureau = try fixture.person(AuthorityFixture.city, 10, [.implementingBody])
      for sort in [nil, "place", "closesOn"] {
        var seen: [String] = []
        var cursor: String?
        repeat {
          let page = try fixture.reader.page(
            listing, for: bureau, ListingRequest(sort: sort, cursor: cursor, limit: 7))
          seen += page.items.compactMap { $0["id"]?.string }
          cursor = page.next
        } while cursor != nil
        #expect(seen.count == 30 && Set(seen).count == 30, "\(sort ?? "id")")
      }
    }
  }

  @Test func `experts see a county's rows while it commissions them`() async throws {
    try await AuthorityFixture.with { fixture in
      let listing = try #require(Registry.shuyu.listings["applications"]).under(fixture.profile)
      for (number, place) in AuthorityFixture.places.enumerated() {
        try fixture.insert(
          Application.table, number, ["place": .string(place), "state": "eligible"])
      }
      let expert = try fixture.person(AuthorityFixture.city, 10, [.expertGroup])
      func seen() throws -> Set<String> {
        Set(
          try fixture.reader.page(listing, for: expert, ListingRequest()).items
            .compactMap { $0["place"]?.string })
      }
      #expect(try seen() == [AuthorityFixture.city])
      let government = try fixture.person(AuthorityFixture.county, 11, [.grantor])
      func record(_ kind: String) async throws -> [String] {
        try await fixture.codes(
          "authority.recordPaper",
          [
            "authority": .string(AuthorityFixture.id(Authority.table, 1).rawValue),
            "kind": .string(kind), "number": "柯政函〔2026〕6号", "occurredOn": "2026-03-02",
            "digest": .string(String(repeating: "a", count: 64)),
          ], as: government
        ).codes
      }
      #expect(try await record("expertCommission") == [])
      #expect(try seen() == [AuthorityFixture.city, AuthorityFixture.county])
      #expect(try await record("ownExperts") == [])
      #expect(try seen() == [AuthorityFixture.city])
    }
  }
}
