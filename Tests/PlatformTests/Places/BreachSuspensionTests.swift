// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// A suspension belongs to the breach that is being put right.
@Suite struct BreachSuspensionTests {
  private func open(_ life: PlaceLife, _ title: String) throws -> JSON {
    try life.must(
      "case.open",
      [
        "procedure": "rectification", "title": .string(title),
        "subject": life.agreement.json,
      ], .bureau
    ).json
  }

  @Test func `several breaches: the suspension names the one that it belongs to`() throws {
    let life = try PlaceLife(.sichuan)
    let first = try open(life, "甲项")
    var suspend: [String: JSON] = [
      "agreement": life.agreement.json, "ground": "整改", "documentNumber": "1号",
    ]
    suspend["case"] = life.agreement.json
    #expect(
      try life.run("agreement.suspend", .object(suspend), .bureau).codes
        == ["agreement.suspend.case"])
    suspend["case"] = first
    try life.must("agreement.suspend", .object(suspend), .bureau)
    #expect(try life.record(Agreement.self, life.agreement).suspensionCase?.json == first)
    let resume: JSON = ["agreement": life.agreement.json, "documentNumber": "2号"]
    let held = try life.run("agreement.resume", resume, .bureau)
    #expect(held.codes == ["agreement.resume.case"])
    #expect(held.clauses.contains("SC-29.p1-c") && held.clauses.contains("SC-29.p1-d"))
    // Taken back before anything was recorded in it, the case holds nothing.
    try life.must("case.withdraw", ["case": first, "ground": "误报"], .bureau)
    try life.must("agreement.resume", resume, .bureau)
  }

  @Test func `what was suspended on another ground waits while a breach is put right`() throws {
    let life = try PlaceLife(.sichuan)
    try life.must(
      "agreement.suspend",
      ["agreement": life.agreement.json, "ground": "安全检查", "documentNumber": "1号"], .bureau)
    #expect(try life.record(Agreement.self, life.agreement).suspensionCase == nil)
    _ = try open(life, "乙项")
    let resume: JSON = ["agreement": life.agreement.json, "documentNumber": "2号"]
    #expect(
      try life.run("agreement.resume", resume, .bureau).codes == ["agreement.resume.case"])
  }
}
