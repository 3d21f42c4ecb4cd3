// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// At the end of an agreement each unit confirms what became of the data of its resource.
@Suite struct UnitConfirmationTests {
  private let steps =
    PlaceLives.shuozhouReview + PlaceLives.shuozhouAgreement

  /// Shuozhou with an agreement that has ended, before its units confirm anything.
  private func ended() throws -> PlaceChain {
    let setting = ProfileSetting(
      key: "procedures.authorisation.steps.publicNotice.period.workingDays", text: "5",
      source: "朔数〔2026〕1号")
    let chain = try PlaceChain("shuozhou", settings: [setting])
    for step in steps {
      if step.name == "exit.handOver" { break }
      try chain.must(step)
    }
    return chain
  }

  private func confirmation(
    by: String = "unit", _ more: [String: JSON] = [:], without: [String] = []
  ) -> PlaceStep {
    var fields: [String: JSON] = [
      "agreement": "$agreement.winner", "item": "dataWindUp", "entry": "$entry",
      "treatment": "returned", "digest": digest("confirmed"),
    ]
    for (name, value) in more { fields[name] = value }
    for name in without { fields[name] = nil }
    return PlaceStep(by, "exit.handOver", .object(fields))
  }

  private let close = PlaceStep("bureau", "exit.close", ["agreement": "$agreement.winner"])

  @Test func `an exit is not closed before the unit confirmed its resource`() throws {
    let chain = try ended()
    let open = try chain.attempt(close)
    #expect(open.codes == ["exit.resource.open"] && open.clauses == ["SZ-11.2.5-b"])
    #expect(open.reasons.first?.message.zh.contains("企业用电") == true)
    try chain.must(confirmation())
    let item = try chain.record(Agreement.self, "agreement.winner").exit.handover.first
    #expect(item?.treatment == .returned && item?.entry?.rawValue == chain.made["entry"]?.string)
    #expect(try chain.attempt(close).isAllowed)
  }

