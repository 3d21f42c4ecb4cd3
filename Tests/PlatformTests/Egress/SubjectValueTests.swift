// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// Answers about a subject give no raw column, as it is or as good as so, by each place's text.
@Suite struct SubjectValueTests {
  /// A field of a template.
  private struct Asked {
    let column: String
    let derivation: JSON

    init(_ column: String, _ derivation: JSON) {
      self.column = column
      self.derivation = derivation
    }
  }

  private func reason(
    _ script: PlaceScript, _ fields: [Asked], isWhole: Bool = false
  ) throws -> Reason? {
    let life = try PlaceLife(script)
    if isWhole {
      let document = try JSON(encoding: try life.record(Resource.self, life.resource))
      let columns = (document["columns"]?.array ?? []).map { column in
        column["name"]?.string == "kwh" ? column.setting("type", "integer") : column
      }
      try life.platform.records.put(
        document.setting("columns", .array(columns)).decode(Resource.self))
    }
    try life.admitted()
    try life.granted()
    let outcome = try life.run(
      "egress.request",
      [
        "kind": "subject", "grant": try life.made(life.grant),
        "spec": [
          "subject": [
            "lookupKey": "uscc", "dailyLimitPerSubject": 5,
            "fields": .array(
              fields.enumerated().map { index, field in
                [
                  "name": .string("f\(index)"), "columns": [.string(field.column)],
                  "necessity": "授信参考", "derivation": field.derivation,
                ]
              }),
          ]
        ],
        "context": "经企业授权后查询", "controls": "只给所需字段", "standing": true,
        "callsPerDay": 10, "expiresOn": "2026-12-31",
      ], .owner)
    return outcome.reasons.first { $0.code == "egress.template.rawValue" }
  }

  private static func band(_ edges: [Int]) -> JSON {
    ["band": ["edges": .array(edges.map { .string("\($0)") })]]
  }

  @Test(arguments: [
    (PlaceScript.sichuan, ["SC-19-b"]), (.handan, ["HD-18.p3-d"]),
    (.quzhou, ["QZ-03.p1-b", "QZ-21-b"]),
    (.shuozhou, ["SZ-06.2.2-b", "SZ-06.3.3-c", "SZ-11.3.1-c"]),
  ])
  func `no place lets a column out as it is, whoever agreed`(
    script: PlaceScript, clauses: [String]
  ) throws {
    let raw = try reason(script, [Asked("kwh", ["value": [:]])])
    #expect(raw?.clauses.map(\.rawValue) == clauses)
    #expect(try reason(script, [Asked("kwh", Self.band([100, 1_000]))]) == nil)
    #expect(try reason(script, [Asked("kwh", ["atLeast": ["_0": "100"]])]) == nil)
  }

  @Test func `a band is coarse`() throws {
    #expect(try reason(.sichuan, [Asked("kwh", Self.band(Array(1...10)))]) == nil)
    #expect(try reason(.sichuan, [Asked("kwh", Self.band(Array(1...11)))]) != nil)
    #expect(try reason(.sichuan, [Asked("kwh", Self.band(Array(1...100)))]) != nil)
    // Of whole numbers a band of one is the number.
    #expect(try reason(.sichuan, [Asked("kwh", Self.band([5, 7, 8]))], isWhole: true) != nil)
    #expect(try reason(.sichuan, [Asked("kwh", Self.band([5, 7, 9]))], isWhole: true) == nil)
    let halves: JSON = ["band": ["edges": ["5.5", "7"]]]
    #expect(try reason(.sichuan, [Asked("kwh", halves)], isWhole: true) != nil)
  }

  @Test func `one value is not asked for`() throws {
    #expect(try reason(.sichuan, [Asked("district", ["isOneOf": ["_0": ["A"]]])]) != nil)
    #expect(
      try reason(.sichuan, [Asked("district", ["isOneOf": ["_0": ["A", "B"]]])]) == nil)
  }

  @Test func `a column is not put together from several fields`() throws {
    let band = Asked("kwh", Self.band([100, 1_000]))
    #expect(
      try reason(.sichuan, [band, Asked("kwh", Self.band([150, 1_100]))])?.message.en
        .contains("fields[1]") == true)
    #expect(try reason(.sichuan, [band, Asked("kwh", ["atLeast": ["_0": "7"]])]) != nil)
    // Whether it is there says nothing of its value.
    #expect(try reason(.sichuan, [band, Asked("kwh", ["isPresent": [:]])]) == nil)
    let district = Asked("district", ["isOneOf": ["_0": ["A", "B"]]])
    #expect(try reason(.sichuan, [band, district]) == nil)
  }
}
