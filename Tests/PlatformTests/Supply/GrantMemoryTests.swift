// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Testing

/// Two grants one after the other: the masks of the first bind the second as long as an output of
/// it is left.
@Suite struct GrantMemoryTests {
  private static let wide: JSON = [
    ["name": "uscc", "mask": "pseudonym"], ["name": "kwh", "mask": "bucket:10"],
  ]
  private static let other: JSON = [
    ["name": "uscc", "mask": "pseudonym"], ["name": "kwh", "mask": "bucket:15"],
  ]

  /// A grant that a job read, revoked since.
  private func revoked() throws -> SupplyCase {
    let supply = try SupplyCase()
    try supply.readyGrant(["columns": Self.wide])
    try supply.register()
    try supply.submit()
    try supply.chain.must(
      "job.started", ["job": try supply.chain.made(supply.job)], supply.platform.system)
    try supply.chain.must("job.succeeded", try supply.success(), supply.platform.system)
    try supply.alter(Grant.self, supply.grant, "state", "revoked")
    return supply
  }

  private func request(_ supply: SupplyCase, _ columns: JSON) throws -> Outcome {
    try supply.platform.run(
      "grant.request", try supply.grantRequest(["tableName": "second", "columns": columns]),
      as: supply.owner)
  }

  private func output(_ supply: SupplyCase) throws -> JobOutput {
    let all = try supply.platform.records.all(JobOutput.self)
    return try #require(all.first)
  }

  @Test func `another mask is refused while an output of the first is left`() throws {
    let supply = try revoked()
    #expect(try request(supply, Self.other).codes == ["grant.column.earlier"])
    #expect(try request(supply, Self.wide).isAllowed, "the same mask tells nothing more")
  }

  @Test func `a filter by what the first one masked is refused as well`() throws {
    let supply = try revoked()
    let outcome = try supply.platform.run(
      "grant.request",
      try supply.grantRequest([
        "tableName": "second", "columns": [["name": "uscc", "mask": "pseudonym"]],
        "rowFilter": [["column": "kwh", "test": "less", "values": ["10"]]],
      ]), as: supply.owner)
    #expect(outcome.codes == ["grant.filter.masked"])
  }

  @Test func `another mask is allowed once the outputs are destroyed`() throws {
    let supply = try revoked()
    let made = try output(supply)
    let discard: JSON = ["output": .string(made.id.rawValue)]
    try supply.chain.must("output.discard", discard, supply.owner)
    #expect(try request(supply, Self.other).codes == ["grant.column.earlier"], "not gone yet")
    try supply.chain.must(
      "output.destroyed",
      ["output": .string(made.id.rawValue), "certificate": MarketCase.hash("gone")],
      supply.platform.system)
    #expect(try request(supply, Self.other).isAllowed)
  }

  @Test func `only what is in quarantine is given up, by its operator`() throws {
    let supply = try revoked()
    let made = try output(supply)
    let discard: JSON = ["output": .string(made.id.rawValue)]
    for state in JobOutput.State.allCases {
      var changed = made
      changed.state = state
      try supply.platform.records.put(changed)
      let outcome = try supply.platform.run("output.discard", discard, as: supply.owner)
      #expect(outcome.isAllowed == (state == .quarantined), "\(state)")
    }
  }

  @Test func `an output under review is not given up`() throws {
    let market = try MarketCase()
    var fields = market.queryFields
    fields["kind"] = "file"
    fields["grant"] = nil
    fields["output"] = market.output.json
    fields["spec"] = ["file": ["description": "指数表", "decimals": 2]]
    let id = try market.must("egress.request", .object(fields), market.producer)
    let discard: JSON = ["output": market.output.json]
    let early = try market.platform.run("output.discard", discard, as: market.producer)
    #expect(early.codes == ["output.used"])
    #expect(
      try market.platform.run("output.discard", discard, as: market.rival).codes
        == ["output.unknown"])
    try market.must("egress.withdraw", ["release": id.json], market.producer)
    #expect(try market.platform.run("output.discard", discard, as: market.producer).isAllowed)
    #expect(
      try market.platform.run("egress.request", .object(fields), as: market.producer).codes
        == ["egress.output.state"])
  }

  @Test func `a release of before its grant's purpose counted does not leave`() throws {
    let market = try MarketCase()
    let id = try market.approved(market.queryFields)
    guard case .object(var members) = try JSON(encoding: market.record(Grant.self, market.grant))
    else { return }
    members["purpose"] = "subjectService"
    try market.platform.records.put(JSON.object(members).decode(Grant.self))
    let outcome = try market.platform.run(
      "egress.release", ["release": id.json, "digest": MarketCase.hash("content")],
      as: market.platform.system)
    #expect(outcome.codes == ["egress.release.purpose"] && outcome.clauses == ["EZ-02.13-a"])
  }
}