  @Test func `nobody else confirms, and nothing is left open`() throws {
    let chain = try ended()
    for other in ["bureau", "government"] {
      let outcome = try chain.attempt(confirmation(by: other))
      #expect(outcome.codes == ["exit.resource.unit"], "\(other)")
      #expect(outcome.clauses == ["SZ-11.2.5-b"], "\(other)")
    }
    try chain.add("stranger", [.sourceUnit])
    #expect(
      try chain.attempt(confirmation(by: "stranger")).codes == ["exit.resource.unit"])
    for missing in ["entry", "treatment"] {
      let outcome = try chain.attempt(confirmation(without: [missing]))
      #expect(outcome.codes == ["exit.resource"], "\(missing)")
    }
    let unknown = RecordID.make(prefix: "AUT", random: [UInt8](repeating: 9, count: 32))
    let elsewhere = try chain.attempt(confirmation(["entry": .string(unknown.rawValue)]))
    #expect(elsewhere.codes == ["exit.resource"])
    #expect(try chain.attempt(close).codes == ["exit.resource.open"])
  }

  @Test func `a body of the place confirms for a unit that is no more`() throws {
    let chain = try ended()
    let id = try chain.actor("unit").organisation
    let unit = try #require(try chain.platform.records.find(Organisation.self, id))
    var closed = try #require(try JSON(encoding: unit).object)
    closed["state"] = .string(Organisation.State.closed.rawValue)
    try chain.platform.records.put(try JSON.object(closed).decode(Organisation.self))
    try chain.add("stranger", [.sourceUnit])
    #expect(
      try chain.attempt(confirmation(by: "stranger")).codes == ["exit.resource.unit"])
    try chain.must(confirmation(by: "bureau"))
    #expect(try chain.attempt(close).isAllowed)
  }

  @Test func `a unit that operated the data itself says what became of them`() throws {
    let chain = try ended()
    try chain.add("both", [.operator, .sourceUnit])
    let own = JSON.string(try chain.actor("both").organisation.rawValue)
    let first = try #require(chain.made["entry"]?.string.flatMap(RecordID.init))
    let known = try #require(try chain.platform.records.find(AuthorisedEntry.self, first))
    var entry = try #require(try JSON(encoding: known).object)
    entry["sourceUnit"] = own
    try chain.platform.records.put(try JSON.object(entry).decode(AuthorisedEntry.self))
    var agreement = try #require(
      try JSON(encoding: try chain.record(Agreement.self, "agreement.winner")).object)
    agreement["operator"] = own
    try chain.platform.records.put(try JSON.object(agreement).decode(Agreement.self))
    try chain.must(confirmation(by: "both"))
    #expect(try chain.attempt(close).isAllowed)
  }

  @Test func `each resource is confirmed once, and each must be`() throws {
    let chain = try ended()
    let second = RecordID.make(prefix: "AUT", random: [UInt8](repeating: 9, count: 32))
    let first = try #require(chain.made["entry"]?.string.flatMap(RecordID.init))
    let known = try #require(try chain.platform.records.find(AuthorisedEntry.self, first))
    var entry = try #require(try JSON(encoding: known).object)
    entry["id"] = .string(second.rawValue)
    entry["name"] = "企业用水"
    try chain.platform.records.put(try JSON.object(entry).decode(AuthorisedEntry.self))
    var agreement = try #require(
      try JSON(encoding: try chain.record(Agreement.self, "agreement.winner")).object)
    agreement["entries"] = [.string(first.rawValue), .string(second.rawValue)]
    try chain.platform.records.put(try JSON.object(agreement).decode(Agreement.self))
    try chain.must(confirmation())
    #expect(try chain.attempt(confirmation()).codes == ["exit.item.already"])
    let open = try chain.attempt(close)
    #expect(open.codes == ["exit.resource.open"])
    #expect(open.reasons.first?.message.zh.contains("企业用水") == true)
    #expect(open.reasons.first?.message.zh.contains("企业用电") == false)
    try chain.must(confirmation(["entry": .string(second.rawValue), "treatment": "destroyed"]))
    #expect(try chain.attempt(close).isAllowed)
  }

  @Test func `a confirmation of before units were asked does not close an exit`() throws {
    let chain = try ended()
    var agreement = try #require(
      try JSON(encoding: try chain.record(Agreement.self, "agreement.winner")).object)
    var exit = agreement["exit"]?.object ?? [:]
    exit["handover"] = [
      [
        "item": "dataWindUp", "digest": digest("earlier"), "on": "2026-04-02",
        "receiver": .string(try chain.actor("bureau").organisation.rawValue),
        "receivedBy": .string(try chain.actor("bureau").account.rawValue),
      ]
    ]
    agreement["exit"] = .object(exit)
    try chain.platform.records.put(try JSON.object(agreement).decode(Agreement.self))
    #expect(try chain.attempt(close).codes == ["exit.resource.open"])
    try chain.must(confirmation())
    #expect(try chain.attempt(close).isAllowed)
  }

  @Test func `an agreement without resources is closed by its item alone`() throws {
    let chain = try ended()
    var agreement = try #require(
      try JSON(encoding: try chain.record(Agreement.self, "agreement.winner")).object)
    agreement["entries"] = []
    try chain.platform.records.put(try JSON.object(agreement).decode(Agreement.self))
    #expect(try chain.attempt(close).codes == ["exit.item.open"])
    #expect(try chain.attempt(confirmation(by: "bureau")).codes == ["exit.resource"])
    try chain.must(confirmation(by: "bureau", without: ["entry", "treatment"]))
    #expect(try chain.attempt(close).isAllowed)
  }

  @Test func `a profile has units confirm only what is handed over`() throws {
    let text = try ProjectFiles.text("Regulations/shuozhou.yaml").replacing(
      "unitItems: [dataWindUp]", with: "unitItems: [dataWindUps]")
    let problem = #expect(throws: ProfileError.self) {
      try Profile.load(yaml: text, file: "shuozhou.yaml")
    }
    #expect(
      problem?.problems.map(\.message)
        == ["has `dataWindUps` confirmed by units, which is no item that is handed over"])
  }
}
