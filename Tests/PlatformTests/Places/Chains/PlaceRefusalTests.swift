// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// What each place refuses on the way, under the clause of its own text.
@Suite struct PlaceRefusalTests {
  /// The chain played up to the first step of a name that is not played.
  private func chain(
    _ place: String, _ steps: [PlaceStep], before name: String, nth: Int = 1
  ) throws -> (PlaceChain, PlaceStep) {
    let chain = try PlaceChain(place)
    var seen = 0
    for step in steps {
      if step.name == name {
        seen += 1
        if seen == nth { return (chain, step) }
      }
      try chain.must(step)
    }
    throw FakeError.stepMissing
  }

  private func changed(_ step: PlaceStep, _ more: [String: JSON], by: String? = nil) -> PlaceStep {
    let fields = (step.input.object ?? [:]).merging(more) { $1 }
    return PlaceStep(by ?? step.by, step.name, .object(fields), on: step.on, save: step.save)
  }

  @Test(arguments: [
    ("handan", PlaceLives.handan, "HD-07-a"),
    ("sichuan", PlaceLives.sichuan("authorisation"), "SC-03.2-a"),
    (
      "quzhou", PlaceLives.quzhouReview + PlaceLives.quzhouDecision + PlaceLives.quzhouAgreements,
      "QZ-05.p1-a"
    ),
  ])
  func `only a government grants`(place: String, steps: [PlaceStep], clause: String) throws {
    let (chain, draft) = try chain(place, steps, before: "agreement.draft")
    let outcome = try chain.attempt(changed(draft, ["grantor": "$org.bureau"]))
    #expect(outcome.codes == ["agreement.grantor"])
    #expect(outcome.clauses.contains(clause))
    #expect(try chain.attempt(draft).isAllowed)
  }

