// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

extension Registry {
  /// What must have been recorded before an action and was not, each with its clauses.
  ///
  /// The platform's own reports wait for nothing.
  package func unprepared(
    _ action: String, _ input: JSON, _ read: any RecordReader, _ context: Context
  ) throws -> [Reason] {
    guard !context.actor.holds(.system) else { return [] }
    let rules = context.profile.prerequisites(of: action).filter { $0.applies(to: input) }
    guard !rules.isEmpty else { return [] }
    let records = try RequestRecords(input, read, context)
    return try rules.compactMap { rule in
      if rule.isForFormer, try !records.isFormerOperator(context) { return nil }
      let abouts = records.abouts(context.profile.subject(of: rule), context)
      let missing = try abouts.contains { try !rule.isMet(for: $0, read, context) }
      return missing ? rule.reason(context.profile) : nil
    }
  }

  /// What is wrong with the actions and listings that prerequisites and supervisors name.
  func preparationProblems(of profile: Profile, file: String) -> [ProfileProblem] {
    let actions = profile.prerequisites.flatMap { rule in
      rule.actions.filter { self.actions[$0]?.info.isSystem != false }.map {
        ProfileProblem(
          file: file, line: rule.line, key: "prerequisites",
          message: "names `\($0)`, which is no action of people")
      }
    }
    let plurals = profile.supervisors.flatMap { rule in
      rule.listings.filter { listings[$0] == nil }.map {
        ProfileProblem(
          file: file, line: rule.line, key: "supervisors",
          message: "names `\($0)`, which is no listing")
      }
    }
    return actions + plurals
  }
}

extension Prerequisite {
  /// Whether the request is one of those that wait for it.
  fileprivate func applies(to input: JSON) -> Bool {
    guard let condition else { return true }
    return input[condition.field]?.string.map(condition.values.contains) ?? false
  }

  /// Whether it was done for a subject, in time and with the verdict that is needed.
  fileprivate func isMet(
    for about: String, _ read: any RecordReader, _ context: Context
  ) throws -> Bool {
    if let procedure { return try isConcluded(procedure, about, read, context) }
    guard let duty, let rule = context.profile.duty(duty),
      let latest = try DutyLatest.find(duty, about: about, in: context.place, read)
    else { return false }
    if let months = withinMonths, latest.lastOn.adding(months: months) < context.today {
      return false
    }
    if isForPeriod, let length = rule.cadence.period,
      !latest.periods.contains(DutyPeriod(length, containing: context.today).description)
    {
      return false
    }
    return !rule.hasVerdict || takesFailed || latest.verdict == .passed
  }

  private func isConcluded(
    _ procedure: String, _ about: String, _ read: any RecordReader, _ context: Context
  ) throws -> Bool {
    var conditions: [Condition] = [
      .equal("place", context.place), .equal("procedure", procedure),
      .equal("state", CaseFile.State.active.rawValue),
    ]
    if subject != .place { conditions.append(.equal("subject", about)) }
    guard let months = withinMonths else {
      return try !read.list(CaseFile.self, conditions, limit: 1).isEmpty
    }
    return try read.every(CaseFile.self, conditions).contains {
      $0.enteredOn.adding(months: months) >= context.today
    }
  }

  /// Why the action waits, and where what is missing is recorded.
  fileprivate func reason(_ profile: Profile) -> Reason {
    let label: LocalText? =
      duty.flatMap(profile.duty)?.label ?? procedure.flatMap(profile.procedure)?.label
    let zh = label?.zh ?? ""
    let en = label?.en ?? ""
    let passed = duty.flatMap(profile.duty)?.hasVerdict == true && !takesFailed
    let age =
      withinMonths.map { LocalText(zh: "近 \($0) 个月内的", en: "of the last \($0) months") }
      ?? (isForPeriod
        ? LocalText(zh: "本期间的", en: "of this period") : LocalText(zh: "", en: ""))
    let verdict =
      passed ? LocalText(zh: "（结论为合格）", en: ", passed") : LocalText(zh: "", en: "")
    let place =
      procedure == nil
      ? LocalText(zh: "在“制度与义务”中登记", en: "recorded under duties")
      : LocalText(zh: "办结程序", en: "the case brought to its end")
    return Reason(
      "prerequisite.missing", clauses: clauses,
      zh: "须先\(place.zh)\(age.zh)：\(zh)\(verdict.zh)",
      en: "first needed, \(place.en) \(age.en): \(en)\(verdict.en)")
  }
}
