// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Store
import Testing

/// What hangs on a project of the authority above ends with it, in the same entry (SC-08-d).
@Suite struct ProjectEndTests {
  private static let city = "sichuan-510100"
  private static let county = "sichuan-510100-510104"
  private static let digest = JSON.string(String(repeating: "a", count: 64))

  /// A city and its county, each with its government and an authorisation; the county's is under
  /// the city's.
  private struct Setting {
    let fixture: AuthorityFixture
    let cityGovernment: Actor
    let countyGovernment: Actor
    let parent: RecordID
    let child: RecordID
    let cityAgreement: RecordID
    let countyAgreement: RecordID

    func agreement(_ id: RecordID) throws -> Agreement? {
      try fixture.store.database.read { try $0.find(Agreement.self, id) }
    }

    func file(_ id: RecordID) throws -> CaseFile? {
      try fixture.store.database.read { try $0.find(CaseFile.self, id) }
    }
  }

  private func with(
    parent: String = "active", child: String = "active", cityState: String = "active",
    countyState: String = "active", cityEnds: String = "2029-03-01",
    _ body: (Setting) async throws -> Void
  ) async throws {
    try await StoreFixture.with(place: "sichuan") { store in
      let fixture = AuthorityFixture(
        store: store,
        reader: ListingReader(
          store.database, cursors: ListingCursor(key: [UInt8](repeating: 3, count: 32))),
        profile: try StoreFixture.profile("sichuan"))
      let levels = [
        (Self.city, "sichuan", "city", "510100"), (Self.county, Self.city, "county", "510104"),
      ]
      for (number, level) in levels.enumerated() {
        try fixture.insert(
          Authority.table, number + 1,
          [
            "place": .string(level.0), "root": "sichuan", "parent": .string(level.1),
            "level": .string(level.2), "division": .string(level.3), "name": .string(level.0),
            "papers": [], "registeredOn": "2026-03-02",
          ])
      }
      let city = try fixture.person(Self.city, 10, [.grantor])
      let county = try fixture.person(Self.county, 11, [.grantor])
      let setting = Setting(
        fixture: fixture, cityGovernment: city, countyGovernment: county,
        parent: try file(1, Self.city, parent, city, fixture),
        child: try file(2, Self.county, child, county, fixture),
        cityAgreement: try agreement(1, Self.city, cityState, cityEnds, city, fixture),
        countyAgreement: try agreement(2, Self.county, countyState, "2029-03-01", county, fixture))
      try fixture.insert(
        SubordinateProject.table, 1,
        [
          "place": .string(Self.county),
          "authority": .string(AuthorityFixture.id(Authority.table, 2).rawValue),
          "parentCase": .string(setting.parent.rawValue), "number": "锦江府函〔2026〕3号",
          "dated": "2026-03-02", "digest": Self.digest, "admittedOn": "2026-03-02",
          "admittedBy": .string(city.account.rawValue), "isOpen": "no",
          "opened": .string(setting.child.rawValue),
        ])
      try await body(setting)
    }
  }

  private func file(
    _ number: Int, _ place: String, _ state: String, _ actor: Actor, _ fixture: AuthorityFixture
  ) throws -> RecordID {
    let made = AuthorityFixture.id(Agreement.table, number)
    let step: JSON = [
      "id": "signing", "state": "passed", "on": "2026-03-02", "entry": 0,
      "record": .string(made.rawValue),
    ]
    return try fixture.insert(
      CaseFile.table, number,
      [
        "place": .string(place), "procedure": "cityAuthorisation",
        "subject": .string(AuthorityFixture.id(Call.table, number).rawValue),
        "profileVersion": .int(Int64(fixture.profile.version)),
        "openedBy": .string(actor.account.rawValue),
        "openedFor": .string(actor.organisation.rawValue), "state": .string(state),
        "current": state == "open" ? "planDraft" : .null, "enteredOn": "2026-03-02",
        "steps": .array(state == "open" ? [] : [step]),
      ])
  }

  private func agreement(
    _ number: Int, _ place: String, _ state: String, _ endsOn: String, _ actor: Actor,
    _ fixture: AuthorityFixture
  ) throws -> RecordID {
    try fixture.insert(
      Agreement.table, number,
      [
        "place": .string(place),
        "case": .string(AuthorityFixture.id(CaseFile.table, number).rawValue),
        "application": .string(AuthorityFixture.id(Application.table, number).rawValue),
        "operator": .string(AuthorityFixture.id(Organisation.table, 90 + number).rawValue),
        "grantor": .string(actor.organisation.rawValue), "mode": "whole", "number": "1",
        "digest": Self.digest, "startsOn": "2026-03-02", "endsOn": .string(endsOn),
        "termYears": 3, "entries": [], "products": [],
        "draftedBy": .string(actor.account.rawValue), "state": .string(state), "signatures": [],
        "exit": ["handover": [], "certificates": []], "isPublic": "yes",
      ])
  }

