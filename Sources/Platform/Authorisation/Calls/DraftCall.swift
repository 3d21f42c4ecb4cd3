// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Drafts a call for operators and opens its case (EZ-02.6-b).
package struct DraftCall: Action {
  let title: String
  let mode: String
  let grounds: KeyedTexts?
  let method: String
  let scopeEntries: [RecordID]
  let sections: KeyedTexts
  let materials: [String]
  let criteria: [CallCriterion]
  let closesOn: Day
  let file: RecordID?

  /// The declaration.
  package static let spec = Spec<Self>(
    "call.draft", zh: "起草征集公告", en: "Draft a call",
    capacities: [.grantor, .implementingBody, .dataAuthority],
    clauses: ["EZ-02.2-a", "EZ-02.2-b", "EZ-02.6-b", "EZ-02.6-c"],
    fields: Field("title", zh: "标题", en: "Title", bounds: 1...200),
    Field("mode", zh: "授权模式", en: "Mode", bounds: 1...60, offers: .rules(.modes)),
    Field("grounds", zh: "采用该模式的依据", en: "Grounds of the mode", offers: .rules(.modeGrounds)),
    Field("method", zh: "征集方式", en: "Method", bounds: 1...60, offers: .rules(.callMethods)),
    Field(
      "scopeEntries", zh: "授权范围", en: "Entries in scope", bounds: 1...200,
      refersTo: "authorisedEntry", offers: .recordsIn(state: "listed")),
    Field("sections", zh: "公告内容", en: "Sections", offers: .rules(.callSections)),
    Field("materials", zh: "申报材料", en: "Materials to hand in", bounds: 1...50),
    Field("criteria", zh: "评审标准", en: "Review criteria", bounds: 1...50),
    Field("closesOn", zh: "截止日", en: "Closes on"),
    Field("case", zh: "所属程序（已发起的）", en: "Case that is open already", refersTo: "case"),
    make: Self.init)

  /// What the decision needs.
  package struct Facts: Sendable {
    let entries: [AuthorisedEntry?]
    let state: ProcedureState?
    /// The level of a lower authority; nil for a place with rules of its own.
    let level: AuthorityLevel?
  }

  /// The entries that the call offers, and the case that it goes on with.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    Facts(
      entries: try scopeEntries.map { try AuthorisedEntry.here($0, read, context) },
      state: try file.flatMap { try ProcedureState.find($0, read, context) },
      level: try Authority.level(read, context))
  }

  /// Refuses unknown modes and methods, a mode without its grounds, and entries not listed.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    guard let procedure = context.profile.authorisationProcedure(at: facts.level),
      let first = procedure.first
    else {
      return .refused(
        Reason(
          "procedure.none", zh: "本地区规则没有授权程序", en: "the place's rules have no such procedure"))
    }
    let reasons =
      [
        modeReason(context), methodReason(context), sizeReason(), namesReason(),
        caseReason(facts.state),
        PlanMode(context.profile)?.reason(facts.state?.file.plan, is: mode, field: "mode"),
      ].compactMap { $0 } + Call.scopeReasons(facts.entries, context)
    if let refusal = context.refusal(reasons) { return refusal }
    let id = context.newID(Call.table)
    // The units whose data the call offers do their steps of the case, where the text names them.
    let namesUnits = procedure.steps.contains { $0.by.contains(.sourceUnit) }
    let units = namesUnits ? Set(facts.entries.compactMap { $0?.sourceUnit }).sorted() : []
    let opening: (id: RecordID, event: Event) =
      if let file = facts.state?.file {
        (file.id, Event(CaseSubjectNamed(subject: file.id, about: id, invited: units)))
      } else {
        ProcedureState.opening(procedure, first: first, about: id, invited: units, context)
      }
    let drafted = CallDrafted(
      subject: id, place: context.place, case: opening.id, title: title, mode: mode,
      grounds: grounds?.values ?? [:], method: method, scopeEntries: scopeEntries,
      sections: sections.values, materials: materials, criteria: criteria, closesOn: closesOn,
      by: context.actor.account, organisation: context.actor.organisation)
    return .allowed(
      [Event(drafted), opening.event],
      result: .object(["id": .string(id.rawValue), "case": .string(opening.id.rawValue)]))
  }

  /// A case that is open already must have come to the publication of its call, and have none.
  private func caseReason(_ state: ProcedureState?) -> Reason? {
    guard file != nil else { return nil }
    guard let state else {
      return Refusals.unknown("case", zh: "程序", en: "case", field: "case")
    }
    if case .failure(let problem) = state.open(.publishCall) { return problem.reason }
    guard state.file.subject != state.file.id else { return nil }
    return Reason(
      "call.case", clauses: state.procedure.clauses, zh: "该程序已有征集公告",
      en: "the case has a call already", field: "case")
  }

  private func modeReason(_ context: Context) -> Reason? {
    guard let rule = context.profile.mode(mode) else {
      let names = context.profile.authorisation.modes.map(\.id).joined(separator: ", ")
      return Reason(
        "call.mode.unknown", clauses: context.profile.authorisation.defaultMode.clauses,
        zh: "授权模式应为：\(names)", en: "the modes are: \(names)", field: "mode")
    }
    let argued = rule.criteria.contains { grounds?[$0.id] != nil }
    guard !rule.criteria.isEmpty, !argued else { return nil }
    return Refusals.missing(
      "call.mode.grounds", rule.criteria, clauses: rule.clauses, zh: "此模式至少须说明一项依据",
      en: "this mode needs one of these grounds", field: "grounds")
  }

  private func methodReason(_ context: Context) -> Reason? {
    let methods = context.profile.authorisation.callMethods
    guard let known = methods.value, !known.contains(where: { $0.id == method }) else { return nil }
    let names = known.map(\.id).joined(separator: ", ")
    return Reason(
      "call.method.unknown", clauses: methods.clauses, zh: "征集方式应为：\(names)",
      en: "the methods are: \(names)", field: "method")
  }

  private func sizeReason() -> Reason? {
    let size = (sections.values.values + (grounds?.values.values.map { $0 } ?? []) + materials)
      .reduce(0) { $0 + $1.utf8.count }
    guard size > 40_000 else { return nil }
    return Reason(
      "call.text.long", zh: "公告内容总长不超过 40000 字节", en: "the texts have at most 40,000 bytes",
      field: "sections")
  }

  private func namesReason() -> Reason? {
    guard
      Set(criteria.map(\.name)).count != criteria.count || Set(materials).count != materials.count
        || Set(scopeEntries).count != scopeEntries.count
    else { return nil }
    return Reason(
      "call.twice", zh: "范围、材料或评审标准有重复", en: "an entry, a material or a criterion is named twice")
  }
}

