// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation

extension MarketCase {
  static let tabulation: JSON = [
    "dimensions": ["district"], "measures": [["function": "count"]], "subject": "uscc",
    "filters": [], "margins": true,
  ]

  static let template: JSON = [
    "lookupKey": "uscc", "dailyLimitPerSubject": 5,
    "fields": [
      [
        "name": "level", "columns": ["kwh"], "necessity": "授信参考",
        "derivation": ["band": ["edges": ["100", "1000"]]],
      ]
    ],
  ]

  /// The fields of a request for a standing query.
  var queryFields: [String: JSON] {
    [
      "kind": "query", "grant": grant.json, "spec": ["tabulation": MarketCase.tabulation],
      "context": "供公众查询各区人数，由统计表生成", "controls": "仅按区汇总，保留小计",
    ]
  }

  /// The fields of a request for answers about subjects.
  var subjectFields: [String: JSON] {
    [
      "kind": "subject", "grant": subjectGrant.json, "spec": ["subject": MarketCase.template],
      "context": "经企业授权后供银行查询用电等级", "controls": "只给等级，不给度数", "standing": true,
      "callsPerDay": 1000, "expiresOn": "2027-04-01",
    ]
  }

  /// What the platform reports of a release that can be approved.
  func evaluation(of release: RecordID) -> [String: JSON] {
    [
      "release": release.json, "verdict": "fail", "cells": 20, "unsafeCells": 2, "withheld": 4,
      "findings": [["rule": "minimum-contributors", "count": 2]],
      "evidenceObject": MarketCase.id("OBJ", "evidence").json,
      "contentObject": MarketCase.id("OBJ", "content").json,
      "contentDigest": MarketCase.hash("content"), "contentBytes": 512,
      "memory": memory(of: release),
    ]
  }

  /// How much is out of a release's resources.
  private func memory(of release: RecordID) -> JSON {
    do {
      let found = try record(Release.self, release)
      let version = try DisclosureMemory.version(of: found.resources, platform.records)
      return .int(Int64(version))
    } catch { return 0 }
  }

  /// A release, evaluated.
  func evaluated(_ fields: [String: JSON]) throws -> RecordID {
    let id = try must("egress.request", .object(fields), producer)
    try must("egress.evaluated", .object(evaluation(of: id)), platform.system)
    return id
  }

  /// A release, approved by two checkers.
  func approved(_ fields: [String: JSON]) throws -> RecordID {
    let id = try evaluated(fields)
    for checker in checkers.prefix(2) {
      try must("egress.vote", ["release": id.json, "choice": "approve"], checker)
    }
    return id
  }

  /// A release that is out.
  func released(_ fields: [String: JSON]) throws -> RecordID {
    let id = try approved(fields)
    try must(
      "egress.release", ["release": id.json, "digest": MarketCase.hash("content")],
      platform.system)
    return id
  }

  func productFields(_ release: RecordID, subject isSubject: Bool) -> [String: JSON] {
    [
      "release": release.json, "code": isSubject ? "EP-1" : "CUBE-1",
      "name": isSubject ? "企业用电指数" : "人口统计",
      "type": isSubject ? "evaluationIndex" : "interface",
      "useClass": isSubject ? "industrialDevelopment" : "publicBenefit",
      "responsiblePerson": "李某",
    ]
  }

  /// A product of a release that is out, defined.
  func defined(subject isSubject: Bool = false) throws -> RecordID {
    let release = try released(isSubject ? subjectFields : queryFields)
    return try must(
      "product.define", .object(productFields(release, subject: isSubject)), producer)
  }

  func reviewFields(_ product: RecordID) -> [String: JSON] {
    [
      "product": product.json,
      "findings": [
        "legality": "合法", "security": "安全", "personalInformation": "已保护", "purpose": "符合",
      ], "failing": [], "conclusion": "passed", "record": MarketCase.hash("review"),
      "otherReviews": ["dataSecurity": "通过", "secrecy": "不涉密，不需要"],
    ]
  }

  /// A product in review.
  func reviewing(subject isSubject: Bool = false) throws -> RecordID {
    let id = try defined(subject: isSubject)
    try must(
      "product.submitReview", ["product": id.json, "sheet": MarketCase.hash("sheet")], producer)
    return id
  }

  /// A product that passed its review.
  func compliant(subject isSubject: Bool = false) throws -> RecordID {
    let id = try reviewing(subject: isSubject)
    try must("product.reviewCompliance", .object(reviewFields(id)), bureau)
    return id
  }

  func registrationFields(_ product: RecordID) -> JSON {
    [
      "product": product.json, "registryNumber": .string("HB-\(product.rawValue)"),
      "registeredOn": "2026-04-01",
    ]
  }

  /// A ceiling of one yuan for each call.
  func setCeiling() throws {
    let ceiling: JSON = [
      "id": MarketCase.id("CEI", "ceiling").json, "place": "ezhou",
      "useClass": "industrialDevelopment", "document": "鄂发改价〔2026〕1号", "amount": 100,
      "unit": "call", "effectiveFrom": "2026-01-01", "digest": MarketCase.hash("ceiling"),
      "recordedBy": bureau.account.json,
    ]
    try platform.records.put(ceiling.decode(PriceCeiling.self))
  }

  /// A published product; the one about subjects costs half a yuan a call.
  func published(subject isSubject: Bool = false) throws -> RecordID {
    let id = try compliant(subject: isSubject)
    try must("product.recordRegistration", registrationFields(id), producer)
    if isSubject { try setCeiling() }
    try must(
      "product.setPrice", ["product": id.json, "amount": isSubject ? "0.50" : "0"], producer)
    try must("product.publish", ["product": id.json], producer)
    return id
  }

  func contractFields(_ product: RecordID) -> [String: JSON] {
    [
      "product": product.json, "developer": developer.organisation.json,
      "digest": MarketCase.hash("contract"), "occurredOn": "2026-04-01",
    ]
  }

  /// A signed contract.
  func signed(_ product: RecordID) throws -> RecordID {
    try must("contract.sign", .object(contractFields(product)), producer)
  }

  /// A filed contract.
  func filed(_ product: RecordID) throws -> RecordID {
    let id = try signed(product)
    try must("contract.file", ["contract": id.json], producer)
    try must(
      "contract.receive",
      ["contract": id.json, "conclusion": "filed", "receiptNumber": "备2026-1"], bureau)
    return id
  }

  /// An open subscription.
  func subscribed(_ product: RecordID) throws -> RecordID {
    let contract = try filed(product)
    return try must("subscription.open", ["contract": contract.json], developer)
  }

  func consentFields(_ product: RecordID) -> [String: JSON] {
    [
      "product": product.json, "developer": developer.organisation.json,
      "subjectKind": "enterprise", "subjectCode": .string(MarketCase.subjectCode), "purpose": "授信",
      "from": "2026-04-01", "until": "2026-12-31", "evidenceDigest": MarketCase.hash("consent"),
    ]
  }
}