  private func terminate(_ setting: Setting) async throws -> [String] {
    let ground = try #require(
      setting.fixture.profile.termination.grounds.first {
        !$0.isAutomatic && $0.by != .operator
      })
    let evidence = ground.evidence.map { item -> JSON in
      ["name": .string(item.id), "digest": Self.digest]
    }
    return try await setting.fixture.codes(
      "agreement.terminate",
      [
        "agreement": .string(setting.cityAgreement.rawValue), "ground": .string(ground.id),
        "documentNumber": "成府函〔2026〕9号", "evidence": .array(evidence),
      ], as: setting.cityGovernment
    ).codes
  }

  @Test func `the agreement below is suspended with the end of the one above`() async throws {
    try await with { setting in
      #expect(try await terminate(setting) == [])
      #expect(try setting.agreement(setting.cityAgreement)?.state == .terminating)
      let below = try #require(try setting.agreement(setting.countyAgreement))
      #expect(below.state == .suspended && !below.isInForce(on: below.startsOn))
      #expect(below.suspensionDocument == "锦江府函〔2026〕3号")
      // The county cannot let it begin again by itself.
      let resumed = try await setting.fixture.codes(
        "agreement.resume",
        ["agreement": .string(below.id.rawValue), "documentNumber": "1"],
        as: setting.countyGovernment)
      #expect(resumed.codes == ["authority.project"] && resumed.clauses.contains("SC-08-d"))
    }
  }

  @Test func `a case below is closed with the one above that is withdrawn`() async throws {
    try await with(parent: "open", child: "open", countyState: "draft") { setting in
      let withdrawn = try await setting.fixture.codes(
        "case.withdraw", ["case": .string(setting.parent.rawValue), "ground": "不再实施"],
        as: setting.cityGovernment)
      #expect(withdrawn.codes == [])
      #expect(try setting.file(setting.child)?.state == .cancelled)
      let signed = try await setting.fixture.codes(
        "agreement.sign",
        [
          "agreement": .string(setting.countyAgreement.rawValue), "occurredOn": "2026-03-02",
          "evidenceDigest": Self.digest, "sealDigest": Self.digest,
        ], as: setting.countyGovernment)
      #expect(signed.codes == ["authority.project"])
    }
  }

  @Test func `what is in force above lets the county go on, and an old term does not`() async throws
  {
    for (ends, state, codes) in [
      ("2029-03-01", "active", [String]()), ("2026-03-31", "active", ["authority.project"]),
      ("2029-03-01", "suspended", []), ("2029-03-01", "ended", ["authority.project"]),
    ] {
      try await with(cityState: state, countyState: "suspended", cityEnds: ends) { setting in
        let resumed = try await setting.fixture.codes(
          "agreement.resume",
          ["agreement": .string(setting.countyAgreement.rawValue), "documentNumber": "1"],
          as: setting.countyGovernment)
        #expect(resumed.codes == codes, "\(state) until \(ends)")
      }
    }
  }

  @Test func `the end of another city's project touches nobody`() async throws {
    try await with { setting in
      try setting.fixture.insert(
        SubordinateProject.table, 2,
        [
          "place": .string(Self.county),
          "authority": .string(AuthorityFixture.id(Authority.table, 2).rawValue),
          "parentCase": .string(AuthorityFixture.id(CaseFile.table, 7).rawValue), "number": "2",
          "dated": "2026-03-02", "digest": Self.digest, "admittedOn": "2026-03-02",
          "admittedBy": .string(setting.cityGovernment.account.rawValue), "isOpen": "yes",
        ])
      // Its own case above is not there, so nothing can be opened under it.
      let opened = try await setting.fixture.codes(
        "case.open", ["procedure": "cityAuthorisation", "title": "锦江区授权"],
        as: try setting.fixture.person(Self.county, 30, [.implementingBody]))
      #expect(opened.codes == ["authority.project"])
      #expect(try setting.agreement(setting.countyAgreement)?.state == .active)
    }
  }
}
