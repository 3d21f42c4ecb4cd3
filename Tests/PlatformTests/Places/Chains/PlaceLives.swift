// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// The chains of the places as tables of steps, each in its own order.
enum PlaceLives {
  static func call(
    _ mode: String, _ method: String, _ sections: [String], more: [String: JSON] = [:]
  )
    -> PlaceStep
  {
    let fields: [String: JSON] = [
      "title": "征集公告", "mode": .string(mode), "method": .string(method),
      "scopeEntries": ["$entry"],
      "sections": .object(
        Dictionary(uniqueKeysWithValues: sections.map { ($0, .string("见公告")) })),
      "materials": ["申报书"], "criteria": [["name": "技术", "weight": 100]],
      "closesOn": "2026-03-20",
    ]
    return PlaceStep(
      "bureau", "call.draft", .object(fields.merging(more) { $1 }), save: "call")
  }

  static let publish = PlaceStep(
    "bureau", "call.publish", ["call": "$call", "publicationURL": "https://x.gov.cn/1"])

  static func apply(
    _ by: String, _ evidence: [String], more: [String: JSON] = [:]
  ) -> PlaceStep {
    let fields: [String: JSON] = [
      "call": "$call", "materials": [EzhouChain.file("申报书")],
      "evidence": .array(evidence.map(EzhouChain.file)), "incidents": [],
    ]
    return PlaceStep(
      by, "application.submit", .object(fields.merging(more) { $1 }), save: "application.\(by)")
  }

  static let close = PlaceStep("bureau", "call.close", ["call": "$call"], on: "2026-03-23")

  static func check(_ of: String, _ items: [String], failing: String? = nil) -> PlaceStep {
    PlaceStep(
      "bureau", "eligibility.check",
      [
        "application": .string("$application.\(of)"), "incidentsFound": [],
        "findings": .array(
          items.map { ["item": .string($0), "holds": .bool($0 != failing)] }),
      ])
  }

  static func score(_ of: String, _ points: Int64) -> PlaceStep {
    PlaceStep(
      "expert", "review.record",
      [
        "application": .string("$application.\(of)"), "opinion": "同意",
        "scores": [["criterion": "技术", "points": .int(points)]],
      ])
  }

  static func agreement(
    _ of: String = "winner", sections: [String] = [], product: [String: JSON], starts: String,
    more: [String: JSON] = [:]
  ) -> PlaceStep {
    let texts = Dictionary(uniqueKeysWithValues: sections.map { ($0, JSON.string("见协议")) })
    let fields: [String: JSON] = [
      "case": "$case", "number": .string("\(of)-2026"), "digest": digest("agreement"),
      "startsOn": .string(starts), "entries": ["$entry"], "grantor": "$org.government",
      "products": [.object(product.merging(["code": "P-1", "name": "指数"]) { $1 })],
      "sections": .object(texts),
    ]
    return PlaceStep(
      "bureau", "agreement.draft", .object(fields.merging(more) { $1 }), save: "agreement.\(of)")
  }

  static func sign(_ by: String, _ of: String = "winner", on: String) -> PlaceStep {
    PlaceStep(
      by, "agreement.sign",
      [
        "agreement": .string("$agreement.\(of)"), "occurredOn": .string(on),
        "evidenceDigest": digest("signature"), "sealDigest": digest("seal"),
      ], on: on)
  }

  static func activate(_ of: String = "winner", on: String) -> PlaceStep {
    PlaceStep(
      "bureau", "agreement.activate", ["agreement": .string("$agreement.\(of)")], on: on)
  }

  static func end(
    _ ground: String, _ evidence: [String], items: [String] = [], unitItems: [String] = [],
    certificate: Bool = false, by: String = "bureau"
  ) -> [PlaceStep] {
    let agreement: JSON = "$agreement.winner"
    var steps = [
      PlaceStep(
        by, "agreement.terminate",
        [
          "agreement": agreement, "ground": .string(ground), "documentNumber": "9号",
          "evidence": .array(evidence.map(EzhouChain.file)),
        ]),
      PlaceStep(
        "system", "exit.closePermissions",
        ["agreement": agreement, "accounts": 1, "keys": 0, "jobs": 0]),
      PlaceStep(
        "system", "exit.dataDestroyed", ["agreement": agreement, "destruction": nothingLeft]),
    ]
    steps += items.map { item in
      PlaceStep(
        by, "exit.handOver",
        ["agreement": agreement, "item": .string(item), "digest": digest(item)])
    }
    steps += unitItems.map { item in
      PlaceStep(
        "unit", "exit.handOver",
        [
          "agreement": agreement, "item": .string(item), "entry": "$entry",
          "treatment": "destroyed", "digest": digest(item),
        ])
    }
    if certificate {
      steps.append(
        PlaceStep(
          "winner", "exit.certify",
          [
            "agreement": agreement, "digest": digest("certificate"), "copies": ["样例"],
            "method": "密钥销毁", "witness": "$org.unit",
          ]))
    }
    return steps + [PlaceStep(by, "exit.close", ["agreement": agreement])]
  }

  /// What the platform reports of an agreement that left nothing in the domain.
  static var nothingLeft: JSON {
    [
      "jobsStopped": 0, "grantSets": 0, "samples": 0, "outputs": 0, "pseudonymKeys": 0,
      "mounts": 0, "certificate": digest("none"),
    ]
  }
}
