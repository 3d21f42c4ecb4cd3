// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Store
import Testing

/// What a row withholds from the public is neither shown nor found, and everybody else sees it.
@Suite struct WithheldMemberTests {
  private static let reason: JSON = [
    "code": "agreement.list.unfiled", "clauses": ["SZ-09.p2-a"],
    "message": ["zh": "先备案", "en": "filed first"],
  ]

  /// Two agreements that are public, the list of the first withheld.
  private func with(
    _ body: (AuthorityFixture, Listing, [RecordID]) async throws -> Void
  ) async throws {
    try await AuthorityFixture.with { fixture in
      let owner = try fixture.person(AuthorityFixture.city, 30, [.operator])
      let reasons: [JSON?] = [Self.reason, nil]
      let ids = try reasons.enumerated().map { number, reason in
        var members: [String: JSON] = [
          "place": .string(AuthorityFixture.city), "state": "active", "isPublic": "yes",
          "number": .string("2026-\(number)"), "operator": .string(owner.organisation.rawValue),
          "products": [["code": "P-1", "name": .string("企业用电指数\(number)")]],
        ]
        members["listReason"] = reason
        return try fixture.insert(
          Agreement.table, number + 1, members, parties: [owner.organisation])
      }
      let listing = try #require(Registry.shuyu.listings["agreements"])
      try await body(fixture, listing, ids)
    }
  }

  private func codes(_ rows: [JSON]) -> [String?] {
    rows.map { $0["products"]?.array?.first?["code"]?.string }
  }

  @Test func `the public sees the agreement and why its list is not shown`() async throws {
    try await with { fixture, listing, ids in
      for outsider in [
        nil, try fixture.person(AuthorityFixture.city, 31, [.developer]),
        try fixture.person(AuthorityFixture.neighbour, 32, [.public]),
      ] {
        let rows = try fixture.reader.page(listing, for: outsider, ListingRequest()).items
          .sorted { ($0["number"]?.string ?? "") < ($1["number"]?.string ?? "") }
        #expect(codes(rows) == [nil, "P-1"])
        #expect(rows.first?["listReason"] == Self.reason)
        #expect(rows.first?["state"] == "active")
        let one = try fixture.reader.record(listing, for: outsider, id: ids[0])
        #expect(one?["number"] == "2026-0" && one?["products"] == nil)
        let both = try fixture.reader.records(listing, for: outsider, ids: ids)
        #expect(both[ids[0]]?["products"] == nil && both[ids[1]]?["products"] != nil)
      }
    }
  }

  @Test func `the public finds no withheld list by its words`() async throws {
    try await with { fixture, listing, _ in
      func found(_ words: String, _ actor: Actor?) throws -> [String?] {
        try fixture.reader.page(listing, for: actor, ListingRequest(search: words)).items
          .map { $0["number"]?.string }
      }
      #expect(try found("企业用电指数0", nil) == [])
      #expect(try found("企业用电指数1", nil) == ["2026-1"])
      #expect(try found("2026-0", nil) == ["2026-0"])
      let bureau = try fixture.person(AuthorityFixture.city, 33, [.dataAuthority])
      #expect(try found("企业用电指数0", bureau) == ["2026-0"])
      #expect(throws: ListingProblem.unknownColumn("products")) {
        _ = try fixture.reader.page(
          listing, for: nil, ListingRequest(filters: [.equal("products", "P-1")]))
      }
    }
  }

  @Test func `parties and authorities see every list, and others' beside their own as the public`()
    async throws
  {
    try await with { fixture, listing, ids in
      let bureau = try fixture.person(AuthorityFixture.city, 34, [.implementingBody])
      #expect(
        codes(try fixture.reader.page(listing, for: bureau, ListingRequest()).items)
          == ["P-1", "P-1"])
      let rival = try fixture.person(AuthorityFixture.city, 35, [.operator])
      let own = try fixture.reader.page(listing, for: rival, ListingRequest())
      #expect(own.items.isEmpty)
      let all = try fixture.reader.page(
        listing, for: rival, ListingRequest(alsoPublic: true)
      ).items
      #expect(all.count == 2)
      let shown = all.filter { $0["products"] != nil }.map { $0["id"]?.string }
      #expect(shown == [ids[1].rawValue])
    }
  }

  @Test func `only what says so is withheld, and from nobody with a scope`() throws {
    let listing = try #require(Registry.shuyu.listings["agreements"])
    #expect(listing.withheld(from: nil) == ["products": "listReason"])
    let id = RecordID.make(prefix: "ACC", random: [UInt8](repeating: 1, count: 16))
    func actor(_ capacity: Capacity) -> Actor {
      Actor(account: id, organisation: id, place: "shuozhou", capacities: [capacity])
    }
    for capacity in [Capacity.operator, .dataAuthority, .sourceUnit, .marketRegulator] {
      #expect(listing.withheld(from: actor(capacity)).isEmpty, "\(capacity)")
    }
    #expect(listing.withheld(from: actor(.developer)) == ["products": "listReason"])
    let others = Registry.shuyu.listings.values.filter { $0.plural != "agreements" }
    #expect(others.allSatisfy { $0.withheld(from: nil).isEmpty })
  }
}
