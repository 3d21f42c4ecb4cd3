// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// Whether answers about a subject may give raw columns, by each place's text.
@Suite struct SubjectValueTests {
  private func asked(_ script: PlaceScript, _ derivation: JSON) throws -> Outcome {
    let life = try PlaceLife(script)
    try life.admitted()
    try life.granted()
    return try life.run(
      "egress.request",
      [
        "kind": "subject", "grant": try life.made(life.grant),
        "spec": [
          "subject": [
            "lookupKey": "uscc", "dailyLimitPerSubject": 5,
            "fields": [
              [
                "name": "use", "columns": ["kwh"], "necessity": "授信参考",
                "derivation": derivation,
              ]
            ],
          ]
        ],
        "context": "经企业授权后查询", "controls": "只给所需字段", "standing": true,
        "callsPerDay": 10, "expiresOn": "2026-12-31",
      ], .owner)
  }

  @Test func `Sichuan lets no column out as it is, whoever agreed`() throws {
    let raw = try asked(.sichuan, ["value": [:]])
    let own = raw.reasons.first { $0.code == "egress.template.rawValue" }
    #expect(own?.clauses.map(\.rawValue) == ["SC-19-b"])
    let band = try asked(.sichuan, ["band": ["edges": ["100", "1000"]]])
    #expect(!band.codes.contains("egress.template.rawValue"))
    let bound = try asked(.sichuan, ["atLeast": ["_0": "100"]])
    #expect(!bound.codes.contains("egress.template.rawValue"))
  }

  @Test(arguments: [PlaceScript.handan, .quzhou, .shuozhou])
  func `where the text says nothing of answers people judge them`(script: PlaceScript) throws {
    #expect(try !asked(script, ["value": [:]]).codes.contains("egress.template.rawValue"))
  }
}
