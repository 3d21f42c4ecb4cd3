// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// Where a text parts the body that carries out from the one that supervises.
@Suite struct ResponsibilityTests {
  private func authority(_ life: PlaceLife) throws -> Actor {
    try life.platform.actor("supervisor", .dataAuthority)
  }

  private func suspend(_ life: PlaceLife, as actor: Actor) throws -> Outcome {
    try life.platform.run(
      "agreement.suspend",
      ["agreement": life.agreement.json, "ground": "整改", "documentNumber": "1号"], as: actor)
  }

  @Test func `the supervising body does not carry out what the text gives to the institution`()
    throws
  {
    let life = try PlaceLife(.sichuan)
    let refused = try suspend(life, as: try authority(life))
    #expect(refused.codes == ["body.duty"])
    #expect(refused.clauses == ["SC-08-b", "SC-08-c"])
    #expect(try !suspend(life, as: try life.person(.bureau)).codes.contains("body.duty"))
  }

  @Test func `where the text does not part them either body acts`() throws {
    let life = try PlaceLife(.quzhou)
    #expect(life.platform.profile.responsibility(for: "agreement.suspend") == nil)
    #expect(try !suspend(life, as: try authority(life)).codes.contains("body.duty"))
  }

  @Test func `in Quzhou the data authority ends an agreement, and experts alone judge`() throws {
    let life = try PlaceLife(.quzhou)
    func misplaced(_ action: String, _ capacity: Capacity) throws -> Reason? {
      life.platform.registry.misplaced(
        action,
        Context(
          actor: try life.platform.actor("a \(capacity.rawValue) of \(action)", capacity),
          profile: life.platform.profile, now: life.platform.now,
          calendar: life.platform.calendar, entropy: [UInt8](repeating: 1, count: 32)))
    }
    let ended = try misplaced("agreement.terminate", .grantor)
    #expect(ended?.code == "body.duty" && ended?.clauses == ["QZ-17.p1-a"])
    #expect(try misplaced("agreement.terminate", .implementingBody)?.code == "body.duty")
    #expect(try misplaced("agreement.terminate", .dataAuthority) == nil)
    for capacity in [Capacity.implementingBody, .dataAuthority, .sourceUnit, .coordinationBody] {
      #expect(try misplaced("review.record", capacity)?.clauses == ["QZ-14.2-e"])
    }
    #expect(try misplaced("review.record", .expertGroup) == nil)
  }

  @Test(arguments: [
    "call.draft", "call.publish", "call.close", "eligibility.check", "agreement.draft",
    "agreement.activate",
  ])
  func `in Handan the implementing body organises, and no other bureau and no government`(
    action: String
  ) throws {
    let life = try PlaceLife(.handan)
    func misplaced(_ actor: Actor) -> Reason? {
      life.platform.registry.misplaced(
        action,
        Context(
          actor: actor, profile: life.platform.profile, now: life.platform.now,
          calendar: life.platform.calendar, entropy: []))
    }
    for other in [try authority(life), try life.platform.actor("government", .grantor)] {
      let reason = misplaced(other)
      #expect(reason?.code == "body.duty" && reason?.clauses == ["HD-08-a"])
    }
    let bureau = try life.person(.bureau)
    #expect(misplaced(bureau) == nil)
    #expect(misplaced(life.platform.system) == nil)
  }

  @Test func `the institution sees its own filings and the data authority all`() throws {
    let declared = try #require(Registry.shuyu.listings["filings"])
    let life = try PlaceLife(.sichuan)
    let narrowed = declared.under(life.platform.profile)
    let institution = try life.platform.actor("institution", .implementingBody)
    #expect(declared.scope(of: institution) == .place)
    #expect(narrowed.scope(of: institution) == .party)
    #expect(narrowed.scope(of: try authority(life)) == .place)
    #expect(declared.under(nil).scope(of: institution) == .place)
    let cases = try #require(Registry.shuyu.listings["cases"])
    #expect(cases.under(life.platform.profile).scope(of: institution) == .place)
  }

  @Test func `names that no action and no listing has are found with their line`() throws {
    var text = try ProjectFiles.text("Regulations/sichuan.yaml")
    text = text.replacing("[disclosure.publish]", with: "[disclosure.publsh, batch.deliver]")
    text = text.replacing("listings: [filings]", with: "listings: [fillings]")
    let profile = try Profile.load(yaml: text, file: "sichuan.yaml")
    let problems = Registry.shuyu.problems(of: profile, file: "sichuan.yaml")
    #expect(
      problems.map(\.message) == [
        "names `disclosure.publsh`, which is no action",
        "gives `batch.deliver` to nobody who may do it",
        "names `fillings`, which is no listing",
      ])
    #expect(problems.allSatisfy { $0.line > 0 && $0.key == "responsibilities" })
    #expect(Registry.shuyu.problems(of: try PlaceLife.profile("sichuan"), file: "").isEmpty)
  }
}
