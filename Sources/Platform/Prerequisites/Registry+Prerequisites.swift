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
    let level = try Authority.level(read, context)
    return try rules.compactMap { rule in
      let context = rule.rests(on: level) ? context.raised() ?? context : context
      if rule.isForFormer, try !records.isFormerOperator(context) { return nil }
      if rule.isQualification {
        return try records.qualifying(context).lazy.compactMap {
          try rule.unqualified($0, read, context)
        }.first
      }
      let abouts = records.abouts(context.profile.subject(of: rule), context)
      let missing = try abouts.contains { try !rule.isMet(for: $0, input, read, context) }
      return missing ? rule.reason(context.profile) : nil
    }
  }

  /// What an allowed action used up of what it waited for, where the profile lets a record or a
  /// case serve one action only.
  package func served(
    _ action: String, _ input: JSON, _ read: any RecordReader, _ context: Context
  ) throws -> [Event] {
    guard !context.actor.holds(.system) else { return [] }
    let rules = context.profile.prerequisites(of: action).filter {
      $0.isOnce && $0.applies(to: input)
    }
    guard !rules.isEmpty else { return [] }
    let records = try RequestRecords(input, read, context)
    let level = try Authority.level(read, context)
    return try rules.flatMap { rule in
      let context = rule.rests(on: level) ? context.raised() ?? context : context
      if rule.isForFormer, try !records.isFormerOperator(context) { return [Event]() }
      let abouts = records.abouts(context.profile.subject(of: rule), context)
      return try abouts.compactMap { try rule.serving(action, for: $0, input, read, context) }
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
  /// Whether the level above does it for a lower authority.
  fileprivate func rests(on level: AuthorityLevel?) -> Bool {
    guard let level, let name = duty ?? procedure else { return false }
    return level.restsOn.contains(name)
  }

  /// Whether the request is one of those that wait for it.
  fileprivate func applies(to input: JSON) -> Bool {
    guard let condition else { return true }
    return input[condition.field]?.string.map(condition.values.contains) ?? false
  }

  /// Whether it was done for a subject, in time and with the verdict that is needed.
  fileprivate func isMet(
    for about: String, _ input: JSON, _ read: any RecordReader, _ context: Context
  ) throws -> Bool {
    if let procedure { return try isConcluded(procedure, about, read, context) }
    guard let duty, let rule = context.profile.duty(duty),
      let latest = try DutyLatest.find(duty, about: about, in: context.place, read),
      !isOnce || latest.served == nil
    else { return false }
    if let months = withinMonths, latest.lastOn.adding(months: months) < context.today {
      return false
    }
    if isForPeriod, let length = rule.cadence.period,
      !latest.periods.contains(DutyPeriod(length, containing: context.today).description)
    {
      return false
    }
    guard try match.map({ try $0.agrees(latest, rule, input, read, context) }) ?? true,
      try named.map({ try $0.lists(latest, rule, read, context) }) ?? true
    else { return false }
    return !rule.hasVerdict || takesFailed || latest.verdict == .passed
  }

  /// Why an organisation is not qualified: not found so, or on reports that are too old by now.
  fileprivate func unqualified(
    _ organisation: RecordID, _ read: any RecordReader, _ context: Context
  ) throws -> Reason? {
    guard
      let found = try Qualification.standing(for: organisation, in: context.place, read)
    else { return reason(context.profile) }
    return try found.aged(read, context)
  }

  private func isConcluded(
    _ procedure: String, _ about: String, _ read: any RecordReader, _ context: Context
  ) throws -> Bool {
    guard withinMonths != nil || isOnce else {
      return try !read.list(
        CaseFile.self, ended(procedure, about, context), limit: 1
      ).isEmpty
    }
    return try firstConcluded(procedure, about, read, context) != nil
  }

  /// The case that came to its end first among those that are not too old and did not serve yet.
  private func firstConcluded(
    _ procedure: String, _ about: String, _ read: any RecordReader, _ context: Context
  ) throws -> CaseFile? {
    try read.every(CaseFile.self, ended(procedure, about, context)).filter { file in
      if isOnce, file.served != nil { return false }
      guard let months = withinMonths else { return true }
      return file.enteredOn.adding(months: months) >= context.today
    }.min { ($0.enteredOn, $0.id) < ($1.enteredOn, $1.id) }
  }

  /// The cases of a procedure that came to their end, about a subject.
  private func ended(
    _ procedure: String, _ about: String, _ context: Context
  ) -> [Condition] {
    let conditions: [Condition] = [
      .equal("place", context.place), .equal("procedure", procedure),
      .equal("state", CaseFile.State.active.rawValue),
    ]
    return subject == .place ? conditions : conditions + [.equal("subject", about)]
  }

  /// The event that what met the rule for a subject has served an action; nil where nothing met it.
  fileprivate func serving(
    _ action: String, for about: String, _ input: JSON, _ read: any RecordReader,
    _ context: Context
  ) throws -> Event? {
    if let procedure {
      let file = try firstConcluded(procedure, about, read, context)
      return file.map { Event(CaseServed(subject: $0.id, action: action), clauses: clauses) }
    }
    guard let duty, try isMet(for: about, input, read, context),
      let latest = try DutyLatest.find(duty, about: about, in: context.place, read)
    else { return nil }
    return Event(
      DutyServed(subject: latest.record, latest: latest.id, action: action), clauses: clauses)
  }

  /// Why the action waits, and where what is missing is recorded.
  fileprivate func reason(_ profile: Profile) -> Reason {
    let label: LocalText? =
      duty.flatMap(profile.duty)?.label ?? procedure.flatMap(profile.procedure)?.label
    if isQualification {
      return Reason(
        "prerequisite.missing", clauses: clauses, zh: "该单位尚未提交资格材料并经核查合格",
        en: "the organisation's qualification was not handed in and found to hold")
    }
    let zh = label?.zh ?? ""
    let en = label?.en ?? ""
    let passed = duty.flatMap(profile.duty)?.hasVerdict == true && !takesFailed
    let age =
      withinMonths.map { LocalText(zh: "近 \($0) 个月内的", en: "of the last \($0) months") }
      ?? (isForPeriod
        ? LocalText(zh: "本期间的", en: "of this period") : LocalText(zh: "", en: ""))
    let verdict =
      passed ? LocalText(zh: "（结论为合格）", en: ", passed") : LocalText(zh: "", en: "")
    let said = match.flatMap { match in
      duty.flatMap(profile.duty)?.parts.first { $0.id == match.part }?.label
    }
    let same =
      said.map { LocalText(zh: "，其“\($0.zh)”与本次一致", en: "; it says the same of: \($0.en)") }
      ?? LocalText(zh: "", en: "")
    let who = named.flatMap { named in
      duty.flatMap(profile.duty)?.parts.first { $0.id == named.part }?.label
    }
    let listed =
      who.map {
        LocalText(zh: "，且办理人须列入其“\($0.zh)”", en: "; whoever acts is named under: \($0.en)")
      } ?? LocalText(zh: "", en: "")
    let once =
      isOnce
      ? LocalText(zh: "（每次办理各须一次）", en: ", one for each time") : LocalText(zh: "", en: "")
    let place =
      procedure == nil
      ? LocalText(zh: "在“制度与义务”中登记", en: "recorded under duties")
      : LocalText(zh: "办结程序", en: "the case brought to its end")
    return Reason(
      "prerequisite.missing", clauses: clauses,
      zh: "须先\(place.zh)\(age.zh)：\(zh)\(verdict.zh)\(once.zh)\(same.zh)\(listed.zh)",
      en: "first needed, \(place.en) \(age.en): \(en)\(verdict.en)\(once.en)\(same.en)\(listed.en)")
  }
}

extension Prerequisite.Match {
  /// Whether the last record says of its part what the request says of its field: the name of a
  /// ground of ending, or its words.
  fileprivate func agrees(
    _ latest: DutyLatest, _ rule: DutyRule, _ input: JSON, _ read: any RecordReader,
    _ context: Context
  ) throws -> Bool {
    guard let part = rule.parts.first(where: { $0.id == part }), let asked = input[field]?.string,
      let parts = try read.find(DutyRecord.self, latest.record)?.parts,
      let said = parts[part.id] ?? parts[part.label.zh] ?? parts[part.label.en]
    else { return false }
    let label = context.profile.termination.grounds.first { $0.id == asked }?.label
    return [asked, label?.zh, label?.en].contains(said)
  }
}

extension Prerequisite.Named {
  /// Whether the last record lists the account that acts, which also holds the capacity: by its
  /// sign-in name or its id, between commas, blanks or lines.
  fileprivate func lists(
    _ latest: DutyLatest, _ rule: DutyRule, _ read: any RecordReader, _ context: Context
  ) throws -> Bool {
    guard context.actor.holds(capacity), let part = rule.parts.first(where: { $0.id == part }),
      let said = try read.find(DutyRecord.self, latest.record)?.parts,
      let text = said[part.id] ?? said[part.label.zh] ?? said[part.label.en],
      let account = try read.find(Account.self, context.actor.account)
    else { return false }
    let listed = text.split { $0.isWhitespace || ",，、;；".contains($0) }.map(String.init)
    return listed.contains(account.login) || listed.contains(account.id.rawValue)
  }
}
