// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Records that an earlier authorisation made up for something that it lacked (SC-32-a).
package struct CloseGap: Action {
  let authorisation: RecordID
  let gap: String
  let digest: DigestText
  let occurredOn: Day?
  let endsOn: Day?

  /// The declaration.
  package static let spec = Spec<Self>(
    "authorisation.closeGap", zh: "补齐存量授权差距", en: "Make up for a gap",
    capacities: [.implementingBody], clauses: ["SC-32-a"],
    on: EarlierAuthorisation.table.name, inStates: .duty(EarlierAuthorisation.State.aligning),
    fields: Field(
      "authorisation", zh: "存量授权", en: "Earlier authorisation",
      refersTo: "earlierAuthorisation"),
    Field("gap", zh: "差距", en: "Gap", bounds: 1...160),
    Field("digest", zh: "补齐的材料", en: "Paper that shows it"),
    Field("occurredOn", zh: "完成日", en: "Done on"),
    Field("endsOn", zh: "另行约定的届满日（期限过长时填）", en: "Last day agreed instead, for a long term"),
    make: Self.init)

  /// What the decision needs.
  package struct Found: Sendable {
    let authorisation: EarlierAuthorisation
    let gaps: GapFacts
    let filed: FiledPapers
  }

  /// The earlier authorisation, and what the rules find now.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Found? {
    guard let found = try EarlierAuthorisation.here(authorisation, read, context) else {
      return nil
    }
    var filed = FiledPapers(file: found.id, context)
    try filed.add(digest, field: "digest", read, context)
    return Found(
      authorisation: found, gaps: try GapFacts(of: found, read, context), filed: filed)
  }

  /// Only a gap that is open, with a paper of its own, and not while the platform itself sees that
  /// it is still there.
  package func decide(_ facts: Found?, _ context: Context) -> Decision {
    guard let facts else { return .refused(EarlierAuthorisation.unknown) }
    let found = facts.authorisation
    guard found.state == .aligning else { return .refused(found.wrongState) }
    guard let open = found.open.first(where: { $0.gap == gap }) else {
      let names = found.open.map(\.gap).joined(separator: ", ")
      return .refused(
        Reason(
          "adoption.closed", clauses: AuthorisationGap.clauses(found.open),
          zh: "没有这项待补齐的差距，尚有：\(names)", en: "there is no such open gap; still open: \(names)",
          field: "gap"))
    }
    var reasons = [found.notKept(context), stands(open, facts, context)].compactMap { $0 }
    reasons +=
      dayReasons(open, since: found.adoptedOn, context)
      + facts.filed.reasons(open.clauses, context)
    let used = found.papers.map(\.digest) + found.gaps.compactMap(\.evidence) + [found.digest]
    if used.contains(digest) {
      reasons.append(
        Reason(
          "adoption.paper.twice", clauses: open.clauses, zh: "该文件已用于本授权的其他事项，请上传补齐的材料",
          en: "this paper shows another matter; upload the one that makes up for the gap",
          field: "digest"))
    }
    if let refusal = context.refusal(reasons) { return refusal }
    let day = occurredOn ?? context.today
    let closed = GapClosed(
      subject: found.id, gap: gap, evidence: digest, on: day,
      endsOn: open.kind == .longTerm ? endsOn : nil)
    return .allowed(
      [Event(closed, clauses: AdoptAuthorisation.clauses(context) + open.clauses)]
        + facts.filed.events,
      result: .object([
        "id": .string(found.id.rawValue), "isLate": .bool(open.dueOn.map { day > $0 } ?? false),
        "left": .int(Int64(found.open.count - 1)),
      ]))
  }

  private func dayReasons(
    _ open: AuthorisationGap, since adopted: Day, _ context: Context
  ) -> [Reason] {
    var reasons: [Reason] = []
    if let occurredOn, occurredOn > context.today {
      reasons.append(Refusals.future(field: "occurredOn"))
    }
    if let occurredOn, occurredOn < adopted {
      reasons.append(Refusals.early(adopted, clauses: open.clauses, field: "occurredOn"))
    }
    if endsOn != nil, open.kind != .longTerm {
      reasons.append(
        Reason(
          "adoption.endsOn", clauses: open.clauses, zh: "只有补齐期限差距时才填届满日",
          en: "a last day is given for the gap of the term alone", field: "endsOn"))
    }
    return reasons
  }

  /// Why the gap is still there, where the platform sees that by itself.
  private func stands(
    _ open: AuthorisationGap, _ facts: Found, _ context: Context
  ) -> Reason? {
    guard open.kind.isSeen else { return nil }
    let isThere: Bool
    if open.kind == .longTerm {
      // Shorter than it was and not over: else it would be a way to end it without a ground.
      isThere =
        endsOn.map {
          facts.authorisation.termProblem(endsOn: $0, context) != nil || $0 < context.today
            || $0 >= facts.authorisation.endsOn
        } ?? true
    } else {
      let list = GapList(earlier: facts.authorisation, facts: facts.gaps, context: context)
      isThere = list.gaps.contains { $0.gap == open.gap }
    }
    guard isThere else { return nil }
    return Reason(
      "adoption.stands", clauses: AdoptAuthorisation.clauses(context) + open.clauses,
      zh: "平台核对此项差距仍然存在：备案须有回执，制度须已生效，条目须已列入，产品清单须补全，期限须另行约定，仅凭材料不能补齐",
      en: "the platform sees that the gap is still there: a filing needs its receipt, a document to"
        + " be in force, an entry to be listed, the product list to be complete, the term to be"
        + " agreed anew; a paper alone does not close it", field: "gap")
  }
}

/// A gap was made up for.
package struct GapClosed: DomainEvent {
  /// The stable type.
  package static let type = "authorisation.gapClosed"
  /// The earlier authorisation.
  package let subject: RecordID
  let gap: String
  let evidence: DigestText
  let on: Day
  /// The last day that was agreed instead; nil where the term was no gap.
  let endsOn: Day?

  /// Closes the gap; with the last one nothing is left.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard let found = try read.find(EarlierAuthorisation.self, subject) else { return [] }
    var changed = found.with(
      found.gaps.map { gap in
        guard gap.gap == self.gap else { return gap }
        var closed = gap
        closed.closedOn = on
        closed.evidence = evidence
        return closed
      })
    guard let endsOn, let id = found.agreement, var agreement = try read.find(Agreement.self, id)
    else { return [.put(changed)] }
    changed.endsOn = endsOn
    guard agreement.state == .active || agreement.state == .suspended else {
      return [.put(changed)]
    }
    agreement.endsOn = endsOn
    return [.put(changed), .put(agreement)]
  }
}
