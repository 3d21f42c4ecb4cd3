// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// Every action on an agreement, a call, a resource and an entry in each of their states.
@Suite struct StateMatrixTests {
  /// How far the chain is driven before each action is tried.
  struct Stage: Sendable, CustomTestStringConvertible {
    let name: String
    let drive: @Sendable (EzhouChain) throws -> Void
    let allowed: Set<String>

    var testDescription: String { name }
  }

  static let agreementStages = [
    Stage(
      name: "draft", drive: { try $0.draftAgreement() },
      allowed: ["agreement.sign", "agreement.amendProducts"]),
    Stage(name: "signed", drive: { try $0.sign() }, allowed: []),
    Stage(
      name: "active", drive: { try $0.activate() },
      allowed: [
        "agreement.amendProducts", "agreement.suspend", "agreement.requestExit",
        "agreement.terminate", "disclosure.publish",
      ]),
    Stage(
      name: "suspended", drive: { try $0.suspend() },
      allowed: [
        "agreement.resume", "agreement.requestExit", "agreement.terminate", "disclosure.publish",
      ]),
    Stage(
      name: "terminating", drive: { try $0.terminate() },
      allowed: [
        "exit.closePermissions", "exit.dataDestroyed", "exit.handOver", "exit.certify",
        "disclosure.publish",
      ]),
    Stage(
      name: "ended",
      drive: { chain in
        try chain.leave()
        try chain.dataGone()
        try chain.must("exit.close", ["agreement": try chain.made(chain.agreement)], chain.bureau)
      }, allowed: ["disclosure.publish"]),
  ]

  private func agreementActs(_ chain: EzhouChain) throws -> [String: (JSON, Actor)] {
    let id = try chain.made(chain.agreement)
    let product: JSON = ["code": "B", "name": "乙", "useClass": "publicBenefit"]
    return [
      "agreement.sign": (try chain.signatureFields(), chain.winner),
      "agreement.activate": (["agreement": id], chain.bureau),
      "agreement.amendProducts": (
        ["agreement": id, "products": [product], "digest": digest("x")], chain.bureau
      ),
      "agreement.suspend": (
        ["agreement": id, "ground": "x", "documentNumber": "1号"], chain.bureau
      ),
      "agreement.resume": (["agreement": id, "documentNumber": "1号"], chain.bureau),
      "agreement.requestExit": (
        ["agreement": id, "liabilityDigest": digest("x")], chain.winner
      ),
      "agreement.terminate": (
        ["agreement": id, "ground": "violation", "documentNumber": "1号", "evidence": []],
        chain.bureau
      ),
      "agreement.expire": (["agreement": id], chain.platform.system),
      "exit.closePermissions": (
        ["agreement": id, "accounts": 0, "keys": 0, "jobs": 0], chain.platform.system
      ),
      "exit.dataDestroyed": (
        [
          "agreement": id,
          "destruction": [
            "jobsStopped": 0, "grantSets": 0, "samples": 0, "outputs": 0, "pseudonymKeys": 0,
            "mounts": 0, "certificate": digest("none"),
          ],
        ], chain.platform.system
      ),
      "exit.handOver": (
        ["agreement": id, "item": "dataResources", "digest": digest("x")], chain.bureau
      ),
      "exit.certify": (try chain.certificateFields(), chain.winner),
      "exit.close": (["agreement": id], chain.bureau),
      "disclosure.publish": (
        [
          "agreement": id,
          "items": ["authorisedParty": "甲", "content": "乙", "scope": "丙", "term": "丁"],
        ], chain.bureau
      ),
    ]
  }

