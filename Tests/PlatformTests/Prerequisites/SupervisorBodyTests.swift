// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// Several bodies that hold one capacity, each with a remit of its own.
@Suite struct SupervisorBodyTests {
  private func named(_ life: PlaceLife, _ name: String, _ body: String?) throws -> Actor {
    let actor = try life.platform.actor(name, .securityAuthority)
    if let body {
      try life.must(
        "organisation.nameBody",
        ["organisation": actor.organisation.json, "body": .string(body)], .bureau)
    }
    return try #require(try Accounts.actor(actor.account, life.platform.records))
  }

  @Test func `each body sees the logs of its remit, and one that nobody named sees none`() throws {
    let life = try PlaceLife(.quzhou)
    let releases = try #require(Registry.shuyu.listings["releases"])
      .under(life.platform.profile)
    let jobs = try #require(Registry.shuyu.listings["jobs"]).under(life.platform.profile)
    let cyberspace = try named(life, "cyberspace", "cyberspace")
    let police = try named(life, "police", "publicSecurity")
    let unnamed = try named(life, "unnamed", nil)
    #expect(releases.scope(of: cyberspace) == .place && jobs.scope(of: cyberspace) == .place)
    #expect(releases.scope(of: police) != .place && jobs.scope(of: police) == .place)
    #expect(releases.scope(of: unnamed) != .place && jobs.scope(of: unnamed) != .place)
    var pretender = try life.person(.owner)
    pretender.body = "cyberspace"
    #expect(releases.scope(of: pretender) != .place)
  }

  @Test func `an organisation is a body only by its capacities, and not by its own word`() throws {
    let life = try PlaceLife(.quzhou)
    let actor = try life.platform.actor("cyberspace", .securityAuthority)
    for body in ["finance", "nobody"] {
      let outcome = try life.run(
        "organisation.nameBody",
        ["organisation": actor.organisation.json, "body": .string(body)], .bureau)
      #expect(outcome.codes == ["organisation.body"], "\(body)")
    }
    let own = try life.run(
      "organisation.nameBody",
      [
        "organisation": try life.person(.bureau).organisation.json, "body": "implementingBody",
      ], .bureau)
    #expect(own.codes.contains("organisation.body.self"))
  }

  @Test func `a rule names bodies that hold its capacity`() throws {
    let text = try ProjectFiles.text("Regulations/quzhou.yaml").replacing(
      "bodies: [cryptography]", with: "bodies: [finance]")
    let problem = #expect(throws: ProfileError.self) {
      try Profile.load(yaml: text, file: "quzhou.yaml")
    }
    #expect(
      problem?.problems.map(\.message)
        == ["names `finance`, which is no body with a capacity of the rule"])
  }
}
