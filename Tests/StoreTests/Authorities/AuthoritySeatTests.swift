// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Store
import Testing

/// Whose matters an office-holder acts on, tried as somebody who would act on others'.
@Suite struct AuthoritySeatTests {
  private static let county = AuthorityFixture.county

  private static func authority(_ number: Int) -> JSON {
    .string(AuthorityFixture.id(Authority.table, number).rawValue)
  }

  private static let paper: [String: JSON] = [
    "number": "柯政函〔2026〕6号", "occurredOn": "2026-03-02",
    "digest": .string(String(repeating: "a", count: 64)),
  ]

  private func call(_ place: String, _ number: Int, _ fixture: AuthorityFixture) throws -> JSON {
    // The whole record: an action that finds it decodes it.
    let organisation = AuthorityFixture.id(Organisation.table, number)
    let account = AuthorityFixture.id(Account.table, number)
    let id = try fixture.insert(
      Call.table, number,
      [
        "place": .string(place), "case": .string(AuthorityFixture.id(CaseFile.table, 1).rawValue),
        "title": "公告", "mode": "scenario", "grounds": [:], "method": "open", "scopeEntries": [],
        "sections": [:], "materials": [], "criteria": [], "closesOn": "2026-04-01",
        "draftedBy": .string(account.rawValue), "organisation": .string(organisation.rawValue),
        "state": "draft", "isPublic": "no",
      ])
    return .string(id.rawValue)
  }

  @Test
  func `an office-holder does not act on a neighbour's, a lower or a higher authority's case`()
    async throws
  {
    try await AuthorityFixture.with { fixture in
      let publish: (JSON) -> JSON = { ["call": $0, "publicationURL": "https://a.example/1"] }
      let bodies: [Capacity] = [.implementingBody, .dataAuthority]
      for (number, home) in AuthorityFixture.places.enumerated() {
        let bureau = try fixture.person(home, 20 + number, bodies)
        for (other, place) in AuthorityFixture.places.enumerated() where place != home {
          let call = try call(place, 40 + number * 10 + other, fixture)
          let refused = try await fixture.codes("call.publish", publish(call), as: bureau)
          #expect(refused.codes == ["authority.other"], "\(home) on \(place)")
          #expect(refused.clauses == ["QZ-02-a"])
        }
        let own = try call(home, 80 + number, fixture)
        let codes = try await fixture.codes("call.publish", publish(own), as: bureau).codes
        #expect(!codes.contains("authority.other"), "\(home): \(codes)")
      }
    }
  }

  @Test func `an operator hears of another authority's case that it does not exist`() async throws {
    try await AuthorityFixture.with { fixture in
      let operatorOf = try fixture.person(AuthorityFixture.neighbour, 20, [.operator])
      let call = try call(Self.county, 41, fixture)
      let told = try await fixture.codes("call.publish", ["call": call], as: operatorOf)
      #expect(told.codes == ["capacity.missing"])
      let applied = try await fixture.codes(
        "application.submit",
        ["call": call, "materials": [], "evidence": [], "declaresNoIncident": true],
        as: operatorOf)
      #expect(!applied.codes.contains { $0.hasPrefix("authority.") })
      #expect(!applied.codes.isEmpty)
    }
  }

  @Test func `an authority records its own papers alone, and nobody another's`() async throws {
    try await AuthorityFixture.with { fixture in
      let input = JSON.object(
        Self.paper.merging(["authority": Self.authority(1), "kind": "expertCommission"]) { $1 })
      for place in [AuthorityFixture.city, AuthorityFixture.neighbour] {
        let bureau = try fixture.person(place, place.count, [.implementingBody, .dataAuthority])
        let refused = try await fixture.codes("authority.recordPaper", input, as: bureau)
        #expect(refused.codes == ["authority.other"], "\(place)")
      }
      let government = try fixture.person(Self.county, 30, [.grantor])
      #expect(try await fixture.codes("authority.recordPaper", input, as: government).codes == [])
      // What the level does not know: a county here adopts nothing and has nothing designated.
      for kind in ["adoption", "designation", "receipt", "platformException"] {
        let other = JSON.object(
          Self.paper.merging(["authority": Self.authority(1), "kind": .string(kind)]) { $1 })
        let codes = try await fixture.codes("authority.recordPaper", other, as: government).codes
        #expect(codes.contains("authority.paper"), "\(kind): \(codes)")
      }
      let late = JSON.object(
        Self.paper.merging([
          "authority": Self.authority(1), "kind": "ownExperts", "occurredOn": "2099-01-01",
        ]) { $1 })
      let future = try await fixture.codes("authority.recordPaper", late, as: government).codes
      #expect(future == ["day.future"])
    }
  }

