// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Platform
import Regulation
import Testing

/// A refusal in a place cites that place's clauses, from its rules or from its answers.
@Suite struct PlaceCitationTests {
  /// The clauses that the platform records with a refusal of this code.
  private func cited(_ outcome: Outcome, _ code: String, _ life: PlaceLife) throws -> [String] {
    let file = ProjectFiles.root.appending(path: "Regulations/coverage.yaml")
    let coverage = try Coverage.load(
      yaml: String(decoding: try Data(contentsOf: file), as: UTF8.self), file: "coverage.yaml")
    let place = try #require(coverage[life.script.place])
    let reason = try #require(outcome.reasons.first { $0.code == code }, "\(outcome.codes)")
    return place.cited(reason.clauses, by: reason.code).map(\.rawValue)
  }

  private func suspend(_ life: PlaceLife) throws {
    try life.must(
      "agreement.suspend",
      ["agreement": life.agreement.json, "ground": "整改", "documentNumber": "1号"], .bureau)
  }

  @Test(arguments: [
    (PlaceScript.sichuan, "SC-16.1-a"), (.quzhou, "QZ-10.p1-b"),
  ])
  func `a demand outside the agreement`(script: PlaceScript, clause: String) throws {
    let life = try PlaceLife(script)
    let agreement = try JSON(encoding: try life.record(Agreement.self, life.agreement))
    try life.platform.records.put(agreement.setting("entries", []).decode(Agreement.self))
    let outcome = try life.tryPropose()
    #expect(try cited(outcome, "scenario.demand.scope", life) == [clause])
  }

  @Test func `a scenario and a release of an agreement not in force`() throws {
    let life = try PlaceLife(.shuozhou)
    try life.granted()
    try suspend(life)
    let scenario = try life.tryPropose(["title": "另一场景"])
    #expect(try cited(scenario, "agreement.force", life) == ["SZ-06-a"])
    let release = try life.run(
      "egress.request",
      [
        "kind": "query", "grant": try life.made(life.grant),
        "spec": ["tabulation": MarketCase.tabulation], "context": "用途", "controls": "做法",
      ], .owner)
    #expect(try cited(release, "agreement.notInForce", life) == ["SZ-10.7.p1-h"])
  }

  @Test func `a resource without a ready grant`() throws {
    let life = try PlaceLife(.shuozhou)
    try life.requested()
    let scenario = try life.record(Scenario.self, life.scenario)
    let agreement = try life.record(Agreement.self, life.agreement)
    func stop() throws -> Reason? {
      SupplyChain.stop(
        grant: try life.record(Grant.self, life.grant), scenario: scenario, agreement: agreement,
        on: life.platform.today, life.platform.profile)
    }
    let reason = try #require(try stop())
    #expect(try cited(.refused([reason]), "grant.ready", life) == ["SZ-10.1-b"])
    let other = try PlaceLife(.shuozhou)
    try other.granted()
    #expect(
      SupplyChain.stop(
        grant: try other.record(Grant.self, other.grant),
        scenario: try other.record(Scenario.self, other.scenario),
        agreement: try other.record(Agreement.self, other.agreement), on: other.platform.today,
        other.platform.profile) == nil)
  }

  @Test func `an identifier without its purpose, and an entry that is not listed`() throws {
    let life = try PlaceLife(.shuozhou)
    try life.nameField()
    let line = try #require(try life.plan()["demand"]?[0])
    let bare = try life.tryPropose(["demand": [line.setting("identifierPurpose", .null)]])
    #expect(try cited(bare, "scenario.demand.identifier", life) == ["SZ-10.5.2-a"])
    let entry = try JSON(encoding: try life.record(AuthorisedEntry.self, life.entry))
    try life.platform.records.put(
      entry.setting("state", "described").decode(AuthorisedEntry.self))
    let unlisted = try life.tryPropose()
    #expect(try cited(unlisted, "scenario.demand.unlisted", life) == ["SZ-06.3.2-b"])
  }

  @Test func `a product that is not on the list`() throws {
    let life = try PlaceLife(.shuozhou)
    let release = try life.released()
    let outcome = try life.run(
      "product.define", life.definition(release, ["code": "P-9"]), .owner)
    #expect(try cited(outcome, "product.notListed", life) == ["SZ-09.p2-c"])
    #expect(try life.run("product.define", life.definition(release), .owner).isAllowed)
  }
}
