// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

/// Notes by which the body that the text names says how a clause is to be read.
@Suite struct InterpretationTests {
  private func platform() throws -> FakePlatform {
    FakePlatform(
      [RuleSets.self], profile: try ProjectFiles.profile("handan"),
      calendar: try ProjectFiles.calendar(), on: try day("2026-03-02"))
  }

  private func note(_ text: String, on clause: String = "HD-06-a") -> JSON {
    ["clause": .string(clause), "note": .string(text), "documentNumber": "邯数函〔2026〕3号"]
  }

  @Test func `a note stands beside each refusal that cites its clause, and no other`() throws {
    let platform = try platform()
    let bureau = try platform.actor("bureau", .dataAuthority)
    #expect(try platform.run("interpretation.add", note("一个场景一次授权"), as: bureau).isAllowed)
    let reasons = [
      Reason("a.b", clauses: ["HD-06-a"], zh: "甲", en: "a"),
      Reason("c.d", clauses: ["HD-06-b"], zh: "乙", en: "b"),
    ]
    let found = try Interpretation.beside(reasons, in: "handan", platform.records)
    #expect(found.map(\.notes) == [["HD-06-a（邯数函〔2026〕3号）一个场景一次授权"], nil])
    let elsewhere = try Interpretation.beside(reasons, in: "ezhou", platform.records)
    #expect(elsewhere.allSatisfy { $0.notes == nil })
  }

  @Test func `others than the body of the text write none, and on no other text`() throws {
    let platform = try platform()
    let government = try platform.actor("government", .grantor)
    let refused = try platform.run("interpretation.add", note("另解"), as: government)
    #expect(refused.codes == ["interpretation.by"] && refused.clauses == ["HD-22-a"])
    let bureau = try platform.actor("bureau", .dataAuthority)
    let foreign = try platform.run("interpretation.add", note("另解", on: "SC-01-a"), as: bureau)
    #expect(foreign.codes == ["interpretation.clause"])
  }

  @Test func `only a given value yields, in its form and to a rank that prevails`() throws {
    let place = try platform()
    let bureau = try place.actor("bureau", .dataAuthority)
    func supersede(_ key: String, _ value: String, _ rank: String) throws -> [String] {
      let outcome = try place.run(
        "ruleValue.supersede",
        [
          "key": .string(key), "value": .string(value), "rank": .string(rank),
          "documentNumber": "冀数〔2026〕2号", "digest": digest("x"), "from": "2026-03-01",
        ], as: bureau)
      return outcome.codes
    }
    #expect(try supersede("text.validFrom", "2026-01-01", "law") == ["ruleValue.unknown"])
    #expect(try supersede("text.validYears", "many", "law") == ["openValue.form"])
    #expect(try supersede("text.validYears", "2", "law") == [])
    let kept = try #require(try place.records.all(RuleOverride.self).first)
    #expect(kept.former == "3" && kept.value == "2" && kept.clauses == ["HD-23-a"])
    #expect(try supersede("text.validYears", "1", "municipal") == [])
    let again = try place.records.all(RuleOverride.self)
    #expect(again.map(\.former) == ["3"] && again.map(\.value) == ["1"])
  }
}
