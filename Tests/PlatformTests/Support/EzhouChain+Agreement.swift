// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation

extension EzhouChain {
  /// Both applicants eligible and scored, 80 points against 60.
  func scoreApplications() throws {
    try closeCall()
    for (application, points) in zip(applications, [50, 30]) {
      let id = try made(application)
      try must("eligibility.check", .object(EzhouChain.eligible(id)), bureau)
      try must("review.record", EzhouChain.scores(id, Int64(points)), expert)
    }
  }

  /// The first application chosen.
  func concludeReview() throws {
    try scoreApplications()
    try must(
      "review.conclude",
      [
        "call": try made(call), "selected": try made(applications.first), "explanation": "综合得分较低",
      ], bureau)
  }

  /// The path of the notice's period, which the text leaves open.
  func noticeKey() throws -> JSON {
    let open = platform.profile.open.first { $0.clauses.contains("EZ-02.6-f") }
    guard let open else { throw FakeError.stepMissing }
    return .string(open.key)
  }

  /// Sets the notice's period to five working days.
  func setNoticePeriod() throws {
    try must(
      "openValue.set",
      [
        "key": try noticeKey(), "value": "5", "documentNumber": "鄂州数〔2026〕3号",
        "digest": digest("notice period"),
      ], bureau)
  }

  /// The notice published.
  func publishNotice() throws {
    try concludeReview()
    try setNoticePeriod()
    notice = try must("notice.publish", ["call": try made(call), "text": "拟选定甲公司"], bureau)
  }

  /// The notice run out without objections.
  func closeNotice() throws {
    try publishNotice()
    platform.move(to: try day("2026-03-31"))
    try must("notice.close", ["notice": try made(notice)], bureau)
  }

  func decisionFields() throws -> [String: JSON] {
    [
      "case": try made(file), "body": "市数据局党组", "documentNumber": "鄂州数党〔2026〕7号",
      "occurredOn": "2026-03-31", "conclusion": "approved",
      "attachments": [EzhouChain.file("决议扫描件")],
    ]
  }

  /// The major decision recorded.
  func recordDecision() throws {
    try closeNotice()
    try must("decision.record", .object(try decisionFields()), colleague)
  }

  /// The fields of an agreement that fits the decision.
  func agreementFields() throws -> [String: JSON] {
    [
      "case": try made(file), "number": "EZ-2026-1", "digest": digest("agreement"),
      "startsOn": "2026-04-01", "entries": [try made(entry)],
      "products": [["code": "EP-1", "name": "企业用电指数", "useClass": "industrialDevelopment"]],
    ]
  }

  func signatureFields() throws -> JSON {
    [
      "agreement": try made(agreement), "occurredOn": "2026-03-31",
      "evidenceDigest": digest("signature"), "sealDigest": digest("seal"),
    ]
  }

  /// The agreement drafted.
  func draftAgreement() throws {
    try recordDecision()
    agreement = try must("agreement.draft", .object(try agreementFields()), bureau)
  }

  /// The agreement signed by both sides.
  func sign() throws {
    try draftAgreement()
    try must("agreement.sign", try signatureFields(), bureau)
    try must("agreement.sign", try signatureFields(), winner)
  }

  /// The agreement in force from 1 April 2026.
  func activate() throws {
    try sign()
    platform.move(to: try day("2026-04-01"))
    try must("agreement.activate", ["agreement": try made(agreement)], bureau)
  }

  /// The agreement suspended.
  func suspend() throws {
    try activate()
    try must(
      "agreement.suspend",
      ["agreement": try made(agreement), "ground": "整改", "documentNumber": "1号"], bureau)
  }

  /// The agreement ended for a breach.
  func terminate() throws {
    try activate()
    try must(
      "agreement.terminate",
      [
        "agreement": try made(agreement), "ground": "agreementBreach", "documentNumber": "9号",
        "evidence": [],
      ], bureau)
  }

  /// The exit done up to its closing.
  func leave() throws {
    try terminate()
    try must(
      "exit.closePermissions",
      ["agreement": try made(agreement), "accounts": 2, "keys": 1, "jobs": 0], platform.system)
    for item in ["dataResources", "productModels", "technicalDocuments", "operatingMaterials"] {
      try must(
        "exit.handOver",
        ["agreement": try made(agreement), "item": .string(item), "digest": digest(item)], bureau)
    }
    try must("exit.certify", try certificateFields(), winner)
  }

  /// The platform reports that nothing of the agreement is left in the domain.
  func dataGone() throws {
    try must(
      "exit.dataDestroyed",
      ["agreement": try made(agreement), "destruction": PlaceLives.nothingLeft], platform.system)
  }

  func certificateFields() throws -> JSON {
    [
      "agreement": try made(agreement), "digest": digest("certificate"), "copies": ["样例"],
      "method": "密钥销毁", "witness": .string(unit.organisation.rawValue),
    ]
  }
}
