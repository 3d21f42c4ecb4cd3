// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import DisclosureControl
import Gateway
import Platform
import Regulation
import Testing
import Work

@Suite struct PlatformRightsTests {
  private static let cubeSpec: JSON = [
    "tabulation": [
      "dimensions": ["education"], "measures": [["function": "count"]], "subject": "person",
      "filters": [], "margins": true,
    ]
  ]
  private static let templateSpec: JSON = [
    "subject": [
      "lookupKey": "uscc", "dailyLimitPerSubject": 5,
      "fields": [
        [
          "name": "index", "columns": ["kwh"], "derivation": ["isPresent": [:]],
          "necessity": "credit",
        ]
      ],
    ]
  ]
  private static let code = "91420000177570439L"

  private let digest = SHA256.hash(Array(MarketPlatform.secret.utf8))

  private func day(_ text: String = "2026-11-21") throws -> Day { try #require(Day(text)) }

  private func market(_ spec: JSON = cubeSpec, kind: ReleaseKind = .query) throws -> MarketPlatform
  {
    let platform = try MarketPlatform(now: try day().start(in: .china))
    try platform.publish(kind: kind)
    try platform.contract(
      spec: spec, standing: ["callsPerDay": 7, "expiresOn": "2026-11-25"])
    return platform
  }

  private func rights(_ platform: MarketPlatform) throws -> PlatformRights {
    PlatformRights(
      reporting: platform, profiles: [platform.place: platform.profile],
      subjects: try MarketPlatform.subjects())
  }

  private func codes(_ platform: MarketPlatform, on text: String = "2026-11-21") throws -> [String]
  {
    let found = try #require(try rights(platform).rights(ofKey: digest, on: try day(text)))
    if case .refused(let reasons) = found.standing { return reasons.map(\.code) }
    return []
  }

  @Test func `a key whose records all hold may call at the price of the day`() throws {
    let found = try #require(try rights(try market()).rights(ofKey: digest, on: try day()))
    #expect(found.holder.key == MarketPlatform.id("KEY"))
    #expect(found.holder.product == MarketPlatform.id("PRD"))
    #expect(found.holder.developer == MarketPlatform.id("ORG"))
    #expect(found.holder.place == "ezhou")
    guard case .allowed(let entitlement) = found.standing else {
      Issue.record("refused")
      return
    }
    #expect(entitlement.price == Money(fen: 50))
    #expect(entitlement.callsPerDay == 7)
    #expect(entitlement.content == MarketPlatform.content)
    #expect(entitlement.release == MarketPlatform.id("RLS"))
    guard case .cube = entitlement.form else {
      Issue.record("not a cube")
      return
    }
  }

  @Test func `an unknown key has no rights`() throws {
    #expect(try rights(try market()).rights(ofKey: SHA256.hash([1]), on: try day()) == nil)
    let other = PlatformRights(
      reporting: try market(), profiles: [:], subjects: try MarketPlatform.subjects())
    #expect(try other.rights(ofKey: digest, on: try day()) == nil)
  }

  @Test func `whatever ends refuses, each with its reason`() throws {
    let id = MarketPlatform.id
    for (change, code) in [
      ({ try $0.change(APIKey.self, id("KEY", 1), ["state": "revoked"]) }, "rights.key"),
      (
        { try $0.change(Subscription.self, id("SUB", 1), ["state": "ended"]) },
        "rights.subscription"
      ),
      (
        { try $0.change(ScenarioContract.self, id("SCT", 1), ["state": "submitted"]) },
        "rights.contract"
      ),
      ({ try $0.change(Product.self, id("PRD", 1), ["state": "suspended"]) }, "rights.product"),
      ({ try $0.change(Release.self, id("RLS", 1), ["state": "recalled"]) }, "rights.release"),
      (
        { try $0.change(Agreement.self, id("AGR", 1), ["state": "suspended"]) },
        "agreement.notInForce"
      ),
    ] as [((MarketPlatform) throws -> Void, String)] {
      let platform = try market()
      #expect(try codes(platform) == [])
      try change(platform)
      #expect(try codes(platform) == [code])
    }
    #expect(try codes(try market(), on: "2026-11-26") == ["rights.release"])
    #expect(
      try codes(try market(), on: "2027-01-01") == ["rights.release", "agreement.notInForce"])
  }

  @Test func `an authorisation counts on its days until it is withdrawn, for its code only`() throws
  {
    let platform = try market(Self.templateSpec, kind: .subject)
    let rights = try rights(platform)
    let found = try #require(try rights.rights(ofKey: digest, on: try day()))
    guard case .allowed(let entitlement) = found.standing,
      case .subject(let template, let clauses) = entitlement.form
    else {
      Issue.record("not a subject product")
      return
    }
    #expect(template.lookupKey == "uscc")
    #expect(!clauses.isEmpty)
    let holder = found.holder
    #expect(try !rights.isAuthorised(holder, subject: Self.code, on: try day()))
    try platform.authorise(Self.code)
    #expect(try rights.isAuthorised(holder, subject: Self.code, on: try day()))
    #expect(try rights.isAuthorised(holder, subject: Self.code.lowercased(), on: try day()))
    #expect(try !rights.isAuthorised(holder, subject: Self.code + "0", on: try day()))
    #expect(try !rights.isAuthorised(holder, subject: Self.code, on: try day("2026-12-01")))
    let other = KeyHolder(
      key: holder.key, subscription: holder.subscription, product: holder.product, version: 1,
      developer: MarketPlatform.id("ORG", 2), place: holder.place)
    #expect(try !rights.isAuthorised(other, subject: Self.code, on: try day()))
    for state in ["recorded", "withdrawn"] {
      try platform.change(Consent.self, MarketPlatform.id("CON"), ["state": .string(state)])
      #expect(try !rights.isAuthorised(holder, subject: Self.code, on: try day()))
    }
  }

  @Test func `every commit drops the leases`() async throws {
    let platform = try market()
    let lease = RightsLease(source: try rights(platform))
    _ = try await lease.rights(ofKey: digest, on: try day(), uptime: 0)
    platform.committed.yield(1)
    platform.committed.finish()
    await LeaseInvalidation(lease: lease, reporting: platform).run()
    _ = try await lease.rights(ofKey: digest, on: try day(), uptime: 0)
    #expect(lease.reads == 2)
  }
}