extension Call {
  /// Why entries cannot be offered: unknown, or not listed (EZ-02.9-a).
  static func scopeReasons(_ entries: [AuthorisedEntry?], _ context: Context) -> [Reason] {
    let clauses = context.profile.catalogue.separateAuthorisedCatalogue.clauses
    return entries.compactMap { entry in
      guard let entry else { return AuthorisedEntry.unknown }
      guard entry.state != .listed else { return nil }
      return Reason(
        "call.entry.unlisted", clauses: clauses + entry.clauses,
        zh: "第 \(entry.batch) 批第 \(entry.row) 行尚未纳入授权运营目录",
        en: "row \(entry.row) of batch \(entry.batch) is not listed yet", field: "scopeEntries")
    }
  }

  /// The call of the actor's place; nil for any other.
  static func here(_ id: RecordID, _ read: any RecordReader, _ context: Context) throws -> Call? {
    guard let call = try read.find(Call.self, id), call.place == context.place else { return nil }
    return call
  }

  static let unknown = Refusals.unknown("call", zh: "征集公告", en: "call", field: "call")

  var wrongState: Reason {
    Refusals.state(
      "call", is: state.rawValue, zh: "征集公告的状态不允许此操作",
      en: "the call's state does not allow this")
  }
}

/// A call was drafted.
package struct CallDrafted: DomainEvent {
  /// The stable type.
  package static let type = "call.drafted"
  /// The call.
  package let subject: RecordID
  let place: String
  let `case`: RecordID
  let title: String
  let mode: String
  let grounds: [String: String]
  let method: String
  let scopeEntries: [RecordID]
  let sections: [String: String]
  let materials: [String]
  let criteria: [CallCriterion]
  let closesOn: Day
  let by: RecordID
  let organisation: RecordID

  /// Adds the call as a draft.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    [
      .put(
        Call(
          id: subject, place: place, case: `case`, title: title, mode: mode, grounds: grounds,
          method: method, scopeEntries: scopeEntries, sections: sections, materials: materials,
          criteria: criteria, closesOn: closesOn, draftedBy: by, organisation: organisation,
          state: .draft, publishedOn: nil, publicationURL: nil, selected: nil,
          alsoSelected: nil, isPublic: "no"))
    ]
  }
}
