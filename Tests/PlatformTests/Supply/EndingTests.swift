// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

@Suite struct EndingTests {
  private func states(_ supply: SupplyCase) throws -> [String] {
    [
      try supply.chain.record(Scenario.self, supply.scenario).state.rawValue,
      try supply.chain.record(Grant.self, supply.grant).state.rawValue,
      try supply.chain.record(Job.self, supply.job).state.rawValue,
    ]
  }

  @Test func `the end of a scenario revokes its grants and cancels its jobs`() throws {
    let supply = try SupplyCase()
    try supply.readyJob()
    try supply.chain.must(
      "scenario.end", ["scenario": try supply.chain.made(supply.scenario), "ground": "停"],
      supply.owner)
    #expect(try states(supply) == ["ended", "revoked", "cancelled"])
    let late = try supply.platform.run(
      "job.failed", ["job": try supply.chain.made(supply.job), "failureClass": "x"],
      as: supply.system)
    #expect(late.codes == ["job.state"])
    let id = try supply.chain.made(supply.grant)
    try supply.chain.must(
      "grant.destroyed", ["grant": id, "certificate": digest("certificate")], supply.system)
    #expect(try supply.chain.record(Grant.self, supply.grant).state == .destroyed)
  }

  @Test func `the end of an agreement ends all that hangs on it and nothing else`() throws {
    let supply = try SupplyCase()
    try supply.readyJob()
    let records = supply.platform.records
    let stamp = Stamp(
      entry: 1, recordedAt: supply.platform.now, occurredOn: supply.platform.today, actor: nil,
      organisation: nil, place: "ezhou")
    let other = try #require(RecordID("AGR-0000000000000000"))
    #expect(try SupplyEnding.changes(for: other, stamp, records).isEmpty)
    let agreement = try #require(supply.chain.agreement)
    try records.apply(SupplyEnding.changes(for: agreement, stamp, records))
    #expect(try states(supply) == ["ended", "revoked", "cancelled"])
    #expect(try SupplyEnding.changes(for: agreement, stamp, records).isEmpty)
    #expect(try supply.chain.record(Job.self, supply.job).failureClass == "agreementEnded")
  }

  @Test func `nothing beyond a thousand is left open`() throws {
    let supply = try SupplyCase()
    try supply.readyJob()
    let records = supply.platform.records
    let job = try supply.chain.record(Job.self, supply.job)
    for number in 0..<1_100 {
      guard case .object(var members) = try JSON(encoding: job) else { return }
      let digits = String(number)
      let id = "JOB-" + String(repeating: "0", count: 16 - digits.count) + digits
      members["id"] = .string(id)
      try records.put(JSON.object(members).decode(Job.self))
    }
    #expect(try records.every(Job.self, []).count == 1_101)
    let stamp = Stamp(
      entry: 1, recordedAt: supply.platform.now, occurredOn: supply.platform.today, actor: nil,
      organisation: nil, place: "ezhou")
    let agreement = try #require(supply.chain.agreement)
    try records.apply(SupplyEnding.changes(for: agreement, stamp, records))
    #expect(try records.every(Job.self, []).allSatisfy { $0.state == .cancelled })
  }

  @Test func `a revoked grant cancels the jobs that read it`() throws {
    let supply = try SupplyCase()
    try supply.readyJob()
    try supply.chain.must(
      "grant.revoke", ["grant": try supply.chain.made(supply.grant), "ground": "停"], supply.unit)
    #expect(try states(supply) == ["approved", "revoked", "cancelled"])
  }

  @Test func `what was rejected or ended stays as it is`() throws {
    let supply = try SupplyCase()
    try supply.readyJob()
    try supply.alter(Scenario.self, supply.scenario, "state", "rejected")
    try supply.alter(Grant.self, supply.grant, "state", "destroyed")
    try supply.alter(Job.self, supply.job, "state", "succeeded")
    let stamp = Stamp(
      entry: 1, recordedAt: supply.platform.now, occurredOn: supply.platform.today, actor: nil,
      organisation: nil, place: "ezhou")
    let agreement = try #require(supply.chain.agreement)
    #expect(try SupplyEnding.changes(for: agreement, stamp, supply.platform.records).isEmpty)
  }
}
