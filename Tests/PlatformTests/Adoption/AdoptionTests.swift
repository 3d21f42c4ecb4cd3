// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// Authorisations from before the rules: what they lack is computed, planned and then go on.
@Suite struct AdoptionTests {
  @Test func `what it lacks is listed with the clauses that ask it`() throws {
    let earlier = try AdoptionCase()
    guard case .allowed(let result) = try earlier.adopt() else {
      Issue.record("it should be recorded")
      return
    }
    #expect(result["gaps"]?.array?.compactMap(\.string) == AdoptionCase.gaps)
    let kept = try earlier.kept()
    #expect(kept.state == .planning && kept.dueOn == nil && kept.agreement == nil)
    let clauses = Dictionary(kept.gaps.map { ($0.gap, $0.clauses) }) { $1 }
    #expect(clauses["missingStep/planGuidance"] == ["SC-11-a"])
    #expect(clauses["missingMaterial/call/fairCompetition"]?.contains("SC-06-a") == true)
    #expect(clauses["missingSection/breach"] == ["SC-16.10-a"])
    #expect(clauses["missingDocument/environmentAcceptance"] == ["SC-18-a"])
    #expect(clauses["missingDocument/emergencyPlan"] == ["SC-23.p2-c"])
    #expect(clauses["missingFiling/agreement"] == ["SC-15.p2-a"])
    #expect(kept.gaps.allSatisfy { $0.owner == nil && $0.dueOn == nil && $0.closedOn == nil })
  }

  @Test func `each thing that the rules ask and that is not there is a gap`() throws {
    let earlier = try AdoptionCase()
    let bare = try earlier.adopt([
      "papers": [], "sections": .null, "endsOn": "2031-05-06", "mode": "sector",
      "grantor": try earlier.life.person(.bureau).organisation.json,
      "products": [["code": "P-1", "name": "企业用电指数", "useClass": "industrySector"]],
    ])
    #expect(bare.isAllowed)
    let gaps = try earlier.kept().gaps
    let kinds = Set(gaps.map(\.kind))
    #expect(
      kinds == [
        .missingStep, .missingSection, .missingProductItems, .missingReviewer, .longTerm,
        .otherGrantor, .missingCosigners, .missingDocument, .missingFiling,
      ])
    #expect(Set(gaps.map(\.gap)).count == gaps.count)
    #expect(gaps.allSatisfy { !$0.clauses.isEmpty })
    let rules = earlier.platform.profile
    let steps = try #require(rules.authorisationProcedure).steps
    let asked = steps.filter { $0.kind != .activate && $0.kind != .file && !$0.isOptional }
    #expect(gaps.filter { $0.kind == .missingStep }.map(\.item) == asked.map(\.id))
    let sections = gaps.filter { $0.kind == .missingSection }
    #expect(sections.map(\.item) == rules.authorisation.agreementSections.map(\.id))
    #expect(gaps.first { $0.kind == .longTerm }?.clauses == ["SC-16.2-a"])
  }

  @Test func `an entry outside the catalogue is a gap until it is listed`() throws {
    let earlier = try AdoptionCase()
    var entry = try earlier.life.record(AuthorisedEntry.self, earlier.life.entry)
    entry.state = .described
    try earlier.platform.records.put(entry)
    #expect(try earlier.adopt().isAllowed)
    let name = "unlistedEntry/\(earlier.life.entry.rawValue)"
    #expect(try earlier.kept().gaps.contains { $0.gap == name })
    #expect(try earlier.plan().isAllowed)
    #expect(try earlier.close(name, "a paper").codes == ["adoption.stands"])
    entry.state = .listed
    try earlier.platform.records.put(entry)
    #expect(try earlier.close(name, "a paper").isAllowed)
  }

  @Test func `only what was signed before the rules is taken over, once`() throws {
    let earlier = try AdoptionCase()
    for (fields, code) in [
      (["signedOn": "2026-01-01", "startsOn": "2026-01-01"], "adoption.late"),
      (["signedOn": "2026-05-01", "startsOn": "2026-05-01"], "day.future"),
      (["startsOn": "2024-05-05"], "adoption.term"), (["endsOn": "2024-05-06"], "adoption.term"),
      (["endsOn": "2026-03-31"], "adoption.over"), (["mode": "wholesale"], "adoption.mode"),
      (
        ["operator": .string(try earlier.life.person(.unit).organisation.rawValue)],
        "operator.unknown"
      ),
      (["grantor": .string("ORG-000000000000000000000009")], "grantor.unknown"),
      (["entries": ["AUT-000000000000000000000009"]], "entry.unknown"),
      (["papers": AdoptionCase.papers(["mood"])], "adoption.paper"),
      (["papers": AdoptionCase.papers(["planDraft", "planDraft"])], "adoption.paper"),
      (
        [
          "papers": [
            ["name": "planDraft", "digest": digest("one")],
            ["name": "planSubmission", "digest": digest("one")],
          ]
        ], "adoption.paper.twice"
      ),
    ] as [([String: JSON], String)] {
      let outcome = try earlier.adopt(fields)
      #expect(outcome.codes.contains(code), "\(fields): \(outcome)")
    }
    #expect(try earlier.platform.records.all(EarlierAuthorisation.self).isEmpty)
    #expect(try earlier.adopt(["endsOn": "2026-04-01"]).isAllowed)
    #expect(try earlier.adopt().codes.contains("adoption.twice"))
    // Under another number the same text is still the same authorisation.
    let renamed = try earlier.adopt(["number": "川数授〔2024〕4号"])
    #expect(Set(renamed.codes) == ["case.paper.twice"])
  }

  @Test func `before the first day of the rules is known nobody can say what came earlier`() throws
  {
    let earlier = try AdoptionCase(rulesFrom: nil)
    let outcome = try earlier.adopt()
    #expect(outcome.codes == ["adoption.unset"])
    #expect(outcome.clauses == ["SC-32-a", "SC-32-b"])
  }

  @Test func `where the text knows no earlier authorisations nothing is taken over`() throws {
    let life = try PlaceLife(.handan)
    let outcome = try life.platform.run(
      "authorisation.adopt",
      [
        "operator": try life.person(.owner).organisation.json,
        "grantor": try life.person(.bureau).organisation.json, "number": "1", "scope": "用电",
        "mode": "whole", "signedOn": "2024-05-06", "startsOn": "2024-05-06",
        "endsOn": "2027-05-05", "digest": digest("earlier"), "entries": [life.entry.json],
        "products": [["code": "P-1", "name": "指数"]],
      ], as: try life.person(.bureau))
    #expect(outcome.codes == ["adoption.silent"])
  }

  @Test func `a paper that stands for a case is not taken for an earlier authorisation`() throws {
    let earlier = try AdoptionCase()
    let bureau = try earlier.life.person(.bureau)
    let file = try earlier.platform.mustRun(
      "case.open", ["procedure": "authorisation", "title": "新授权"], as: bureau)
    let plan = earlier.platform.profile.authorisation.planSections.map {
      ($0.id, JSON.string($0.namesMode == true ? "whole" : "见方案"))
    }
    try earlier.platform.mustRun(
      "case.record",
      [
        "case": file.json, "outcome": "passed", "documentNumber": "1",
        "digest": digest("step"), "sections": .object(Dictionary(plan) { $1 }),
        "materials": [["name": "plan", "digest": digest("earlier planDraft")]],
      ], as: bureau)
    #expect(try earlier.adopt().codes == ["case.paper.twice"])
    #expect(try earlier.adopt(["papers": AdoptionCase.papers(["planSubmission"])]).isAllowed)
  }
}
