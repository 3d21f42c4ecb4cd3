// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// What becomes of a grant when a column of its resource is classified anew.
@Suite struct GrantClassTests {
  private func classify(
    _ supply: SupplyCase, _ column: String, _ kind: String, _ grade: String = "general"
  ) throws {
    try supply.chain.must(
      "resource.classify",
      [
        "resource": try supply.chain.made(supply.chain.resource),
        "columns": [
          [
            "column": .string(column), "grade": .string(grade), "kind": .string(kind),
            "secret": false,
          ]
        ],
      ], supply.unit)
  }

  @Test(arguments: [
    ("kwh", "direct", "general"), ("month", "direct", "general"), ("kwh", "other", "important"),
    ("kwh", "other", "core"), ("uscc", "direct", "core"),
  ])
  func `a grant that shows more than the new class allows ends`(
    column: String, kind: String, grade: String
  ) throws {
    let supply = try SupplyCase()
    try supply.readyGrant()
    try classify(supply, column, kind, grade)
    let grant = try supply.chain.record(Grant.self, supply.grant)
    #expect(grant.state == .revoked && grant.stateReason == "classificationChanged")
  }

  @Test(arguments: [
    ("kwh", "quasi", "general"), ("month", "other", "important"), ("uscc", "direct", "important"),
    ("kwh", "sensitive", "general"),
  ])
  func `a grant whose masks are enough goes on`(column: String, kind: String, grade: String)
    throws
  {
    let supply = try SupplyCase()
    try supply.readyGrant()
    try classify(supply, column, kind, grade)
    #expect(try supply.chain.record(Grant.self, supply.grant).state == .ready)
  }

  @Test func `intervals of one leave important numbers as they are`() {
    let important = ColumnClassification(grade: .important, kind: .other, secret: false)
    #expect(!GrantMask.bucket(1).isEnough(for: important, isKey: false))
    #expect(GrantMask.bucket(2).isEnough(for: important, isKey: false))
  }

  @Test func `a key of answers about one subject stays one`() {
    let direct = ColumnClassification(grade: .general, kind: .direct, secret: false)
    #expect(GrantMask.none.isEnough(for: direct, isKey: true))
    #expect(!GrantMask.none.isEnough(for: direct, isKey: false))
    for mask in [GrantMask.year, .bucket(5), .level(1), .partial] {
      #expect(!mask.isEnough(for: direct, isKey: true))
    }
  }
}
