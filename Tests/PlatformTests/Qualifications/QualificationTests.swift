// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// What operators and developers show of themselves, and what bars them (SZ-04).
@Suite struct QualificationTests {
  private func papers(_ life: PlaceLife, but skipped: String = "") -> JSON {
    let slots = life.platform.profile.eligibility.items.flatMap(\.evidence).map(\.id)
    return .array(slots.filter { $0 != skipped }.map(EzhouChain.file))
  }

  private func shown(_ life: PlaceLife, _ changes: [String: JSON] = [:]) -> JSON {
    let fields: [String: JSON] = [
      "evidence": papers(life), "reportsOn": "2026-02-01",
      "team": [["role": "数据工程", "qualification": "高级工程师"]],
      "projects": [["kind": "dataGovernance", "title": "治理", "digest": digest("project")]],
    ]
    return .object(fields.merging(changes) { $1 })
  }

  private func queries(_ life: PlaceLife, listed: String? = nil) throws -> JSON {
    let rules = try #require(life.platform.profile.qualification)
    let lists = rules.lists.value ?? []
    return .array(
      (rules.sources.value ?? []).flatMap { source in
        lists.map { list -> JSON in
          [
            "source": .string(source.id), "list": .string(list.id), "queriedOn": "2026-03-30",
            "isListed": .bool(list.id == listed), "digest": digest("query"),
          ]
        }
      })
  }

  private func found(
    _ life: PlaceLife, _ id: RecordID, _ changes: [String: JSON] = [:]
  ) throws -> JSON {
    let rules = try #require(life.platform.profile.qualification)
    let scored = life.platform.profile.eligibility.items.filter {
      rules.scoredItems.value?.contains($0.id) == true
    }.flatMap(\.evidence)
    let fields: [String: JSON] = [
      "qualification": id.json, "queries": try queries(life),
      "violations": .array(
        (rules.violationFields.value ?? []).map { field -> JSON in
          ["field": .string(field.id), "queriedOn": "2026-03-30"]
        }),
      "scores": .array(scored.map { slot -> JSON in ["slot": .string(slot.id), "points": 60] }),
    ]
    return .object(fields.merging(changes) { $1 })
  }

  @Test func `a developer is qualified by what it shows and what was looked up`() throws {
    let life = try PlaceLife(.shuozhou)
    let bare = try life.run(
      "qualification.submit", shown(life, ["evidence": papers(life, but: "financialReports")]),
      .developer)
    #expect(bare.codes == ["qualification.evidence"] && bare.clauses == ["SZ-04.3-a"])
    let id = try life.must("qualification.submit", shown(life), .developer)
    let half = try life.run(
      "qualification.check", try found(life, id, ["queries": []]), .bureau)
    #expect(half.codes == ["qualification.query"] && half.clauses == ["SZ-04.1-b"])
    try life.must("qualification.check", try found(life, id), .bureau)
    #expect(try life.record(Qualification.self, id).state == .qualified)
    let developer = try life.person(.developer).organisation
    #expect(try Qualification.holds(for: developer, in: "shuozhou", life.platform.records))
    // Whatever is handed in later takes its place and has to be checked again.
    try life.must("qualification.submit", shown(life), .developer)
    #expect(try life.record(Qualification.self, id).state == .replaced)
    #expect(try !Qualification.holds(for: developer, in: "shuozhou", life.platform.records))
  }

  @Test func `each finding that bars is told with its clause`() throws {
    let life = try PlaceLife(.shuozhou)
    let id = try life.must("qualification.submit", shown(life), .owner)
    let violations: JSON = [
      ["field": "networkViolation", "queriedOn": "2026-03-30", "latestOn": "2025-01-01"],
      ["field": "dataViolation", "queriedOn": "2026-03-30"],
      ["field": "personalViolation", "queriedOn": "2026-03-30"],
    ]
    let changes: [String: JSON] = [
      "queries": try queries(life, listed: "majorTaxOffender"), "violations": violations,
      "incidents": [["on": "2025-06-01", "level": "largerIncident"]],
    ]
    try life.must("qualification.check", try found(life, id, changes), .bureau)
    let qualification = try life.record(Qualification.self, id)
    #expect(qualification.state == .unqualified)
    #expect(
      qualification.reasons.map(\.code) == [
        "qualification.listed", "qualification.incident", "qualification.violation",
      ])
    #expect(
      qualification.reasons.flatMap(\.clauses) == ["SZ-04.1-b", "SZ-04.1-c", "SZ-04.1-d"])
  }

  @Test func `incidents count from the level that the text names`() throws {
    let life = try PlaceLife(.shuozhou)
    let rules = try #require(life.platform.profile.qualification)
    #expect(!rules.counts(level: "generalIncident") && rules.counts(level: "gravestIncident"))
    let unknown = try life.run(
      "qualification.submit",
      shown(life, ["incidents": [["on": "2025-06-01", "level": "small"]]]), .developer)
    #expect(unknown.codes == ["qualification.level"])
  }

  @Test func `a document adds a condition where the text lets it, once`() throws {
    let life = try PlaceLife(.shuozhou)
    let item: JSON = ["label": "密评", "documentNumber": "7号", "digest": digest("item")]
    try life.must("qualification.addItem", item, .bureau)
    #expect(
      try life.run("qualification.addItem", item, .bureau).codes == ["qualification.item.twice"])
    let bare = try life.run("qualification.submit", shown(life), .developer)
    #expect(bare.codes == ["qualification.addition"] && bare.clauses == ["SZ-04.6-a"])
    #expect(bare.reasons.first?.message.zh.contains("7号") == true)
    let added: JSON = [["name": "密评", "digest": digest("evidence")]]
    try life.must("qualification.submit", shown(life, ["added": added]), .developer)
    let elsewhere = try PlaceLife(.quzhou)
    #expect(
      try elsewhere.run("qualification.addItem", item, .bureau).codes == ["qualification.fixed"])
    #expect(
      try elsewhere.run("qualification.submit", shown(elsewhere), .developer).codes
        == ["qualification.none"])
  }
}
