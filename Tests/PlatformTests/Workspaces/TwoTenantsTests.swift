// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// Two operators in one domain: neither learns from what it may do that the other is there.
@Suite struct TwoTenantsTests {
  /// The inputs by which an operator may try records of the domain by their ids.
  private func tries(_ supply: SupplyCase, _ id: (RecordID?) throws -> JSON) throws -> [(
    String, [String: JSON]
  )] {
    let registration = try supply.registration().object ?? [:]
    let submission = try supply.submission("production").object ?? [:]
    let request = try supply.grantRequest(["tableName": "t"]).object ?? [:]
    return [
      ("grant.request", request.merging(["scenario": try id(supply.scenario)]) { $1 }),
      ("grant.revoke", ["grant": try id(supply.grant), "ground": "停"]),
      ("sample.request", ["grant": try id(supply.grant), "rows": 100]),
      ("program.register", registration.merging(["scenario": try id(supply.scenario)]) { $1 }),
      ("job.submit", submission.merging(["scenario": try id(supply.scenario)]) { $1 }),
      ("job.submit", submission.merging(["program": try id(supply.program)]) { $1 }),
      ("job.cancel", ["job": try id(supply.job)]),
    ]
  }

  @Test func `an id of the other's is refused in the words of an id that nobody has`() throws {
    let supply = try SupplyCase()
    try supply.readyJob()
    let rival = supply.chain.loser
    let theirs = try tries(supply) { try supply.chain.made($0) }
    let nobodys = try tries(supply) { id in
      let prefix = try #require(try supply.chain.made(id).string?.prefix(3))
      return .string(supply.random(String(prefix)))
    }
    for (one, other) in zip(theirs, nobodys) {
      let seen = try supply.platform.run(one.0, .object(one.1), as: rival)
      let unseen = try supply.platform.run(other.0, .object(other.1), as: rival)
      #expect(!seen.isAllowed && !seen.codes.isEmpty, "\(one.0): \(seen)")
      #expect(seen.reasons == unseen.reasons, "\(one.0): \(seen.codes), \(unseen.codes)")
    }
    for (name, input) in try tries(supply, { try supply.chain.made($0) }).prefix(1) {
      #expect(try supply.platform.run(name, .object(input), as: supply.owner).isAllowed)
    }
  }

  @Test func `an operator's lists of the domain hold its own rows alone`() throws {
    let registry = try SupplyCase().platform.registry
    for name in ["scenarios", "grants", "programs", "jobs", "outputs", "batches"] {
      let listing = try #require(registry.listings[name])
      for capacity in [Capacity.operator, .developer] {
        #expect([nil, .party].contains(listing.scopes[capacity]), "\(name) for \(capacity)")
      }
      #expect(listing.publicScope == nil, "\(name)")
    }
  }

  @Test func `a table's name that the other took is free`() throws {
    let supply = try SupplyCase()
    try supply.requestGrant()
    let own = try supply.chain.record(Grant.self, supply.grant)
    let scenario = try supply.chain.record(Scenario.self, supply.scenario)
    guard case .object(var members) = try JSON(encoding: scenario) else { return }
    members["id"] = .string(supply.random("SCN"))
    let twin = try JSON.object(members).decode(Scenario.self)
    try supply.platform.records.put(twin)
    let id = try supply.chain.must(
      "grant.request", try supply.grantRequest(["scenario": .string(twin.id.rawValue)]),
      supply.owner)
    let other = try supply.chain.record(Grant.self, id)
    #expect(other.tableName == own.tableName && other.joinedResources == 1)
    #expect(other.policyDigest != own.policyDigest)
  }
}
