// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Platform
import Regulation

/// One act of a place's chain: who does what on which day.
struct PlaceStep: Sendable {
  let by: String
  let name: String
  let input: JSON
  let on: String?
  let save: String?

  init(_ by: String, _ name: String, _ input: JSON, on: String? = nil, save: String? = nil) {
    self.by = by
    self.name = name
    self.input = input
    self.on = on
    self.save = save
  }

  /// A step of the case that has no action of its own, with its materials.
  static func record(
    _ by: String, _ materials: [String] = [], outcome: String = "passed", on: String? = nil,
    more: [String: JSON] = [:]
  ) -> PlaceStep {
    let fields: [String: JSON] = [
      "case": "$case", "outcome": .string(outcome), "documentNumber": "1号",
      "digest": digest(by), "materials": .array(materials.map(EzhouChain.file)),
    ]
    return PlaceStep(by, "case.record", .object(fields.merging(more) { $1 }), on: on)
  }

  /// A decision made elsewhere.
  static func decision(
    _ by: String, _ papers: [String], _ on: String, conclusion: String = "approved"
  ) -> PlaceStep {
    PlaceStep(
      by, "decision.record",
      [
        "case": "$case", "body": "会议", "documentNumber": "2号", "occurredOn": .string(on),
        "conclusion": .string(conclusion), "attachments": .array(papers.map(EzhouChain.file)),
      ], on: on)
  }
}

/// The people of any place and its chain, driven by a table of steps.
final class PlaceChain {
  let platform: FakePlatform
  var people: [String: Actor] = [:]
  var made: [String: JSON] = [:]

  init(_ place: String, settings: [ProfileSetting] = []) throws {
    let nouns: [any Noun.Type] = [
      Catalogue.self, Procedures.self, Authorisations.self, Decisions.self, Agreements.self,
      RuleDocuments.self, Pricing.self, Filings.self, PublicRecords.self,
    ]
    platform = FakePlatform(
      nouns, profile: try ProjectFiles.profile(place, settings),
      calendar: try ProjectFiles.calendar(), on: try day("2026-03-02"))
    let isSplit = place == "sichuan"
    let bureau: [Capacity] = isSplit ? [.implementingBody] : [.implementingBody, .dataAuthority]
    try add("bureau", bureau)
    try add("colleague", bureau, of: "bureau")
    if isSplit {
      try add("authority", [.dataAuthority])
    } else {
      people["authority"] = people["bureau"]
    }
    try add("government", [.grantor])
    try add("clerk", [.grantor], of: "government")
    try add("industry", [.industryAuthority])
    try add("finance", [.financeAuthority])
    try add("expert", [.expertGroup])
    try add("council", [.coordinationBody])
    try add("secretary", [.coordinationBody], of: "council")
    try add("unit", [.sourceUnit])
    try add("province", [.supervisingAuthority])
    for name in ["winner", "loser", "third"] { try add(name, [.operator]) }
    people["system"] = platform.system
    made["entry"] = .string(try seedEntry().rawValue)
  }

  func add(_ name: String, _ capacities: [Capacity], of other: String? = nil) throws {
    let organisation =
      try other.flatMap { people[$0]?.organisation } ?? platform.organisation(name, capacities)
    people[name] = try platform.actor(name, of: organisation, Set(capacities))
    made["org.\(name)"] = .string(organisation.rawValue)
  }

  /// An entry of the authorised catalogue, listed.
  private func seedEntry() throws -> RecordID {
    let id = RecordID.make(prefix: "AUT", random: [UInt8](repeating: 7, count: 32))
    let unit = try actor("unit").organisation.rawValue
    let document: JSON = [
      "id": .string(id.rawValue), "place": .string(platform.profile.place), "batch": 1, "row": 1,
      "provider": "供电公司", "name": "企业用电", "subjectKind": "enterprise",
      "personalInformation": "none", "tradeSecret": false, "excluded": [], "clauses": [],
      "state": "listed", "sourceUnit": .string(unit), "secrecyReview": "notRequired",
      "preconditions": [:], "inputs": [:],
      "proposedBy": .string(try actor("unit").account.rawValue),
    ]
    try platform.records.put(document.decode(AuthorisedEntry.self))
    return id
  }

  func actor(_ name: String) throws -> Actor {
    guard let actor = people[name] else { throw FakeError.stepMissing }
    return actor
  }

  /// Tries a step.
  func attempt(_ step: PlaceStep) throws -> Outcome {
    if let on = step.on { platform.move(to: try day(on)) }
    return try platform.run(step.name, filled(step.input), as: actor(step.by))
  }

  /// Runs a step that must be allowed; what must be handed in before activation is handed in.
  func must(_ step: PlaceStep) throws {
    if step.name == "agreement.activate" { try handInDocuments() }
    let outcome = try attempt(step)
    guard case .allowed(let result) = outcome else { throw UnexpectedOutcome(step.name, outcome) }
    if let save = step.save { made[save] = result["id"] ?? .null }
    if step.name == "call.draft" {
      made["case"] = result["case"] ?? .null
    }
  }

  /// Hands in every document that the place asks for before an authorisation comes into force.
  func handInDocuments(of institution: String = "bureau") throws {
    for rule in platform.profile.operation.ruleDocuments where rule.gates.contains(.activation) {
      let parts = rule.parts.map { ($0.id, JSON("第 1 页")) }
      let document: JSON = [
        "kind": .string(rule.id), "title": .string(rule.label.zh), "digest": digest(rule.id),
        "parts": .object(Dictionary(parts, uniquingKeysWith: { $1 })),
      ]
      for by in rule.by == .operator ? ["winner", "loser"] : [institution] {
        let outcome = try platform.run("ruleDocument.submit", document, as: actor(by))
        guard outcome.isAllowed else { throw UnexpectedOutcome("ruleDocument.submit", outcome) }
      }
    }
  }

  /// Runs steps that must be allowed.
  func play(_ steps: [PlaceStep]) throws {
    for step in steps { try must(step) }
  }

  /// The input with every `$name` replaced by what was made.
  private func filled(_ input: JSON) throws -> JSON {
    switch input {
    case .string(let text) where text.hasPrefix("$"):
      guard let value = made[String(text.dropFirst())] else { throw FakeError.stepMissing }
      return value
    case .array(let items): return .array(try items.map(filled))
    case .object(let members): return .object(try members.mapValues(filled))
    default: return input
    }
  }

  /// A record of an id that a step made.
  func record<R: Record>(_ type: R.Type, _ name: String) throws -> R {
    guard let id = made[name]?.string.flatMap(RecordID.init),
      let record = try platform.records.find(type, id)
    else { throw FakeError.stepMissing }
    return record
  }
}
