// SPDX-License-Identifier: Apache-2.0

import Core
import Foundation
import Regulation
import Testing

@Suite struct BrokenProfileTests {
  /// The problems of Ezhou's text with one passage replaced; the passage must occur.
  static func problems(_ passage: String, _ replacement: String) throws -> [ProfileProblem] {
    let text = try SharedData.text("ezhou.yaml")
    let range = try #require(text.range(of: passage), "the passage does not occur")
    do {
      _ = try Profile.load(
        yaml: text.replacingCharacters(in: range, with: replacement), file: "x.yaml")
      return []
    } catch {
      return error.problems
    }
  }

  static func line(of passage: String) throws -> Int {
    let text = try SharedData.text("ezhou.yaml")
    let range = try #require(text.range(of: passage))
    return text[..<range.lowerBound].split(separator: "\n", omittingEmptySubsequences: false).count
  }

  @Test(
    arguments: [
      (
        "termYears: {value: 5,", "termYears: {value: five,", "authorisation.termYears.value",
        "must be a whole number from 1 to 50"
      ),
      (
        "termYears: {value: 5,", "termYears: {value: \"5\",", "authorisation.termYears.value",
        "must be a whole number from 1 to 50"
      ),
      (
        "termYears: {value: 5,", "termYears: {value: 5.0,", "authorisation.termYears.value",
        "must be a whole number from 1 to 50"
      ),
      (
        "termYears: {value: 5,", "termYears: {value: 99,", "authorisation.termYears.value",
        "must be a whole number from 1 to 50"
      ),
      (
        "termYears: {value: 5,", "termYears: {valu: 5,", "authorisation.termYears.value",
        "is missing"
      ),
      (
        "termYears: {value: 5,", "termYears: {value: 5, extra: 1,", "authorisation.termYears.extra",
        "is not known here"
      ),
      (
        "disclosureIntervalDays: {value: null,", "disclosureIntervalDays: {value: null, least: 0,",
        "supervision.disclosureIntervalDays",
        "`least` and `most` must lie within what the value takes"
      ),
      (
        "termYears: {value: 5,", "termYears: {value: 5, gates: true,",
        "authorisation.termYears.value", "is given, so it cannot gate"
      ),
      (
        "  termYears: {value: 5, clauses: [EZ-02.6-i]}\n", "", "authorisation.termYears",
        "is missing"
      ),
      (
        "termYears: {value: 5, clauses: [EZ-02.6-i]}", "termYears: 5", "authorisation.termYears",
        "must be a section with members"
      ),
      (
        "termYears: {value: 5, clauses: [EZ-02.6-i]}", "termYears: {value: 5, clauses: [HD-01-a]}",
        "authorisation.termYears.clauses.0", "must be a clause id of this profile's text"
      ),
      (
        "termYears: {value: 5, clauses: [EZ-02.6-i]}", "termYears: {value: 5, clauses: []}",
        "authorisation.termYears.clauses", "must name at least one clause"
      ),
      (
        "termYears: {value: 5, clauses: [EZ-02.6-i]}", "termYears: {value: 5}",
        "authorisation.termYears.clauses", "is missing"
      ),
      (
        "termIsFixed: {value: true", "termIsFixed: {value: yes", "authorisation.termIsFixed.value",
        "must be true or false"
      ),
      (
        "division: \"420700\"", "division: \"4207\"", "division",
        "must be a division code of six digits"
      ),
      ("state: draft", "state: proposed", "status.state", "must be one of draft, issued"),
      (
        "state: draft", "state: issued", "status",
        "is issued, so it needs `documentNumber` and `from`"
      ),
      (
        "from: null, until: null", "from: 2026-02-30, until: null", "status.from",
        "must be a day such as 2026-11-21"
      ),
      (
        "{id: feasibility, zh: 场景可行性", "{id: demand, zh: 场景可行性", "supply.gates.value",
        "must be a list of gates in order, no id twice"
      ),
      (
        "Feasibility of the scenario, reviewers: [implementingBody, sourceUnit]",
        "Feasibility of the scenario, reviewers: [implementingBody, source]",
        "supply.gates.value.feasibility.reviewers.1", nil
      ),
      (
        "Feasibility of the scenario, reviewers: [implementingBody, sourceUnit]",
        "Feasibility of the scenario, reviewers: [sourceUnit, sourceUnit]",
        "supply.gates.value.feasibility.reviewers", "must be a list without repetitions"
      ),
      (
        "Feasibility of the scenario, reviewers: [implementingBody, sourceUnit]",
        "Feasibility of the scenario, reviewers: sourceUnit",
        "supply.gates.value.feasibility.reviewers", "must be a list of at most 500"
      ),
      (
        "Feasibility of the scenario, reviewers: [implementingBody, sourceUnit]",
        "Feasibility of the scenario, reviewers: []",
        "supply.gates.value.feasibility", "needs somebody who reviews"
      ),
      (
        "separation: organisation, clauses: [EZ-02.13-c]",
        "separation: organisation, after: [demand], clauses: [EZ-02.13-c]",
        "supply.gates.value.feasibility", "comes after `demand`, which is no earlier gate"
      ),
      (
        "Feasibility of the scenario, reviewers: [implementingBody, sourceUnit]",
        "Feasibility of the scenario, reviewers: [industryAuthority]",
        "supply.gates", "asks the authority of a field, so `supply.fields` must list the fields"
      ),
      (
        "{id: openTender, zh: 公开招标, en: Open tender}", "{id: openTender, zh: 公开招标}",
        "authorisation.callMethods.value.openTender.en", "is missing"
      ),
      (
        "{id: openTender, zh: 公开招标", "{id: negotiation, zh: 公开招标",
        "authorisation.callMethods.value", "must be a list of `id`, `zh` and `en`, no id twice"
      ),
      (
        "{id: openTender,", "{id: open-tender,", "authorisation.callMethods.value.open-tender.id",
        "must be a name of letters and digits"
      ),
      (
        "defaultMode: {value: whole", "defaultMode: {value: partly", "authorisation.defaultMode",
        "is not among the modes"
      ),
      ("{id: finance, zh:", "{id: secrecyBureau, zh:", "bodies", "names something twice"),
      (
        "needs: [majorDecision]", "needs: [activation]",
        "procedures.authorisation.steps.agreementSigned",
        "needs `activation`, which is no earlier step"
      ),
      (
        "{passed: publicNotice, rejected", "{passed: nowhere, rejected",
        "procedures.authorisation.steps.comprehensiveReview",
        "leads to `nowhere`, which is neither a step nor an end"
      ),
      (
        "{passed: publicNotice, rejected", "{rejected",
        "procedures.authorisation.steps.comprehensiveReview", "does not say what follows `passed`"
      ),
      (
        "{passed: publicNotice, rejected", "{passed: call, rejected",
        "procedures.authorisation.steps.comprehensiveReview",
        "leads back to `call` although it passed"
      ),
      (
        "{passed: publicNotice, rejected", "{passed: agreementSigned, rejected",
        "procedures.authorisation.steps.publicNotice", "cannot be reached"
      ),
      (
        "{passed: application, rejected: cancelled}", "{passed: application, maybe: cancelled}",
        "procedures.authorisation.steps.call.outcomes.maybe", "is not known here"
      ),
      (
        "        separation: organisation\n", "",
        "procedures.authorisation.steps.comprehensiveReview",
        "judges, so its `separation` must be person or organisation"
      ),
      (
        "        by: [operator]\n", "        by: []\n",
        "procedures.authorisation.steps.application",
        "names nobody who may do it"
      ),
      (
        "rule: atLeast", "rule: perhaps",
        "procedures.authorisation.steps.publicNotice.period.rule", "must be one of within, atLeast"
      ),
    ] as [(String, String, String, String?)])
  func `a broken text is refused with the path and what is wanted`(
    passage: String, replacement: String, key: String, message: String?
  ) throws {
    let problems = try Self.problems(passage, replacement)
    let found = problems.filter { $0.key == key && $0.message == (message ?? $0.message) }
    #expect(!found.isEmpty, "\(problems)")
    #expect(problems.allSatisfy { $0.file == "x.yaml" })
  }

