// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Platform
import Regulation
import Work

extension WorkFixture {
  static let product = id("PRD", "product")
  static let developer = id("ORG", "developer")

  /// Persons whose numbers are sound (GB 11643).
  static let persons = [
    "420704198001010015", "420704198001010023", "420704198001010031", "42070419800101004X",
  ]

  /// Lets the scenario's demand of the resource rest on the authorisation of each subject, and
  /// makes the product for which they are given.
  func makeConsentDemand() throws {
    let (entry, release) = (WorkFixture.id("AUT", "entry"), WorkFixture.id("RLS", "product"))
    let account = JSON.string(WorkFixture.account.rawValue)
    try put(
      AuthorisedEntry.self,
      [
        "id": .string(entry.rawValue), "place": .string(platform.place), "batch": 1, "row": 1,
        "provider": "供电公司", "name": "用电", "subjectKind": "person",
        "personalInformation": "present", "tradeSecret": false, "excluded": [], "clauses": [],
        "state": "listed", "resource": .string(WorkFixture.resource.rawValue),
        "secrecyReview": "notRequired", "preconditions": [:], "inputs": [:],
        "proposedBy": account,
      ])
    let scenario = try platform.find(Scenario.self, WorkFixture.scenario)
    guard case .object(var members) = try JSON(encoding: scenario) else { return }
    members["plan"] = [
      "title": "用电指数", "purpose": "金融", "productForm": "接口", "principles": [:],
      "demand": [
        [
          "entry": .string(entry.rawValue), "columns": ["uscc", "district", "kwh", "month"],
          "purpose": "指数", "consentWay": "individualConsent",
        ]
      ],
    ]
    try put(Scenario.self, .object(members))
    _ = try makeRelease("product", .subject, ReleaseSpec(WorkTests.ReleaseTests.template))
    try put(
      Product.self,
      [
        "id": .string(WorkFixture.product.rawValue), "place": .string(platform.place),
        "operator": .string(WorkFixture.operatorID.rawValue),
        "agreement": .string(WorkFixture.agreement.rawValue),
        "release": .string(release.rawValue), "code": "EP-1", "name": "用电指数",
        "type": "interface", "version": 1, "internalNumber": "1", "kind": "subject",
        "contentDigest": .string(SHA256.hash([9]).hex), "parameters": [], "definedBy": account,
        "definedOn": "2026-03-01", "state": "published", "prices": [],
        "usage": ["charged": 0, "free": 0, "refused": 0],
      ])
  }

  /// An authorisation of a person.
  @discardableResult
  func makeConsent(_ person: String, until: String = "2030-12-31") throws -> RecordID {
    let id = WorkFixture.id("CON", person)
    guard let mark = try MemoryPlatform.subjects().mark(of: person, .person) else {
      throw MemoryPlatform.Lost()
    }
    try put(
      Consent.self,
      [
        "id": .string(id.rawValue), "place": .string(platform.place),
        "product": .string(WorkFixture.product.rawValue),
        "operator": .string(WorkFixture.operatorID.rawValue),
        "grantedTo": .string(WorkFixture.developer.rawValue), "subjectKind": "person",
        "subjectDigest": .string(mark.digest.text), "purpose": "授信", "from": "2026-01-01",
        "until": .string(until), "evidenceDigest": .string(SHA256.hash([8]).hex),
        "grantedBy": .string(WorkFixture.account.rawValue), "grantedOn": "2026-01-01",
        "state": "active",
      ])
    return id
  }

  /// The bureau records on paper that a person withdrew.
  func withdraw(_ consent: RecordID) throws {
    let bureau = Actor(
      account: WorkFixture.id("ACC", "bureau"), organisation: WorkFixture.id("ORG", "bureau"),
      place: platform.place, capacities: [.implementingBody])
    let answer = try platform.run(
      "consent.withdraw",
      [
        "consent": .string(consent.rawValue), "evidenceDigest": .string(SHA256.hash([7]).hex),
      ], as: bureau)
    guard case .allowed = answer else { throw MemoryPlatform.Lost() }
  }
}
