// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// The same paper under two cases.
@Suite struct CasePaperTests {
  private func open(_ by: String, _ procedure: String, save: String) -> PlaceStep {
    PlaceStep(
      by, "case.open", ["procedure": .string(procedure), "title": "事项"], save: save)
  }

  /// A step of a case with the digest of its paper and materials by name.
  private func record(
    _ by: String, _ file: String, _ paper: String, _ materials: [String: String],
    more: [String: JSON] = [:]
  ) -> PlaceStep {
    let files = materials.sorted { $0.key < $1.key }.map { name, paper -> JSON in
      ["name": .string(name), "digest": digest(paper)]
    }
    let fields: [String: JSON] = [
      "case": .string("$\(file)"), "outcome": "passed", "documentNumber": "1号",
      "digest": digest(paper), "materials": .array(files),
    ]
    return PlaceStep(by, "case.record", .object(fields.merging(more) { $1 }))
  }

  @Test func `a paper stands for one case, and the refusal names the case to who may see it`()
    throws
  {
    let chain = try PlaceChain("quzhou")
    let due: [String: JSON] = ["dueOn": "2026-04-01"]
    for file in ["first", "second"] { try chain.must(open("bureau", "rectification", save: file)) }
    let evidence = ["actType": "type 1", "actEvidence": "evidence"]
    try chain.must(record("bureau", "first", "order 1", evidence, more: due))
    let first = try #require(chain.made["first"]?.string)
    let paper = try chain.attempt(
      record(
        "bureau", "second", "order 1", evidence.merging(["actType": "type 2"]) { $1 }, more: due)
    )
    #expect(paper.codes == ["case.paper.twice"])
    #expect(paper.reasons.first?.field == "digest")
    #expect(paper.reasons.first?.message.zh.contains(first) == true)
    let material = try chain.attempt(record("bureau", "second", "order 2", evidence, more: due))
    #expect(material.codes == ["case.paper.twice"])
    #expect(material.reasons.first?.field == "materials")
    // What was found may lead to several orders; the profile says so of evidence.
    try chain.must(
      record(
        "bureau", "second", "order 2", ["actType": "type 2", "actEvidence": "evidence"],
        more: due))
  }

  @Test func `one case may show a paper again`() throws {
    let chain = try PlaceChain("quzhou")
    try chain.must(open("bureau", "incident", save: "first"))
    try chain.must(record("bureau", "first", "report", ["emergencyPlan": "plan"]))
    try chain.must(
      record("bureau", "first", "report", ["containment": "report", "elimination": "report"]))
  }

  @Test func `a rival learns nothing of the case that holds the paper`() throws {
    let chain = try PlaceChain("handan")
    try chain.must(open("winner", "governance", save: "first"))
    try chain.must(open("loser", "governance", save: "second"))
    let materials = ["agreedRequirement": "requirement", "defect": "defect"]
    try chain.must(record("winner", "first", "request", materials))
    let outcome = try chain.attempt(record("loser", "second", "request", materials))
    #expect(outcome.codes == ["case.paper.twice", "case.paper.twice"])
    let first = try #require(chain.made["first"]?.string)
    for reason in outcome.reasons {
      #expect(!reason.message.zh.contains(first) && !reason.message.en.contains(first))
      #expect(!reason.message.en.contains("CAS-"))
    }
  }

  @Test func `a case that was withdrawn gives its papers free`() throws {
    let chain = try PlaceChain("quzhou")
    let papers = [
      "exceptionGround": "ground", "anonymisationReport": "report",
      "desensitisationReport": "second report", "subjectConsent": "consent",
    ]
    for file in ["first", "second"] { try chain.must(open("unit", "reclassification", save: file)) }
    try chain.must(record("unit", "first", "request", papers))
    let again = record("unit", "second", "request", papers)
    #expect(try chain.attempt(again).codes == ["case.paper.twice", "case.paper.twice"])
    try chain.must(
      PlaceStep("unit", "case.withdraw", ["case": "$first", "ground": "填错"]))
    try chain.must(again)
  }

  private func decision(_ file: String, _ number: String, _ paper: String, body: String = "市政府")
    -> PlaceStep
  {
    PlaceStep(
      "government", "decision.record",
      [
        "case": .string("$\(file)"), "body": .string(body), "documentNumber": .string(number),
        "occurredOn": "2026-03-02", "conclusion": "approved",
        "attachments": [["name": "批复", "digest": digest(paper)]],
      ])
  }

  @Test func `the number of a body's decision stands for one case, however it is written`() throws {
    let chain = try PlaceChain("handan")
    for file in ["first", "second", "third"] {
      try chain.must(open("unit", "sourceUnitAgreement", save: file))
      try chain.must(
        record("unit", file, "request \(file)", ["draftAgreement": "draft \(file)"]))
    }
    try chain.must(decision("first", "邯政〔2026〕12号", "scan 1"))
    for number in ["邯政〔2026〕12号", "邯政 [2026] 12 号", "邯政［２０２６］１２号"] {
      let outcome = try chain.attempt(decision("second", number, "scan 2"))
      #expect(outcome.codes == ["case.number.twice"], "\(number)")
      #expect(outcome.reasons.first?.field == "documentNumber")
    }
    let scan = try chain.attempt(decision("second", "邯政〔2026〕13号", "scan 1"))
    #expect(scan.codes == ["case.paper.twice"])
    #expect(scan.reasons.first?.field == "attachments")
    try chain.must(decision("second", "邯政〔2026〕13号", "scan 2"))
    try chain.must(decision("third", "邯政〔2026〕12号", "scan 3", body: "市委"))
  }

  @Test func `a profile lets minutes decide several cases, and names no paper that is not there`()
    throws
  {
    let text = try ProjectFiles.text("Regulations/handan.yaml")
    let shared = "severalCases: [lawfulSource, legalBasis, agreement]"
    #expect(text.contains(shared))
    let several = text.replacing(shared, with: "decisionSeveralCases: true")
    #expect(try Profile.load(yaml: several, file: "handan.yaml").papers.sharesDecisions)
    let none = text.replacing("papers:\n  \(shared)\n", with: "")
    #expect(try Profile.load(yaml: none, file: "handan.yaml").papers == .oneCaseEach)
    let wrong = text.replacing(shared, with: "severalCases: [lawfulSourse]")
    let problem = #expect(throws: ProfileError.self) {
      try Profile.load(yaml: wrong, file: "handan.yaml")
    }
    #expect(
      problem?.problems.map(\.message) == ["names `lawfulSourse`, which is no material of a step"])
  }
}