  @Test func `a problem names its line`() throws {
    let passage = "termYears: {value: 5,"
    let problems = try Self.problems(passage, "termYears: {value: five,")
    #expect(problems.map(\.line) == [try Self.line(of: passage)])
    #expect(
      problems[0].description
        == "x.yaml:\(problems[0].line): `authorisation.termYears.value` "
        + "must be a whole number from 1 to 50")
  }

  @Test func `all problems are reported at once`() throws {
    var text = try SharedData.text("ezhou.yaml")
    text = text.replacing("termYears: {value: 5,", with: "termYears: {value: 0,")
    text = text.replacing("level: city", with: "level: town")
    text = text.replacing("row: 15,", with: "row: zero,")
    text += "surprise: 1\n"
    let error = #expect(throws: ProfileError.self) {
      try Profile.load(yaml: text, file: "y.yaml")
    }
    let problems = error?.problems ?? []
    #expect(
      problems.map(\.key) == [
        "level", "authorisation.termYears.value", "catalogue.firstBatch.24.row", "surprise",
      ])
    #expect(problems.map(\.line) == problems.map(\.line).sorted())
    #expect(error?.description.split(separator: "\n").count == 4)
  }

  @Test(
    arguments: [
      ("", "is empty"), ("# nothing\n", "is empty"), ("a: [1", nil), ("a: 1\na: 2\n", nil),
      ("a: &x [1]\nb: *y\n", nil),
    ] as [(String, String?)])
  func `what is no YAML is refused`(text: String, message: String?) {
    let error = #expect(throws: ProfileError.self) { try Profile.load(yaml: text, file: "z") }
    #expect(error?.problems.count == 1)
    #expect(error?.problems.first?.message == message ?? error?.problems.first?.message)
  }

  @Test func `a list at the top and a missing profile are refused, not trapped`() {
    for text in ["[1, 2]", "text", "5", "{}", "null", "? [a]\n: b\n"] {
      #expect(throws: ProfileError.self) { try Profile.load(yaml: text, file: "z") }
      #expect(throws: ProfileError.self) { try NationalRules.load(yaml: text, file: "z") }
    }
  }

  @Test func `a text too long is refused`() {
    let text = "# " + String(repeating: "x", count: Profile.bytesMax)
    #expect(throws: ProfileError.self) { try Profile.load(yaml: text, file: "z") }
  }

  @Test(arguments: [UInt64(31)])
  func `any line left out is refused or read, never a trap`(seed: UInt64) throws {
    let lines = try SharedData.text("ezhou.yaml").split(separator: "\n")
    var refused = 0
    for index in stride(from: 0, to: lines.count, by: 7) {
      var cut = lines
      cut.remove(at: index)
      do {
        _ = try Profile.load(yaml: cut.joined(separator: "\n"), file: "c.yaml")
      } catch {
        refused += 1
        #expect(!error.problems.isEmpty)
      }
    }
    #expect(refused > 10, "seed \(seed)")
  }
}
