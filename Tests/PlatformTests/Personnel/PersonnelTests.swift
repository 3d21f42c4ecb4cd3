// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// People of Quzhou's operator before and after they are admitted to the domain.
private final class Staff {
  let platform: FakePlatform
  let bureau: Actor
  let province: Actor
  let owner: Actor
  let person: Actor

  init(_ place: String = "quzhou") throws {
    platform = FakePlatform(
      [Organisations.self, Accounts.self, Personnel.self],
      profile: try PlaceLife.profile(place), calendar: try ProjectFiles.calendar(),
      on: try day("2026-04-01"))
    bureau = try platform.actor("bureau", .implementingBody, .dataAuthority)
    province = try platform.actor("province", .supervisingAuthority)
    owner = try platform.actor("owner", .operator)
    person = try platform.actor("person", of: owner.organisation, [.operator])
  }

  static let steps = ["training", "realName", "staffFiling", "staffVetting", "confidentiality"]

  func by(_ step: String) -> Actor {
    ["training", "staffVetting"].contains(step) ? bureau : owner
  }

  func open() throws -> RecordID {
    try platform.mustRun("admission.open", ["account": person.account.json], as: owner)
  }

  func record(
    _ id: RecordID, _ step: String, until: String? = "2026-12-31", items: [String: JSON]? = nil,
    conclusion: String = "approved", as actor: Actor? = nil
  ) throws -> Outcome {
    let all: [String: JSON] = [
      "trainingPass": "1号", "identityProof": "回执", "filingNumber": "备1", "conclusion": "同意",
      "confidentialityAgreement": "密1", "confidentialityTerm": "三年", "breachLiability": "赔偿",
    ]
    var input: [String: JSON] = [
      "admission": id.json, "step": .string(step), "conclusion": .string(conclusion),
      "digest": digest(step), "items": .object(items ?? all),
    ]
    if let until { input["until"] = .string(until) }
    return try platform.run("admission.record", .object(input), as: actor ?? by(step))
  }

  func admit() throws -> RecordID {
    let id = try open()
    for step in Staff.steps { #expect(try record(id, step).isAllowed, "\(step)") }
    return id
  }

  /// The codes of what the person lacks for the domain.
  func lacks(_ actor: Actor? = nil) throws -> [String] {
    let context = Context(
      actor: actor ?? person, profile: platform.profile, now: platform.now,
      calendar: platform.calendar, entropy: [UInt8](repeating: 1, count: 32))
    return try DomainEntry(platform.records, context).reasons(context).map(\.code)
  }
}

@Suite struct PersonnelTests {
  @Test func `each step that is not done is named with its clauses`() throws {
    let staff = try Staff()
    #expect(try staff.lacks() == Staff.steps.map { "personnel.\($0)" })
    let id = try staff.open()
    for (index, step) in Staff.steps.enumerated() {
      #expect(try staff.record(id, step).isAllowed)
      #expect(try staff.lacks() == Staff.steps[(index + 1)...].map { "personnel.\($0)" })
    }
    let admission = try #require(try staff.platform.records.find(Admission.self, id))
    #expect(admission.state == .admitted)
    #expect(admission.items?["breachLiability"] == "赔偿")
  }

