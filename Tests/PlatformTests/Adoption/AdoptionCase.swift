// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation

/// An earlier authorisation in Sichuan that lacks six things, and the people who see to it.
final class AdoptionCase {
  let life: PlaceLife
  let colleague: Actor
  let government: Actor
  var earlier: RecordID?
  var agreement: RecordID?

  /// The gaps that it has, in the order in which they are listed.
  static let gaps = [
    "missingStep/planGuidance", "missingMaterial/call/fairCompetition", "missingSection/breach",
    "missingDocument/environmentAcceptance", "missingDocument/emergencyPlan",
    "missingFiling/agreement",
  ]

  /// The papers that it has.
  static let papers = [
    "planDraft", "planSubmission", "governmentDecision", "call.method", "call.approvedPlan",
    "application", "selection", "ownDecision", "agreementSigned",
  ]

  init(rulesFrom day: String? = "2026-01-01") throws {
    life = try PlaceLife(.sichuan)
    let bureau = try life.person(.bureau)
    colleague = try life.platform.actor(
      "bureau colleague", of: bureau.organisation, [.implementingBody])
    government = try life.platform.actor("government", .grantor)
    if let day {
      try life.platform.mustSet(RuleValidity.key, day, as: bureau)
    }
  }

  var platform: FakePlatform { life.platform }

  /// Records it, with other fields where given.
  func adopt(_ more: [String: JSON] = [:], as actor: Actor? = nil) throws -> Outcome {
    let profile = platform.profile
    let sections = profile.authorisation.agreementSections.filter { $0.id != "breach" }
    let items = (profile.products.lineItems.value ?? []).map { ($0.id, JSON("见附件")) }
    let input: [String: JSON] = [
      "operator": try life.person(.owner).organisation.json,
      "grantor": government.organisation.json, "number": "川数授〔2024〕3号", "scope": "企业用电查询",
      "mode": "whole", "signedOn": "2024-05-06", "startsOn": "2024-05-06",
      "endsOn": "2027-05-05", "digest": digest("earlier agreement"),
      "entries": [life.entry.json],
      "products": [
        [
          "code": "P-1", "name": "企业用电指数", "useClass": "industrySector",
          "reviewer": try life.person(.evaluator).organisation.json,
          "requirements": .object(Dictionary(items, uniquingKeysWith: { $1 })),
        ]
      ],
      "sections": .object(
        Dictionary(sections.map { ($0.id, JSON("见协议")) }, uniquingKeysWith: { $1 })),
      "papers": Self.papers(Self.papers),
    ]
    let outcome = try platform.run(
      "authorisation.adopt", .object(input.merging(more) { $1 }),
      as: try actor ?? life.person(.bureau))
    earlier = outcome.id ?? earlier
    return outcome
  }

  static func papers(_ names: [String]) -> JSON {
    .array(names.map { ["name": .string($0), "digest": digest("earlier \($0)")] })
  }

  func plan(_ gap: String, _ owner: RecordID, _ day: String = "2026-06-30") -> JSON {
    ["gap": .string(gap), "owner": owner.json, "dueOn": .string(day)]
  }

  /// Plans gaps; by default each, for the bureau and the end of June.
  func plan(_ gaps: [JSON]? = nil, as actor: Actor? = nil) throws -> Outcome {
    let own = try life.person(.bureau).organisation
    let all = try kept().gaps.map { plan($0.gap, own) }
    let outcome = try platform.run(
      "authorisation.planGaps",
      ["authorisation": try id(), "gaps": .array(gaps ?? all)], as: actor ?? colleague)
    if case .allowed(let result) = outcome {
      agreement = result["agreement"]?.string.flatMap(RecordID.init)
    }
    return outcome
  }

  func close(
    _ gap: String, _ paper: String, _ more: [String: JSON] = [:], as actor: Actor? = nil
  ) throws -> Outcome {
    let input: [String: JSON] = [
      "authorisation": try id(), "gap": .string(gap), "digest": digest(paper),
    ]
    return try platform.run(
      "authorisation.closeGap", .object(input.merging(more) { $1 }),
      as: try actor ?? life.person(.bureau))
  }

  func id() throws -> JSON {
    guard let earlier else { throw FakeError.stepMissing }
    return earlier.json
  }

  /// The record as it stands.
  func kept() throws -> EarlierAuthorisation { try life.record(EarlierAuthorisation.self, earlier) }

  /// The agreement under which it goes on.
  func goingOn() throws -> Agreement { try life.record(Agreement.self, agreement) }
}

extension FakePlatform {
  /// Sets a value that the text leaves open, by a document.
  func mustSet(_ key: String, _ value: String, as actor: Actor) throws {
    let outcome = try run(
      "openValue.set",
      [
        "key": .string(key), "value": .string(value), "documentNumber": "〔2026〕1号",
        "digest": digest("value of \(key)"),
      ], as: actor)
    guard outcome.isAllowed else { throw UnexpectedOutcome("openValue.set", outcome) }
  }
}
