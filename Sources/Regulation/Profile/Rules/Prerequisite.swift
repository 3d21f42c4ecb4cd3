// SPDX-License-Identifier: Apache-2.0

/// What must have been recorded before an action is allowed: a duty that was done, or a procedure
/// that came to its end, for the same subject.
package struct Prerequisite: Codable, Hashable, Sendable {
  /// The names of the actions that wait for it.
  package let actions: [String]
  /// The field of the request by which it applies, and the values for which it does; nil where it
  /// always does.
  package let condition: Occasion?
  /// The duty of which a record is needed; nil where it is a procedure.
  package let duty: String?
  /// The procedure that must have come to its end; nil where it is a duty.
  package let procedure: String?
  /// Whether a qualification of those concerned is needed, instead of a duty or a procedure.
  package let isQualification: Bool
  /// For which subject the procedure must have run.
  package let subject: DutyRule.Subject
  /// How old the record may be at most; nil for any age.
  package let withinMonths: Int?
  /// Whether the record of the calendar period in which the action happens is needed.
  package let isForPeriod: Bool
  /// Whether a record with the verdict `failed` will do, where the duty has a verdict.
  package let takesFailed: Bool
  /// Whether what was recorded serves one action only, so that the next one needs another.
  package let isOnce: Bool
  /// What the record must say of the request: a part of it and the field that it must agree with;
  /// nil where any record of the subject will do.
  package let match: Match?
  /// Which of the record's parts names who may act, and as what; nil where anybody may for whom
  /// the action is.
  package let named: Named?
  /// Whether it is asked only of those who have operated here before.
  package let isForFormer: Bool
  /// Whether it rests on our reading of an unclear passage.
  package let isReading: Bool
  /// The clauses.
  package let clauses: [ClauseID]
  /// The line of the file on which it stands.
  package let line: Int

  /// A field of the request and the values for which something applies.
  package struct Occasion: Codable, Hashable, Sendable {
    /// The name of the field.
    package let field: String
    /// The values.
    package let values: [String]
  }

  /// A part of the duty's record that lists accounts by their sign-in names, and the capacity that
  /// whoever acts must hold beside being listed.
  package struct Named: Codable, Hashable, Sendable {
    /// The part.
    package let part: String
    /// The capacity.
    package let capacity: Capacity
  }

  /// A part of the duty's record and the field of the request with which it must agree.
  package struct Match: Codable, Hashable, Sendable {
    /// The part.
    package let part: String
    /// The field.
    package let field: String
  }
}

extension Prerequisite {
  /// Reads the section.
  init(_ section: ProfileSection) {
    line = section.line
    actions = section.plain("actions", .list(.text))
    condition =
      section.optional("when") == nil
      ? nil
      : section.section("when") { condition in
        Occasion(
          field: condition.plain("field", .name), values: condition.plain("is", .list(.text)))
      }
    duty = section.plainIfPresent("duty", .name)
    procedure = section.plainIfPresent("procedure", .name)
    isQualification = section.plainIfPresent("qualification", .bool) ?? false
    subject = section.plainIfPresent("subject", .oneOf(DutyRule.Subject.place)) ?? .place
    withinMonths = section.plainIfPresent("withinMonths", .int(1...120))
    isForPeriod = section.plainIfPresent("thisPeriod", .bool) ?? false
    takesFailed = section.plainIfPresent("evenFailed", .bool) ?? false
    isOnce = section.plainIfPresent("once", .bool) ?? false
    match =
      section.optional("matches") == nil
      ? nil
      : section.section("matches") { match in
        Match(part: match.plain("part", .name), field: match.plain("field", .name))
      }
    named =
      section.optional("named") == nil
      ? nil
      : section.section("named") { named in
        Named(
          part: named.plain("part", .name),
          capacity: named.plain("as", .oneOf(Capacity.implementingBody)))
      }
    isForFormer = section.plainIfPresent("formerOnly", .bool) ?? false
    isReading = section.plainIfPresent("reading", .bool) ?? false
    clauses = section.clauses()
    if actions.isEmpty { section.report("names no action that waits") }
    if [duty != nil, procedure != nil, isQualification].count(where: { $0 }) != 1 {
      section.report("must name either a duty or a procedure, or ask for a qualification")
    }
  }
}

extension Profile {
  /// What an action waits for.
  package func prerequisites(of action: String) -> [Prerequisite] {
    prerequisites.filter { $0.actions.contains(action) }
  }

  /// Whether something waits for a duty, so that it is done before its subject is in force.
  package func isPrerequisite(_ duty: String) -> Bool {
    prerequisites.contains { $0.duty == duty }
  }

  /// Whether records of another duty name those of a duty, which are then made up even after the
  /// end of what they are about.
  package func isLinked(_ duty: String) -> Bool {
    duties.contains { $0.links.contains { $0.duty == duty } }
  }

  /// For what something is needed: the subject of the duty, or the one that is named.
  package func subject(of prerequisite: Prerequisite) -> DutyRule.Subject {
    prerequisite.duty.flatMap(duty)?.subject ?? prerequisite.subject
  }

  /// A prerequisite names a duty or a procedure that is there, and goes by periods only where the
  /// duty does.
  func checkPrerequisites(_ problems: ProfileProblems) {
    for link in duties.flatMap(\.links) where duty(link.duty)?.subject != .agreement {
      problems.report(
        problems.line(of: "duties"), "duties",
        "names records of `\(link.duty)`, which is no duty owed for agreements")
    }
    for rule in prerequisites {
      if rule.isQualification, qualification == nil {
        problems.report(
          rule.line, "prerequisites", "asks for a qualification, of which the text says nothing")
      }
      if let name = rule.duty, duty(name) == nil {
        problems.report(rule.line, "prerequisites", "names `\(name)`, which is no duty")
      }
      if let name = rule.procedure, procedure(name)?.carriedBy != nil || procedure(name) == nil {
        problems.report(
          rule.line, "prerequisites", "names `\(name)`, which is no procedure with cases")
      }
      if let match = rule.match,
        rule.duty.flatMap(duty)?.parts.contains(where: { $0.id == match.part }) != true
      {
        problems.report(
          rule.line, "prerequisites", "names `\(match.part)`, which no record of its duty says")
      }
      if let named = rule.named,
        rule.duty.flatMap(duty)?.parts.contains(where: { $0.id == named.part }) != true
      {
        problems.report(
          rule.line, "prerequisites", "names `\(named.part)`, which no record of its duty says")
      }
      if rule.isOnce, rule.isForPeriod {
        problems.report(
          rule.line, "prerequisites", "serves a period, so it cannot serve one action only")
      }
      if rule.isForPeriod, rule.duty.flatMap(duty)?.cadence.period == nil {
        problems.report(
          rule.line, "prerequisites", "goes by periods, which its duty does not")
      }
    }
  }
}
