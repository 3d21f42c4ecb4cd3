// SPDX-License-Identifier: Apache-2.0

extension Procedure {
  /// Reads the section and checks that its steps hang together.
  init(_ section: ProfileSection) {
    id = section.plain("id", .name)
    label = section.label()
    carriedBy = section.plainIfPresent("carriedBy", .text)
    withdrawal = section.plainIfPresent("withdrawal", .oneOf(Withdrawal.undecided)) ?? .undecided
    isOfOneBody = section.plainIfPresent("ofOneBody", .bool) ?? false
    liftsSuspension = section.plainIfPresent("liftsSuspension", .bool) ?? false
    clauses = section.clauses()
    let read = section.sections("steps") { step in (step, ProcedureStep(step)) }
    steps = read.map(\.1)
    if steps.isEmpty { section.report("has no steps") }
    for (index, entry) in read.enumerated() { check(entry.1, at: index, in: entry.0) }
    reportUnreached(read)
  }

  private func check(_ step: ProcedureStep, at index: Int, in section: ProfileSection) {
    let before = Set(steps[..<index].map(\.id))
    if before.contains(step.id) { section.report("repeats the step `\(step.id)`") }
    for need in step.needs where !before.contains(need) {
      section.report("needs `\(need)`, which is no earlier step")
    }
    for need in step.needs where self.step(need)?.blocks == false {
      section.report("needs `\(need)`, for which the case does not wait")
    }
    if step.action != .general, step.action != .recordDecision,
      steps[..<index].contains(where: { $0.action == step.action })
    {
      section.report("is the second step done by `\(step.action.rawValue)`")
    }
    if step.keepsDue, index == 0 || step.period != nil || !step.blocks {
      section.report(
        "keeps the day of the step before, so it has one before it and none of its own")
    }
    if !step.blocks, index == 0 || step.action != .general {
      section.report("begins the case or has an action of its own, so it must block")
    }
    if step.outcomes["passed"] == nil { section.report("does not say what follows `passed`") }
    for (outcome, target) in step.outcomes.sorted(by: { $0.key < $1.key }) {
      let known = CaseEnd(rawValue: target) != nil || self.step(target) != nil
      if !known { section.report("leads to `\(target)`, which is neither a step nor an end") }
      if outcome == "passed", before.contains(target) || target == step.id {
        section.report("leads back to `\(target)` although it passed")
      }
    }
  }

  private func reportUnreached(_ read: [(ProfileSection, ProcedureStep)]) {
    var reached = Set(steps.prefix(1).map(\.id))
    for step in steps where reached.contains(step.id) {
      reached.formUnion(step.outcomes.values)
    }
    for (section, step) in read where !reached.contains(step.id) {
      section.report("cannot be reached")
    }
  }
}

extension ProcedureStep {
  /// Reads the section.
  init(_ section: ProfileSection) {
    id = section.plain("id", .name)
    label = section.label()
    kind = section.plain("kind", .oneOf(StepKind.submit))
    let named = section.plainIfPresent("action", .oneOf(StepAction.general))
    action = named ?? (kind == .externalDecision ? .recordDecision : .general)
    isOptional = section.plainIfPresent("optional", .bool) ?? false
    let waits = section.plainIfPresent("blocks", .bool) ?? true
    blocks = waits && !isOptional
    by = section.plain("by", .list(.oneOf(Capacity.implementingBody)))
    needsAll = section.plainIfPresent("needsAll", .bool) ?? false
    separation = section.plainIfPresent("separation", .oneOf(Separation.person)) ?? .none
    materials = section.plainIfPresent("materials", .labelled) ?? []
    optionalMaterials = Set(section.plainIfPresent("optionalMaterials", .list(.name)) ?? [])
    fillsPlan = section.plainIfPresent("fillsPlan", .bool) ?? false
    needs = section.plainIfPresent("needs", .list(.name)) ?? []
    period =
      section.optional("period") == nil ? nil : section.section("period", StepPeriod.init)
    keepsDue = section.plainIfPresent("keepsDue", .bool) ?? false
    outcomes = section.section("outcomes") { outcomes in
      var targets: [String: String] = [:]
      for outcome in StepOutcome.allCases {
        targets[outcome.rawValue] = outcomes.plainIfPresent(outcome.rawValue, .name)
      }
      return targets
    }
    isReading = section.plainIfPresent("reading", .bool) ?? false
    clauses = section.clauses()
    if by.isEmpty { section.report("names nobody who may do it") }
    if let kinds = action.kinds, !kinds.contains(kind) {
      section.report("is of a kind that `\(action.rawValue)` does not do")
    }
    for id in optionalMaterials.sorted() where !materials.contains(where: { $0.id == id }) {
      section.report("calls `\(id)` optional, which is not among its materials")
    }
    if kind == .review || kind == .externalDecision, separation == .none {
      section.report("judges, so its `separation` must be person or organisation")
    }
  }
}

extension StepPeriod {
  /// Reads the section.
  init(_ section: ProfileSection) {
    rule = section.plain("rule", .oneOf(Rule.within))
    event = section.plain("from", .name)
    isSetInCase = section.plainIfPresent("setInCase", .bool) ?? false
    if isSetInCase {
      workingDays = ProfileValue(nil, clauses: section.clauses(), isSilent: true)
      if rule == .atLeast { section.report("sets the day in each case, so it is `within`") }
    } else {
      workingDays = section.value("workingDays", .int(0...365))
    }
  }
}
