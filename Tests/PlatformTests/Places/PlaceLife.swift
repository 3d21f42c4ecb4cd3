// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Platform
import Regulation

/// One of the four other places from an agreement in force on, with its own rules and people.
final class PlaceLife {
  /// Who takes part.
  enum Role: Sendable, CaseIterable {
    case bureau
    case unit
    case owner
    /// Another person of the operator.
    case colleague
    /// The authority of the scenario's field.
    case authority
    case evaluator
    case pricing
    case developer
    case stranger
  }

  let script: PlaceScript
  let platform: FakePlatform
  private(set) var people: [Role: Actor] = [:]
  let checkers: [Actor]
  let agreement = MarketCase.id("AGR", "agreement")
  let resource = MarketCase.id("RES", "resource")
  let entry = MarketCase.id("AUT", "entry")
  var scenario: RecordID?
  var grant: RecordID?
  var product: RecordID?
  var contract: RecordID?
  var subscription: RecordID?
  var key: RecordID?

  static func profile(_ place: String) throws -> Profile {
    func text(_ name: String) throws -> String {
      let file = ProjectFiles.root.appending(path: "Regulations/\(name).yaml")
      return String(decoding: try Data(contentsOf: file), as: UTF8.self)
    }
    let national = try NationalRules.load(yaml: try text("national"), file: "national.yaml")
    return try Profile.load(yaml: try text(place), file: "\(place).yaml").resting(on: national)
  }

  init(_ script: PlaceScript) throws {
    self.script = script
    let platform = FakePlatform(
      [
        Catalogue.self, Organisations.self, Accounts.self, Procedures.self, Authorisations.self,
        Decisions.self, Agreements.self, RuleDocuments.self, Filings.self, Pricing.self,
        Supply.self, Workspaces.self, Egress.self, Products.self, Subscriptions.self,
        Consents.self, Metering.self, Personnel.self, Duties.self, RuleSets.self, Adoptions.self,
      ], profile: try PlaceLife.profile(script.place), calendar: try ProjectFiles.calendar(),
      on: try day("2026-04-01"))
    let panel = try platform.organisation("panel", [.egressChecker])
    checkers = try ["one", "two"].map {
      try platform.actor("checker \($0)", of: panel, [.egressChecker])
    }
    self.platform = platform
    people = try cast()
    try seed()
  }

  private func cast() throws -> [Role: Actor] {
    let owner = try platform.actor("owner", .operator, .platformOperator)
    return [
      .bureau: try platform.actor("bureau", .implementingBody, .dataAuthority),
      .unit: try platform.actor("unit", .sourceUnit), .owner: owner,
      .colleague: try platform.actor("colleague", of: owner.organisation, [.operator]),
      .authority: try platform.actor("authority", .industryAuthority),
      .evaluator: try platform.actor("evaluator", .evaluator),
      .pricing: try platform.actor("pricing", .pricingAuthority),
      .developer: try platform.actor("developer", .developer),
      .stranger: try platform.actor("stranger", .industryAuthority, .operator),
    ]
  }

  func person(_ role: Role) throws -> Actor {
    guard let actor = people[role] else { throw FakeError.stepMissing }
    return actor
  }

  @discardableResult
  func must(_ name: String, _ input: JSON, _ role: Role) throws -> RecordID {
    try platform.mustRun(name, input, as: try person(role))
  }

  func run(_ name: String, _ input: JSON, _ role: Role) throws -> Outcome {
    try platform.run(name, input, as: try person(role))
  }

  func made(_ id: RecordID?) throws -> JSON {
    guard let id else { throw FakeError.stepMissing }
    return id.json
  }

  func record<R: Record>(_ type: R.Type, _ id: RecordID?) throws -> R {
    guard let id, let found = try platform.records.find(type, id) else {
      throw FakeError.stepMissing
    }
    return found
  }
}

extension PlaceLife {
  /// What the chain before would have left: agreement, entry and resource.
  private func seed() throws {
    let records = platform.records
    try records.put(try agreementDocument().decode(Agreement.self))
    try records.put(try entryDocument().decode(AuthorisedEntry.self))
    try records.put(try resourceDocument().decode(Resource.self))
  }

  /// A word on each of a list's items.
  func texts(_ items: [Labelled]?) -> JSON {
    let pairs = (items ?? []).map { ($0.id, JSON("符合")) }
    return .object(Dictionary(pairs, uniquingKeysWith: { $1 }))
  }

  private func agreementDocument() throws -> JSON {
    var product: [String: JSON] = ["code": "P-1", "name": "企业用电统计"]
    product["useClass"] = script.useClass.map { .string($0) }
    if let items = platform.profile.products.lineItems.value {
      product["requirements"] = texts(items)
    }
    if platform.profile.products.reviewer.value == .agreement {
      product["reviewer"] = try person(script.reviewer).organisation.json
    }
    let bureau = try person(.bureau)
    return [
      "id": agreement.json, "place": .string(script.place),
      "case": MarketCase.id("CAS", "case").json,
      "application": MarketCase.id("APP", "application").json,
      "operator": try person(.owner).organisation.json, "grantor": bureau.organisation.json,
      "mode": "whole", "number": "2026-1", "digest": MarketCase.hash("agreement"),
      "startsOn": "2026-03-01", "endsOn": "2029-02-28", "termYears": 3, "entries": [entry.json],
      "products": [.object(product)], "draftedBy": bureau.account.json, "state": "active",
      "signatures": [], "exit": ["handover": [], "certificates": []], "isPublic": "yes",
    ]
  }

  private func entryDocument() throws -> JSON {
    [
      "id": entry.json, "place": .string(script.place), "batch": 1, "row": 1,
      "provider": "供电公司", "name": "企业用电", "subjectKind": "enterprise",
      "personalInformation": "none", "tradeSecret": false, "excluded": [], "clauses": [],
      "state": "listed", "resource": resource.json,
      "sourceUnit": try person(.unit).organisation.json, "secrecyReview": "notRequired",
      "preconditions": [:], "inputs": [:], "proposedBy": try person(.unit).account.json,
    ]
  }

  private func resourceDocument() throws -> JSON {
    func column(_ name: String, _ type: String, _ kind: String) -> JSON {
      [
        "name": .string(name), "type": .string(type), "label": .string(name),
        "classification": ["grade": "general", "kind": .string(kind), "secret": false],
      ]
    }
    return [
      "id": resource.json, "place": .string(script.place), "name": "企业用电",
      "state": "published", "sourceUnit": try person(.unit).organisation.json, "fields": [:],
      "columns": [
        column("uscc", "creditCode", "direct"), column("district", "text", "quasi"),
        column("kwh", "decimal", "sensitive"),
      ],
      "keyColumns": [], "subjectColumn": "uscc", "duties": [],
      "registeredBy": try person(.unit).account.json,
    ]
  }
}