  @Test(arguments: agreementStages)
  func `an agreement takes exactly the actions of its state`(stage: Stage) throws {
    let names = Agreements.actions.map(\.info).filter { $0.on == "agreement" }.map(\.name)
    let first = try EzhouChain()
    try stage.drive(first)
    let covered = Set(try agreementActs(first).keys)
    #expect(covered == Set(names + ["disclosure.publish"]))
    for name in covered.sorted() {
      let chain = try EzhouChain()
      try stage.drive(chain)
      let act = try #require(try agreementActs(chain)[name])
      let before = chain.platform.records.snapshot
      let outcome = try chain.platform.run(name, act.0, as: act.1)
      #expect(
        outcome.isAllowed == stage.allowed.contains(name), "\(name) in \(stage.name): \(outcome)")
      if !outcome.isAllowed {
        #expect(!outcome.codes.isEmpty, "\(name) in \(stage.name) gives no reason")
        #expect(chain.platform.records.snapshot == before)
      }
    }
  }

  static let callStages = [
    Stage(name: "draft", drive: { try $0.draftCall() }, allowed: ["call.publish"]),
    Stage(name: "published", drive: { try $0.apply() }, allowed: ["application.submit"]),
    Stage(name: "closed", drive: { try $0.scoreApplications() }, allowed: ["review.conclude"]),
    Stage(name: "awarded", drive: { try $0.concludeReview() }, allowed: []),
    Stage(name: "active", drive: { try $0.activate() }, allowed: []),
  ]

  @Test(arguments: callStages)
  func `a call takes exactly the actions of its state`(stage: Stage) throws {
    for name in [
      "call.publish", "call.close", "application.submit", "review.conclude", "notice.publish",
    ] {
      let chain = try EzhouChain()
      try stage.drive(chain)
      let call = try chain.made(chain.call)
      let third = try chain.platform.actor("third", .operator)
      let inputs: [String: (JSON, Actor)] = [
        "call.publish": (["call": call, "publicationURL": "https://x"], chain.bureau),
        "call.close": (["call": call], chain.bureau),
        "application.submit": (.object(try chain.applicationFields()), third),
        "review.conclude": (["call": call, "explanation": "x"], chain.bureau),
        "notice.publish": (["call": call, "text": "x"], chain.bureau),
      ]
      let act = try #require(inputs[name])
      let outcome = try chain.platform.run(name, act.0, as: act.1)
      #expect(
        outcome.isAllowed == stage.allowed.contains(name), "\(name) in \(stage.name): \(outcome)")
    }
  }

  static let entryStages = [
    Stage(
      name: "stub",
      drive: { chain in
        try chain.publishResource()
        try chain.must("entry.loadBatch", [:], chain.bureau)
        chain.entry = try chain.row(1).id
      }, allowed: ["entry.describe", "entry.secrecyReview", "entry.remove"]),
    Stage(
      name: "described", drive: { try $0.describeEntry() },
      allowed: ["entry.describe", "entry.check", "entry.secrecyReview", "entry.remove"]),
    Stage(name: "listed", drive: { try $0.listEntry() }, allowed: ["entry.remove"]),
    Stage(
      name: "removed",
      drive: { chain in
        try chain.listEntry()
        try chain.must(
          "entry.remove", ["entry": try chain.made(chain.entry), "ground": "x"], chain.bureau)
      }, allowed: []),
  ]

  @Test(arguments: entryStages)
  func `an entry takes exactly the actions of its state`(stage: Stage) throws {
    for name in [
      "entry.describe", "entry.check", "entry.secrecyReview", "entry.list", "entry.remove",
    ] {
      let chain = try EzhouChain()
      try stage.drive(chain)
      let entry = try chain.made(chain.entry)
      let inputs: [String: (JSON, Actor)] = [
        "entry.describe": (
          ["entry": entry, "resource": try chain.made(chain.resource)], chain.unit
        ),
        "entry.check": (["entry": entry, "check": "privacy", "passed": true], chain.bureau),
        "entry.secrecyReview": (
          ["entry": entry, "conclusion": "passed", "ground": "x"], chain.secrecy
        ),
        "entry.list": (["entry": entry], chain.bureau),
        "entry.remove": (["entry": entry, "ground": "x"], chain.bureau),
      ]
      let act = try #require(inputs[name])
      let outcome = try chain.platform.run(name, act.0, as: act.1)
      #expect(
        outcome.isAllowed == stage.allowed.contains(name), "\(name) in \(stage.name): \(outcome)")
    }
  }
}
