// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// Whether answers about a subject may give raw columns, by each place's text.
@Suite struct SubjectValueTests {
  private func asked(
    _ script: PlaceScript, _ derivation: JSON, fields: [String] = ["use"]
  ) throws -> Outcome {
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
            "fields": .array(
              fields.map { name in
                [
                  "name": .string(name), "columns": ["kwh"], "necessity": "授信参考",
                  "derivation": derivation,
                ]
              }),
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

  @Test func `Shuozhou gives no third party a column as it is`() throws {
    let raw = try asked(.shuozhou, ["value": [:]])
    let own = raw.reasons.first { $0.code == "egress.template.rawValue" }
    #expect(own?.clauses.map(\.rawValue) == ["SZ-11.3.1-c", "SZ-06.2.2-b"])
  }

  @Test func `bands that give the value back are raw values`() throws {
    func band(_ edges: Int) -> JSON {
      ["band": ["edges": .array((1...edges).map { .string(String($0)) })]]
    }
    #expect(try asked(.sichuan, band(11)).codes.contains("egress.template.rawValue"))
    #expect(try !asked(.sichuan, band(10)).codes.contains("egress.template.rawValue"))
    let twice = try asked(.sichuan, band(10), fields: ["use", "more"])
    #expect(twice.codes.contains("egress.template.rawValue"))
    let there = try asked(.sichuan, ["isPresent": [:]], fields: ["use", "more"])
    #expect(!there.codes.contains("egress.template.rawValue"))
    #expect(try !asked(.quzhou, band(11)).codes.contains("egress.template.rawValue"))
  }

  @Test(arguments: [PlaceScript.handan, .quzhou])
  func `where the text says nothing of answers people judge them`(script: PlaceScript) throws {
    #expect(try !asked(script, ["value": [:]]).codes.contains("egress.template.rawValue"))
  }
}
