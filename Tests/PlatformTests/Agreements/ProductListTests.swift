// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// Shuozhou's product list is public once the city's data authority recorded the receipt of its
/// filing and the list was published (SZ-09.p2-a).
@Suite struct ProductListTests {
  private static let clause = "SZ-09.p2-a"
  private static let county = "shuozhou-140602"

  /// Shuozhou's chain up to the signed agreement.
  private func signed() throws -> PlaceChain {
    let setting = ProfileSetting(
      key: "procedures.authorisation.steps.publicNotice.period.workingDays", text: "5",
      source: "朔数〔2026〕1号")
    let chain = try PlaceChain("shuozhou", settings: [setting])
    let steps = PlaceLives.shuozhouReview + PlaceLives.shuozhouAgreement
    try chain.play(Array(steps.prefix { $0.name != "agreement.activate" }))
    return chain
  }

  private func activate(_ chain: PlaceChain) throws {
    try chain.must(
      try #require(PlaceLives.shuozhouAgreement.first { $0.name == "agreement.activate" }))
  }

  private func inForce() throws -> PlaceChain {
    let chain = try signed()
    try activate(chain)
    return chain
  }

  /// A step of the list's case.
  private func step(_ by: String, _ materials: [String] = []) -> PlaceStep {
    .record(
      by, materials,
      more: ["case": "$list", "digest": digest("list \(by) \(materials.joined())")])
  }

  private var filing: PlaceStep {
    step("winner", ["receipt", "sourceUnitPart", "operatorPart", "developerPart"])
  }

  /// The list, drafted and waiting to be filed.
  private func draft(_ chain: PlaceChain) throws {
    try chain.play([
      PlaceStep(
        "unit", "case.open",
        ["procedure": "productList", "title": "产品清单", "subject": "$agreement.winner"],
        save: "list"), step("unit", ["scope", "attributes"]),
      step("winner", ["list", "developerSuggestions"]),
    ])
  }

  private func handIn(_ by: String = "winner", from day: String = "2026-04-02") -> PlaceStep {
    PlaceStep(
      by, "filing.submit",
      [
        "kind": "productList", "subject": "$list", "digest": digest("handed in"),
        "eventOn": .string(day),
      ], save: "filed")
  }

  private func receipt(_ by: String = "bureau", _ conclusion: String = "filed") -> PlaceStep {
    PlaceStep(
      by, "filing.receipt",
      [
        "filing": "$filed", "conclusion": .string(conclusion), "receiptNumber": "朔数备1号",
        "opinion": "见附件",
      ])
  }

  private func reason(_ chain: PlaceChain) throws -> Reason? {
    try chain.record(Agreement.self, "agreement.winner").listReason
  }

  @Test func `an agreement in force withholds its list until the list is filed and published`()
    throws
  {
    let chain = try inForce()
    #expect(try chain.record(Agreement.self, "agreement.winner").isPublic == "yes")
    let withheld = try #require(try reason(chain))
    #expect(withheld.code == "agreement.list.unfiled")
    #expect(withheld.clauses.map(\.rawValue) == [Self.clause])
    try draft(chain)
    let early = try chain.attempt(filing)
    #expect(early.codes == ["case.step.receipt"])
    #expect(early.clauses.contains(Self.clause))
    try chain.play([handIn(), receipt(), filing])
    // Filed is not published yet.
    #expect(try reason(chain) == withheld)
    try chain.must(step("bureau"))
    #expect(try reason(chain) == nil)
    #expect(try chain.record(CaseFile.self, "list").state == .active)
  }

  @Test func `handed in, sent back or received by others is not filed`() throws {
    let chain = try inForce()
    try draft(chain)
    #expect(try chain.attempt(handIn("loser")).codes == ["filing.subject"])
    #expect(try chain.attempt(handIn("unit")).codes.contains("filing.by"))
    #expect(try chain.attempt(handIn(from: "2026-04-01")).codes == ["filing.event"])
    try chain.must(handIn())
    #expect(try chain.attempt(filing).codes == ["case.step.receipt"])
    #expect(try chain.attempt(handIn()).codes == ["filing.already"])
    #expect(try chain.attempt(receipt("government")).codes == ["filing.to"])
    #expect(try !chain.attempt(receipt("winner")).isAllowed)
    try chain.must(receipt("bureau", "returned"))
    #expect(try chain.attempt(filing).codes == ["case.step.receipt"])
    #expect(try reason(chain) != nil)
    try chain.play([handIn(), receipt(), filing, step("winner")])
    #expect(try reason(chain) == nil)
  }

  @Test func `a list that was filed and published before the agreement is shown with it`() throws {
    let chain = try signed()
    try draft(chain)
    try chain.play([handIn(), receipt(), filing, step("bureau")])
    try activate(chain)
    #expect(try reason(chain) == nil)
  }

  @Test func `a list that is only filed when the agreement comes into force is withheld`() throws {
    let chain = try signed()
    try draft(chain)
    try chain.play([handIn(), receipt(), filing])
    try activate(chain)
    #expect(try reason(chain)?.code == "agreement.list.unfiled")
    try chain.must(step("bureau"))
    #expect(try reason(chain) == nil)
  }

  @Test func `an amended list stays withheld`() throws {
    let chain = try inForce()
    try chain.must(
      PlaceStep(
        "bureau", "agreement.amendProducts",
        [
          "agreement": "$agreement.winner", "digest": digest("amendment"),
          "products": [["code": "P-7", "name": "企业用水指数", "useClass": "standard"]],
        ]))
    #expect(try chain.record(Agreement.self, "agreement.winner").products.map(\.code) == ["P-7"])
    #expect(try reason(chain)?.code == "agreement.list.unfiled")
  }

  /// A case that passed the step of filing while the rules asked for no receipt.
  private func filedBefore(_ chain: PlaceChain, state: String) throws {
    let owner = try chain.actor("winner")
    var file = try #require(try JSON(encoding: try chain.record(CaseFile.self, "list")).object)
    file["steps"] = .array(
      (file["steps"]?.array ?? []) + [
        [
          "id": "filing", "state": "passed", "by": .string(owner.account.rawValue),
          "organisation": .string(owner.organisation.rawValue), "on": "2026-04-02", "entry": 1,
        ]
      ])
    file["state"] = .string(state)
    file["current"] = state == "open" ? "publication" : nil
    try chain.platform.records.put(JSON.object(file).decode(CaseFile.self))
  }

  @Test func `a list whose filing was noted without a receipt is not published`() throws {
    let chain = try inForce()
    try draft(chain)
    try filedBefore(chain, state: "open")
    for by in ["bureau", "winner"] {
      let refused = try chain.attempt(step(by))
      #expect(refused.codes == ["case.step.receipt"], "\(by)")
      #expect(refused.clauses.contains(Self.clause))
    }
    #expect(try reason(chain) != nil)
  }

  @Test func `a case that ended without a receipt shows no list`() throws {
    let chain = try signed()
    try draft(chain)
    try filedBefore(chain, state: "active")
    try activate(chain)
    #expect(try reason(chain)?.code == "agreement.list.unfiled")
  }

  @Test func `where the text asks for no filing first, the list is public with its agreement`()
    throws
  {
    let chain = try PlaceChain("handan")
    for step in PlaceLives.handan {
      try chain.must(step)
      if step.name == "agreement.activate" { break }
    }
    let agreement = try chain.record(Agreement.self, "agreement.winner")
    #expect(agreement.isPublic == "yes" && agreement.listReason == nil)
  }

  @Test func `the city receives a county's list, and the county what else is filed there`() throws {
    let chain = try PlaceChain("shuozhou")
    let (bureau, owner) = (try chain.actor("bureau"), try chain.actor("winner"))
    func received(_ kind: String, at home: String?) throws -> Outcome {
      let id = MarketCase.id("FIL", "\(kind) \(home ?? "")")
      let document: JSON = [
        "id": id.json, "place": .string(Self.county), "kind": .string(kind),
        "subject": MarketCase.id("CAS", "county").json, "organisation": owner.organisation.json,
        "digest": digest(kind), "eventOn": "2026-03-02", "submittedOn": "2026-03-02",
        "submittedBy": owner.account.json, "state": "submitted",
      ]
      try chain.platform.records.put(document.decode(FilingRecord.self))
      let actor = Actor(
        account: bureau.account, organisation: bureau.organisation, place: Self.county,
        capacities: bureau.capacities, home: home)
      return try chain.platform.run(
        "filing.receipt",
        ["filing": id.json, "conclusion": "filed", "receiptNumber": "备1号"], as: actor)
    }
    for kind in ["productList", "productListChange"] {
      #expect(try received(kind, at: nil).codes == ["filing.above"], "\(kind)")
      #expect(try received(kind, at: "shuozhou").isAllowed, "\(kind)")
    }
    #expect(try received("scenarioContract", at: nil).isAllowed)
    #expect(try received("scenarioContract", at: "shuozhou").codes == ["filing.to"])
  }
}