  @Test func `a step beside the chain does not let who put a matter forward decide on it`() throws {
    let (chain, decide) = try chain(
      "sichuan", PlaceLives.sichuan("cityAuthorisation"), before: "decision.record", nth: 2)
    let own = changed(decide, [:], by: "bureau")
    #expect(try chain.attempt(own).codes == ["case.step.self"])
    // The receipt of the plan comes late, after the selection.
    let authority = try chain.actor("authority")
    var file = try #require(
      try JSON(encoding: try chain.record(CaseFile.self, "case")).object)
    file["steps"] = .array(
      (file["steps"]?.array ?? []) + [
        [
          "id": "planFiling", "state": "passed", "by": .string(authority.account.rawValue),
          "organisation": .string(authority.organisation.rawValue), "on": "2026-03-23",
          "entry": 1,
        ]
      ])
    try chain.platform.records.put(JSON.object(file).decode(CaseFile.self))
    #expect(try chain.attempt(own).codes == ["case.step.self"])
    #expect(try chain.attempt(decide).isAllowed)
  }

  @Test func `a call is not published on a day before the approval it needs`() throws {
    let (chain, publish) = try chain(
      "sichuan", PlaceLives.sichuan("authorisation"), before: "call.publish")
    let early = try chain.attempt(changed(publish, ["occurredOn": "2026-03-02"]))
    #expect(early.codes == ["case.step.early"])
    #expect(try chain.attempt(changed(publish, ["occurredOn": "2026-03-03"])).isAllowed)
  }

  @Test func `one competition's result carries one case`() throws {
    let (chain, record) = try chain("handan", PlaceLives.handan, before: "selection.record")
    let fields = try #require(record.input.object)
    // Another case is decided by the body that ran the competition, under the same number.
    try chain.must(
      PlaceStep(
        "unit", "case.open", ["procedure": "sourceUnitAgreement", "title": "事项"], save: "other"))
    try chain.must(
      PlaceStep(
        "unit", "case.record",
        [
          "case": "$other", "outcome": "passed", "documentNumber": "1号",
          "digest": digest("request"),
          "materials": [["name": "draftAgreement", "digest": digest("draft")]],
        ]))
    try chain.must(
      PlaceStep(
        "government", "decision.record",
        [
          "case": "$other", "body": fields["body"] ?? .null,
          "documentNumber": fields["documentNumber"] ?? .null,
          "occurredOn": fields["occurredOn"] ?? .null,
          "conclusion": "approved", "attachments": [["name": "批复", "digest": digest("scan")]],
        ], on: fields["occurredOn"]?.string))
    #expect(try chain.attempt(record).codes == ["case.number.twice"])
    let another = changed(record, ["documentNumber": "另一项目编号"])
    #expect(try chain.attempt(another).isAllowed)
  }

  @Test func `Handan takes the winner of a listed competition and nobody else`() throws {
    let (chain, record) = try chain("handan", PlaceLives.handan, before: "selection.record")
    let method = try chain.attempt(changed(record, ["method": "directAward"]))
    #expect(method.codes == ["selection.method"])
    #expect(method.clauses == ["HD-09.3-c"])
    let unit = try chain.attempt(changed(record, ["organisation": "$org.unit"]))
    #expect(unit.codes == ["selection.operator"])
    let papers = try chain.attempt(changed(record, ["materials": []]))
    #expect(papers.codes == ["case.step.material"])
    #expect(try chain.attempt(record).isAllowed)
  }

  @Test func `a paper is known by its words, with or without the ending of its file`() throws {
    let (chain, decide) = try chain("handan", PlaceLives.handan, before: "decision.record")
    let other = changed(decide, ["attachments": [EzhouChain.file("会议纪要.2026.pdf")]])
    #expect(try chain.attempt(other).codes == ["case.step.material"])
    let paper = changed(decide, ["attachments": [EzhouChain.file("会议纪要.pdf")]])
    #expect(try chain.attempt(paper).isAllowed)
  }

  @Test func `an empty section of Sichuan's plan is refused under its own clause`() throws {
    let (chain, plan) = try chain(
      "sichuan", PlaceLives.sichuan("authorisation"), before: "case.record")
    for (section, clause) in [
      ("name", "SC-11.1-a"), ("marketSize", "SC-12-a"), ("schedule", "SC-11.6-a"),
      ("other", "SC-11.12-a"), ("principleFair", "SC-04-b"), ("socialBenefit", "SC-11-b"),
    ] {
      let rest = PlaceLives.sichuanPlan.filter { $0 != section }
      let outcome = try chain.attempt(changed(plan, ["sections": PlaceLives.texts(rest)]))
      #expect(outcome.codes == ["plan.section.empty"], "\(section)")
      #expect(outcome.clauses.contains(clause), "\(section)")
    }
    let own = try chain.attempt(changed(plan, [:], by: "authority"))
    #expect(own.codes == ["procedure.by"])
    #expect(try chain.attempt(plan).isAllowed)
  }

  @Test func `an empty section of an agreement is refused under its own clause`() throws {
    let (chain, draft) = try chain(
      "sichuan", PlaceLives.sichuan("authorisation"), before: "agreement.draft")
    for (section, clause) in [
      ("resourceScope", "SC-16.1-a"), ("productOwnership", "SC-16.5-a"), ("breach", "SC-16.10-a"),
      ("riskMonitoring", "SC-16.8-a"), ("changeTermination", "SC-16.12-a"), ("other", "SC-16.13-a"),
    ] {
      let rest = PlaceLives.sichuanSections.filter { $0 != section }
      let outcome = try chain.attempt(changed(draft, ["sections": PlaceLives.texts(rest)]))
      #expect(outcome.codes == ["agreement.section.empty"], "\(section)")
      #expect(outcome.clauses == [clause], "\(section)")
    }
    #expect(try chain.attempt(draft).isAllowed)
  }

  @Test func `a longer term needs a reason and an approval, and stays marked`() throws {
    let (chain, draft) = try chain(
      "sichuan", PlaceLives.sichuan("authorisation"), before: "agreement.draft")
    let long = changed(draft, ["endsOn": "2033-04-01"])
    let outcome = try chain.attempt(long)
    #expect(outcome.codes == ["agreement.term.long"])
    #expect(outcome.clauses == ["SC-16.2-a"])
    let exception: JSON = [
      "reason": "基础设施投资", "documentNumber": "川府〔2026〕1号", "digest": digest("x"),
    ]
    try chain.must(changed(long, ["termException": exception]))
    let agreement = try chain.record(Agreement.self, "agreement.winner")
    #expect(agreement.termException?.documentNumber == "川府〔2026〕1号")
  }

  @Test func `Quzhou offers no exception to its term`() throws {
    let steps = PlaceLives.quzhouReview + PlaceLives.quzhouDecision + PlaceLives.quzhouAgreements
    let (chain, draft) = try chain("quzhou", steps, before: "agreement.draft")
    let exception: JSON = ["reason": "x", "documentNumber": "1号", "digest": digest("x")]
    let outcome = try chain.attempt(
      changed(draft, ["endsOn": "2030-04-01", "termException": exception]))
    #expect(outcome.codes == ["agreement.term.long"])
    #expect(outcome.clauses == ["QZ-16.p1-b"])
  }

  @Test(arguments: [
    ("sichuan", PlaceLives.sichuan("authorisation"), "SC-23.p2-c"),
    (
      "quzhou", PlaceLives.quzhouReview + PlaceLives.quzhouDecision + PlaceLives.quzhouAgreements,
      "QZ-27.p2-b"
    ),
  ])
  func `nothing comes into force without what the place asks for`(
    place: String, steps: [PlaceStep], clause: String
  ) throws {
    let (chain, activate) = try chain(place, steps, before: "agreement.activate")
    let outcome = try chain.attempt(activate)
    #expect(Set(outcome.codes) == ["agreement.documents"])
    #expect(outcome.clauses.contains(clause))
    try chain.must(activate)
  }

  @Test func `the environment of another institution accepts nothing for this one`() throws {
    let (chain, activate) = try chain(
      "sichuan", PlaceLives.sichuan("authorisation"), before: "agreement.activate")
    try chain.add("neighbour", [.implementingBody])
    try chain.handInDocuments(of: "neighbour")
    let outcome = try chain.attempt(activate)
    #expect(outcome.codes == ["agreement.documents"] && outcome.clauses == ["SC-18-a"])
    try chain.must(activate)
  }

  @Test func `a supplement has a day, is the applicant's own, and lapses`() throws {
    let (chain, back) = try chain("quzhou", PlaceLives.quzhouReview, before: "case.record")
    let fields = back.input.object?.filter { $0.key != "dueOn" } ?? [:]
    let open = try chain.attempt(PlaceStep("bureau", "case.record", .object(fields)))
    #expect(open.codes == ["case.due.missing"])
    #expect(open.clauses == ["QZ-14.1-b"])
    try chain.must(back)
    let file = try chain.record(CaseFile.self, "case")
    #expect(file.dueOn == Day("2026-03-27"))
    #expect(file.parties.contains(try chain.actor("winner").organisation))
    let stranger = try PlaceChain("quzhou").actor("unit")
    #expect(!file.parties.contains(stranger.organisation))
    let lapse = PlaceStep("bureau", "case.lapse", ["case": "$case"])
    #expect(try chain.attempt(lapse).codes == ["case.lapse.early"])
    chain.platform.move(to: try day("2026-03-28"))
    try chain.must(lapse)
    let lapsed = try chain.record(CaseFile.self, "case")
    #expect(lapsed.state == .open && lapsed.current == "supplementReview")
    #expect(try chain.record(Call.self, "call").state == .closed)
    let items = PlaceLives.quzhouItems
    try chain.must(PlaceLives.check("winner", items, failing: "materials"))
    try chain.must(PlaceLives.check("loser", items))
    let found = try chain.record(Application.self, "application.winner")
    #expect(found.state == .ineligible)
    #expect(found.reasons.map(\.code) == ["eligibility.materials"])
    #expect(found.reasons.first?.clauses == ["QZ-14.1-b"])
    #expect(try chain.record(Application.self, "application.loser").state == .eligible)
  }

  @Test func `Shuozhou forms its committee, chooses one and dates the term by signing`() throws {
    let setting = ProfileSetting(
      key: "procedures.authorisation.steps.publicNotice.period.workingDays", text: "5",
      source: "朔数〔2026〕1号")
    let chain = try PlaceChain("shuozhou", settings: [setting])
    for step in PlaceLives.shuozhouReview + PlaceLives.shuozhouAgreement {
      let materials = step.input["materials"]?.array ?? []
      if materials.contains(where: { $0["name"] == "tieDeclarations" }) {
        let outcome = try chain.attempt(changed(step, ["materials": .array(materials.dropLast())]))
        #expect(outcome.codes == ["case.step.material"])
        #expect(outcome.clauses == ["SZ-06.1.3-a"])
      }
      if step.name == "review.conclude" {
        let outcome = try chain.attempt(
          changed(step, ["alsoSelected": ["$application.winner"]]))
        #expect(outcome.codes == ["review.one"])
        #expect(outcome.clauses == ["SZ-05-c"])
      }
      if step.by == "unit", step.name == "case.record" {
        let again = try chain.attempt(changed(step, [:], by: "bureau"))
        #expect(again.codes == ["case.step.already"])
        let early = try chain.attempt(
          PlaceLives.agreement(product: ["useClass": "standard"], starts: "2026-04-02"))
        #expect(early.codes == ["procedure.order"])
        #expect(early.clauses == ["SZ-08-a"])
      }
      if step.name == "agreement.sign", step.by == "winner" {
        chain.platform.move(to: try day("2026-04-03"))
        let late = changed(step, ["occurredOn": "2026-04-03"])
        let outcome = try chain.attempt(PlaceStep(late.by, late.name, late.input))
        #expect(outcome.codes == ["agreement.term.from"])
        #expect(outcome.clauses == ["SZ-08-c"])
        break
      }
      try chain.must(step)
    }
  }
}
