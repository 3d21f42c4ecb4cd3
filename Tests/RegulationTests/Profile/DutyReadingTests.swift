// SPDX-License-Identifier: Apache-2.0

import Core
import Foundation
import Regulation
import Testing

/// The duties of a profile: what is read, and what is refused with its line.
@Suite struct DutyReadingTests {
  private static let duties = """
    duties:
      - id: rules
        zh: 制度
        en: Rules
        by: [implementingBody]
        subject: place
        cadence: once
        parts:
          - {id: ruleName, zh: 名称, en: Name}
        clauses: [EZ-01-e]
      - id: drill
        zh: 演练
        en: Drill
        by: [operator, platformOperator]
        subject: agreement
        cadence: {by: security.drillIntervalDays}
        findings: true
        warnDays: 10
        clauses: [EZ-03.2-c]
      - id: summary
        zh: 报告
        en: Summary
        by: [implementingBody]
        subject: place
        cadence: {calendar: halfYear, days: {value: null, clauses: [EZ-02.15-a]}}
        clauses: [EZ-02.15-a]
      - id: renewal
        zh: 续期
        en: Renewal
        by: [operator]
        subject: agreement
        cadence: {beforeEnd: {value: 3, clauses: [EZ-02.7-a]}, opens: 6}
        after: [drill]
        clauses: [EZ-02.7-a]

    """

  /// Ezhou's text with these duties in place of its own.
  private static func text(_ duties: String) throws -> String {
    let own = try SharedData.text("ezhou.yaml")
    let start = try #require(own.range(of: "\nduties:"))
    let end = try #require(own.range(of: "\nprocedures:"))
    return own[..<start.lowerBound] + "\n" + duties + own[end.lowerBound...]
  }

  private static func problems(_ passage: String, _ replacement: String) throws -> [ProfileProblem]
  {
    try #require(duties.contains(passage))
    let yaml = try text(duties.replacing(passage, with: replacement))
    do {
      _ = try Profile.load(yaml: yaml, file: "x.yaml")
      return []
    } catch {
      return error.problems
    }
  }

  @Test func `duties are read with cadence, bearers and parts`() throws {
    let profile = try Profile.load(yaml: Self.text(Self.duties), file: "x.yaml")
    #expect(profile.duties.map(\.id) == ["rules", "drill", "summary", "renewal"])
    let rules = try #require(profile.duty("rules"))
    #expect(rules.cadence == .once && rules.by == [.implementingBody] && rules.warnDays == 30)
    #expect(rules.parts.map(\.id) == ["ruleName"] && !rules.hasFindings)
    let drill = try #require(profile.duty("drill"))
    #expect(drill.cadence == .days(.shared(.drillDays)) && drill.hasFindings)
    #expect(drill.subject == .agreement && drill.warnDays == 10)
    #expect(profile.number(of: .shared(.drillDays)).key == "security.drillIntervalDays")
    let renewal = try #require(profile.duty("renewal"))
    guard case .beforeEnd(let months, opens: 6) = renewal.cadence else {
      Issue.record("\(renewal.cadence)")
      return
    }
    #expect(profile.number(of: months).value.value == 3 && renewal.after == ["drill"])
  }

  @Test func `an interval that the text leaves open can be set by a document`() throws {
    let profile = try Profile.load(yaml: Self.text(Self.duties), file: "x.yaml")
    let open = try #require(profile.openValue("duties.summary.cadence.days"))
    #expect(open.clauses == ["EZ-02.15-a"] && !open.gates)
    #expect(open.form.accepts("15") && !open.form.accepts("400") && !open.form.accepts("soon"))
    #expect(profile.duty("summary")?.cadence.period == .halfYear)
  }

  @Test func `a text without duties is read`() throws {
    let profile = try Profile.load(yaml: Self.text(""), file: "x.yaml")
    #expect(profile.duties.isEmpty)
  }

  @Test(arguments: [
    ("cadence: once", "cadence: sometimes", "duties.rules.cadence", "must be `once`, `onEvent`"),
    ("cadence: once", "cadence: {weeks: 3}", "duties.rules.cadence", "must have one of"),
    ("    cadence: once\n", "", "duties.rules.cadence", "is missing"),
    (
      "by: security.drillIntervalDays", "by: security.naps", "duties.drill.cadence.by",
      "must be one of"
    ),
    (
      "by: security.drillIntervalDays", "by: security.drillIntervalDays, opens: 3",
      "duties.drill.cadence.opens", "is not known here"
    ),
    ("by: [implementingBody]", "by: []", "duties.rules", "is nobody's"),
    ("by: [implementingBody]", "by: [public]", "duties.rules", "who record nothing"),
    ("by: [implementingBody]", "by: [mayor]", "duties.rules.by.0", "must be one of"),
    ("subject: place", "subject: planet", "duties.rules.subject", "must be one of"),
    ("id: drill", "id: rules", "duties", "names something twice"),
    ("clauses: [EZ-01-e]", "clauses: [HD-01-a]", "duties.rules.clauses.0", "must be a clause id"),
    ("clauses: [EZ-01-e]", "clauses: []", "duties.rules.clauses", "at least one clause"),
    ("after: [drill]", "after: [rules]", "duties.renewal.after", "no other duty"),
    ("after: [drill]", "after: [renewal]", "duties.renewal.after", "no other duty"),
    ("warnDays: 10", "warnDays: 900", "duties.drill.warnDays", "must be a whole number"),
    ("findings: true", "findings: yes", "duties.drill.findings", "must be true or false"),
    (
      "findings: true", "findings: true\n    doneBy: disclosure.publish", "duties.drill",
      "done by an action"
    ),
    ("findings: true", "doneBy: sleep.late", "duties.drill.doneBy", "must be one of"),
    ("cadence: once", "cadence: once\n    afterPeriod: true", "duties.rules", "no calendar period"),
    ("findings: true", "colour: red", "duties.drill.colour", "is not known here"),
  ])
  func `a wrong duty is told with its line`(
    _ passage: String, _ replacement: String, _ key: String, _ message: String
  ) throws {
    let problems = try Self.problems(passage, replacement)
    #expect(
      problems.contains { $0.key == key && $0.message.contains(message) }, "\(problems)")
    #expect(problems.allSatisfy { $0.line > 0 || $0.key == "duties" })
  }

  @Test func `a duty cannot go by an interval of which the text says nothing`() throws {
    let text = try Self.text(Self.duties).replacing(
      "drillIntervalDays: {value: null, clauses: [EZ-03.2-c]}",
      with: "drillIntervalDays: {silent: true}")
    let problems = #expect(throws: ProfileError.self) {
      try Profile.load(yaml: text, file: "x.yaml")
    }?.problems
    let first = try #require(problems?.first)
    #expect(first.key == "duties.drill.cadence" && first.message.contains("says nothing"))
    #expect(first.line > 300)
  }

  @Test func `what is owed before an end is owed for an agreement`() throws {
    let renewal = try #require(Self.duties.range(of: "- id: renewal"))
    let moved =
      Self.duties[..<renewal.lowerBound]
      + Self.duties[renewal.lowerBound...].replacing(
        "subject: agreement", with: "subject: scenario")
    let problems = #expect(throws: ProfileError.self) {
      try Profile.load(yaml: Self.text(String(moved)), file: "x.yaml")
    }?.problems
    #expect(problems?.contains { $0.message.contains("end of an agreement") } == true)
  }
}
