// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation

/// 云泽市, a made-up city whose text has ten clauses, and how its profile is filled in from them.
///
/// | clause | what it says |
/// |---|---|
/// | YZ-01-a | The city government authorises; the city data bureau carries it out. |
/// | YZ-02-a | Units list their data in a catalogue with class and grade. |
/// | YZ-03-a | One operator, chosen openly, by agreement for three years. |
/// | YZ-04-a | An applicant shows its abilities, its standing and that it had no incident. |
/// | YZ-05-a | Data are supplied for a scenario that the bureau and the unit agreed to. |
/// | YZ-06-a | Products are reviewed by the bureau and registered before they are offered. |
/// | YZ-07-a | Fees follow the guided price; public benefit is free. |
/// | YZ-08-a | Raw data stay in the domain; what leaves is checked. |
/// | YZ-09-a | The operator reports each year; the bureau evaluates and publishes. |
/// | YZ-10-a | A change of the plan is asked for by the bureau and decided by the government. |
enum NewCity {
  static let place = "yunze"

  /// The clause that answers each part of the profile.
  private static let clauses = [
    "status": "YZ-01-a", "upstream": "YZ-01-a", "bodies": "YZ-01-a", "vocabulary": "YZ-01-a",
    "catalogue": "YZ-02-a", "authorisation": "YZ-03-a", "termination": "YZ-03-a",
    "eligibility": "YZ-04-a", "supply": "YZ-05-a", "operation": "YZ-05-a",
    "imports": "YZ-05-a",
    "products": "YZ-06-a", "pricing": "YZ-07-a", "security": "YZ-08-a", "egress": "YZ-08-a",
    "supervision": "YZ-09-a", "duties": "YZ-09-a", "procedures": "YZ-03-a",
    "prerequisites": "YZ-09-a", "supervisors": "YZ-09-a", "authorities": "YZ-02-a",
  ]

  /// What this text says otherwise than the one that the profile was begun from.
  private static let edits = [
    ("clausePrefix: unsettled", "clausePrefix: YZ"),
    ("name: {zh: unsettled, en: unsettled}", "name: {zh: 云泽市, en: Yunze}"),
    ("level: unsettled", "level: city"), ("division: unsettled", "division: \"429800\""),
    ("upstream: {value: [unsettled],", "upstream: {value: [云政办发〔2026〕1号],"),
    ("termYears: {value: 5,", "termYears: {value: 3,"),
  ]

  /// A procedure that only this text has.
  private static let change = """

      - id: planChange
        zh: 方案变更
        en: Change of the plan
        clauses: [YZ-10-a]
        steps:
          - id: request
            zh: 提出变更
            en: Ask for the change
            kind: draft
            by: [implementingBody]
            outcomes: {passed: decision}
            clauses: [YZ-10-a]
          - id: decision
            zh: 市政府决定
            en: Decision of the government
            kind: externalDecision
            by: [grantor]
            separation: organisation
            needs: [request]
            outcomes: {passed: active, rejected: refused}
            clauses: [YZ-10-a]

    """

  /// The profile as begun, with every answer given from the ten clauses.
  static func filled(_ begun: String) throws -> String {
    var text = begun
    for (passage, answer) in edits {
      guard text.contains(passage) else { throw TestProblem("no `\(passage)` in the profile") }
      text = text.replacing(passage, with: answer)
    }
    var section = ""
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      if let name = line.prefixMatch(of: /(\w+):/) { section = String(name.1) }
      let answered = line.replacing(
        "clauses: [unsettled]", with: "clauses: [\(clauses[section] ?? "?")]")
      return answered.replacing("{silent: unsettled}", with: "{silent: true}")
        .replacing(/^( +\w+): unsettled$/) { "\($0.1): []" }
    }
    return lines.joined(separator: "\n") + change
  }
}