  @Test func `a lower authority is registered once, at a level and in a division that fit`()
    async throws
  {
    try await AuthorityFixture.with { fixture in
      let city = try fixture.person(AuthorityFixture.city, 20, [.dataAuthority])
      let county = try fixture.person(Self.county, 21, [.dataAuthority])
      func register(
        _ level: String, _ division: String, as actor: Actor
      ) async throws -> [String] {
        try await fixture.codes(
          "authority.register",
          ["level": .string(level), "name": "某区", "division": .string(division)], as: actor
        ).codes
      }
      #expect(try await register("county", "330802", as: city) == ["authority.exists"])
      #expect(try await register("district", "330824", as: city) == ["authority.level"])
      #expect(try await register("county", "330824", as: county) == ["authority.level"])
      for outside in ["130402", "330700", "330800", "33080A", "330000"] {
        #expect(try await register("county", outside, as: city) == ["authority.division"])
      }
      #expect(try await register("county", "330824", as: city) == [])
      #expect(try await register("county", "330824", as: city) == ["authority.exists"])
      let found = try fixture.store.database.read { read in
        try read.first(Authority.self, .equal("place", "quzhou-330824"))
      }
      #expect(found?.parent == AuthorityFixture.city && found?.level == "county")
    }
  }

  @Test func `administrators of the city make accounts below it, those of a county none beside it`()
    async throws
  {
    try await AuthorityFixture.with { fixture in
      func account(_ login: String, _ number: Int) -> JSON {
        [
          "login": .string(login), "kind": "person", "name": "某人",
          "organisation": .string(AuthorityFixture.id(Organisation.table, number).rawValue),
          "password": "a password of a test",
        ]
      }
      _ = try fixture.person(Self.county, 20, [.grantor])
      let city = try fixture.person(AuthorityFixture.city, 21, [.systemAdministrator])
      let beside = try fixture.person(AuthorityFixture.neighbour, 22, [.systemAdministrator])
      let refused = try await fixture.codes("account.create", account("a-one", 20), as: beside)
      #expect(refused.codes == ["authority.other"])
      #expect(try await fixture.codes("account.create", account("b-one", 20), as: city).codes == [])
      let made = try fixture.store.database.read { read in
        try read.first(Account.self, .equal("login", "b-one"))
      }
      #expect(made?.place == Self.county)
      // An organisation is registered in one's own place or with an authority that is there.
      for (place, isAllowed) in [
        (Self.county, true), ("quzhou-330899", false), ("handan", false), ("quzhou-", false),
      ] {
        let codes = try await fixture.codes(
          "organisation.register",
          [
            "name": "某单位", "uscc": .string(Codes.uscc(7)), "legalForm": "stateOrgan",
            "place": .string(place), "capacities": ["financeAuthority"],
          ], as: city
        ).codes
        #expect(codes == (isAllowed ? [] : ["organisation.place"]), "\(place)")
      }
    }
  }

  @Test func `a lower authority supersedes and interprets no rule`() async throws {
    try await AuthorityFixture.with { fixture in
      let bureau = try fixture.person(Self.county, 20, [.dataAuthority, .implementingBody])
      let added = try await fixture.codes(
        "interpretation.add",
        [
          "clause": "QZ-02-a", "note": "解释", "documentNumber": "1号",
        ], as: bureau)
      #expect(added.codes == ["authority.rules"], "\(added.codes)")
    }
  }

  @Test func `where nobody is registered below, nothing changes`() async throws {
    try await StoreFixture.with(place: "quzhou") { store in
      let fixture = AuthorityFixture(
        store: store,
        reader: ListingReader(
          store.database, cursors: ListingCursor(key: [UInt8](repeating: 3, count: 32))),
        profile: try StoreFixture.profile("quzhou"))
      let bureau = try fixture.person("quzhou", 20, [.implementingBody])
      let told = try await fixture.codes(
        "call.publish",
        [
          "call": .string(AuthorityFixture.id(Call.table, 5).rawValue),
          "publicationURL": "https://a.example/1",
        ], as: bureau)
      #expect(told.codes == ["call.unknown"])
    }
  }
}