  @Test func `what is filled in is in no fact`() throws {
    let staff = try Staff()
    _ = try staff.admit()
    #expect(staff.platform.log.count == 6)
    for (_, facts) in staff.platform.log { #expect(!facts.canonicalText.contains("赔偿")) }
  }

  @Test func `an agreement or a pass that ran out is asked for again`() throws {
    let staff = try Staff()
    let id = try staff.admit()
    staff.platform.move(to: try day("2026-12-31"))
    #expect(try staff.lacks() == [])
    staff.platform.move(to: try day("2027-01-01"))
    #expect(try staff.lacks() == Staff.steps.map { "personnel.\($0)" })
    for step in Staff.steps { #expect(try staff.record(id, step, until: "2027-12-31").isAllowed) }
    #expect(try staff.lacks() == [])
  }

  @Test func `an admission that ended, or is another's, opens nothing`() throws {
    let staff = try Staff()
    let id = try staff.admit()
    #expect(try staff.lacks() == [])
    #expect(try staff.lacks(staff.owner).count == 5)
    let end: JSON = ["admission": id.json, "ground": "离岗"]
    try staff.platform.mustRun("admission.end", end, as: staff.bureau)
    #expect(try staff.lacks().count == 5)
    #expect(
      try staff.platform.run("admission.end", end, as: staff.owner).codes == ["admission.state"])
    #expect(try staff.record(id, "training").codes == ["admission.state"])
  }

  @Test func `a step that was not passed ends the way`() throws {
    let staff = try Staff()
    let id = try staff.open()
    #expect(try staff.record(id, "training", conclusion: "rejected", as: staff.province).isAllowed)
    let admission = try #require(try staff.platform.records.find(Admission.self, id))
    #expect(admission.state == .refused)
    #expect(try staff.lacks().count == 5)
    #expect(
      try staff.platform.run(
        "admission.open", ["account": staff.person.account.json], as: staff.owner
      ).isAllowed)
  }

  @Test func `a step is done by whom the rules name, in their order, and whole`() throws {
    let staff = try Staff()
    let id = try staff.open()
    #expect(try staff.record(id, "training", as: staff.owner).codes == ["admission.by"])
    #expect(try staff.record(id, "realName").codes == ["admission.order"])
    #expect(try staff.record(id, "training", items: [:]).codes == ["admission.items"])
    #expect(try staff.record(id, "training", until: "2026-03-31").codes == ["admission.past"])
    #expect(try staff.record(id, "nothing").codes == ["admission.step"])
    for step in Staff.steps.dropLast() { #expect(try staff.record(id, step).isAllowed) }
    let bare = try staff.record(id, "confidentiality", until: nil, items: ["breachLiability": "赔"])
    #expect(bare.codes == ["admission.items", "admission.term"])
    #expect(bare.clauses.isSuperset(of: ["QZ-20.1-c", "QZ-20.1-e"]))
    let stranger = try staff.platform.actor("stranger", .operator)
    #expect(try staff.record(id, "realName", as: stranger).codes == ["admission.unknown"])
  }

  @Test func `only a person of the organisation is put forward, once`() throws {
    let staff = try Staff()
    func open(_ account: RecordID) throws -> [String] {
      try staff.platform.run("admission.open", ["account": account.json], as: staff.owner).codes
    }
    #expect(try open(staff.bureau.account) == ["admission.account"])
    let owner = try #require(try staff.platform.records.find(Account.self, staff.owner.account))
    var service = try #require(try JSON(encoding: owner).object)
    service["kind"] = "service"
    try staff.platform.records.put(JSON.object(service).decode(Account.self))
    #expect(try open(staff.owner.account) == ["admission.account"])
    _ = try staff.open()
    #expect(try open(staff.person.account) == ["admission.already"])
  }

  @Test func `whose identity nobody looked at is not recorded as verified`() throws {
    let staff = try Staff()
    let id = try staff.open()
    #expect(try staff.record(id, "training").isAllowed)
    var account = try #require(
      try staff.platform.records.find(Account.self, staff.person.account))
    account.assurance = .unverified
    try staff.platform.records.put(account)
    #expect(try staff.record(id, "realName").codes == ["admission.unverified"])
  }

  @Test(arguments: ["ezhou", "handan", "sichuan", "shuozhou"])
  func `a place whose rules ask for none opens its domain without`(_ place: String) throws {
    let staff = try Staff(place)
    #expect(try staff.lacks() == [])
    #expect(
      try staff.platform.run(
        "admission.open", ["account": staff.person.account.json], as: staff.owner
      ).codes == ["admission.none"])
  }
}
