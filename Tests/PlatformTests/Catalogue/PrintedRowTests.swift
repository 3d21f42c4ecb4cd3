// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// Whether a row of the text's own list gets the data that it names, and what relinking voids.
@Suite struct PrintedRowTests {
  /// The first batch is loaded and a resource of the power company is published.
  private func loaded() throws -> EzhouChain {
    let chain = try EzhouChain()
    try chain.publishResource()
    try chain.must("entry.loadBatch", [:], chain.bureau)
    return chain
  }

  private func link(_ row: Int64, _ chain: EzhouChain, as actor: Actor) throws -> Outcome {
    try chain.platform.run(
      "entry.describe",
      ["entry": try chain.row(row).id.json, "resource": try chain.made(chain.resource)], as: actor)
  }

  @Test(arguments: Array(2...15))
  func `a unit links no row of another provider`(row: Int) throws {
    let chain = try loaded()
    let outcome = try link(Int64(row), chain, as: chain.unit)
    #expect(outcome.codes == ["entry.provider.other"])
    #expect(outcome.clauses.contains("EZ-A2.\(row < 10 ? "0" : "")\(row)-a"))
    #expect(try chain.row(Int64(row)).state == .stub)
  }

  @Test func `the printed provider links its own row, and a bureau one whose name differs`() throws
  {
    let own = try loaded()
    #expect(try link(1, own, as: own.unit).isAllowed)
    let other = try loaded()
    let id = try other.row(3).id
    let outcome = try other.platform.run(
      "entry.describe", ["entry": id.json, "resource": try other.made(other.resource)],
      as: other.bureau)
    #expect(outcome.isAllowed)
    #expect(try other.record(AuthorisedEntry.self, id).sourceUnit == other.unit.organisation)
  }

  @Test func `one resource stands for one row, until that row is taken out`() throws {
    let chain = try loaded()
    let rows = try chain.platform.records.all(
      AuthorisedEntry.self, Condition("row", .equal, .int(3)))
    #expect(rows.count == 3)
    func describe(_ entry: AuthorisedEntry) throws -> Outcome {
      try chain.platform.run(
        "entry.describe", ["entry": entry.id.json, "resource": try chain.made(chain.resource)],
        as: chain.bureau)
    }
    #expect(try describe(rows[0]).isAllowed)
    for next in rows.dropFirst() {
      let outcome = try describe(next)
      #expect(outcome.codes == ["entry.resource.taken"])
      #expect(outcome.clauses == ["EZ-A2.03-a"])
    }
    #expect(try describe(rows[0]).isAllowed)
    try chain.must("entry.remove", ["entry": rows[0].id.json, "ground": "移出"], chain.bureau)
    #expect(try describe(rows[1]).isAllowed)
  }

  @Test func `an entry that was added later is linked by any unit`() throws {
    let chain = try loaded()
    let added = try chain.must(
      "entry.add",
      [
        "provider": "市文旅局", "name": "景区用电", "subjectKind": "enterprise",
        "personalInformation": "none", "tradeSecret": false,
        "inputs": [
          "workNeed": "年度计划", "marketDemand": "需求", "providerConsultation": "函",
          "classification": "一般",
        ],
      ], chain.bureau)
    let outcome = try chain.platform.run(
      "entry.describe", ["entry": added.json, "resource": try chain.made(chain.resource)],
      as: chain.unit)
    #expect(outcome.isAllowed)
  }

  @Test func `reports and checks are void once other data are linked, and stay while not`() throws {
    let chain = try loaded()
    #expect(try link(1, chain, as: chain.unit).isAllowed)
    let report: JSON = [
      "digest": digest("report"), "parts": ["method": "第 2 页"], "by": chain.bureau.account.json,
      "on": "2026-03-02",
    ]
    let document = try JSON(encoding: chain.row(1)).setting("exceptions", ["anonymised": report])
    try chain.platform.records.put(document.decode(AuthorisedEntry.self))
    #expect(try link(1, chain, as: chain.unit).isAllowed)
    #expect(try chain.row(1).exceptions?.count == 1)
    try chain.publishResource("企业用电（新）")
    #expect(try link(1, chain, as: chain.unit).isAllowed)
    let relinked = try chain.row(1)
    #expect(relinked.exceptions == nil && relinked.preconditions.isEmpty)
    #expect(relinked.resource == chain.resource)
  }
}
