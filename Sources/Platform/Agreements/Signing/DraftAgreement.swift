// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Drafts the agreement with the chosen applicant after the decision (EZ-02.6-g, EZ-02.6-h).
package struct DraftAgreement: Action {
  let file: RecordID
  let number: String
  let digest: DigestText
  let startsOn: Day
  let endsOn: Day?
  let entries: [RecordID]
  let products: [AgreedProduct]
  let grantor: RecordID?
  let application: RecordID?
  let sections: KeyedTexts?
  let termException: TermException?

  /// The declaration.
  package static let spec = Spec<Self>(
    "agreement.draft", zh: "起草授权运营协议", en: "Draft an agreement",
    capacities: [.grantor, .implementingBody, .dataAuthority],
    clauses: ["EZ-02.2-g", "EZ-02.6-g", "EZ-02.6-h", "EZ-02.6-i", "EZ-02.9-a", "EZ-A1.2-a"],
    on: CaseFile.table.name, inStates: .possible(CaseFile.State.open, .active),
    fields: Field("case", zh: "程序", en: "Case", refersTo: "case"),
    Field("number", zh: "协议编号", en: "Number", bounds: 1...100),
    Field("digest", zh: "协议文本", en: "Text"),
    Field("startsOn", zh: "起始日", en: "Starts on"),
    Field("endsOn", zh: "终止日", en: "Ends on"),
    Field(
      "entries", zh: "授权范围", en: "Entries", bounds: 1...200, refersTo: "authorisedEntry",
      offers: .record(.callEntries)),
    Field("products", zh: "产品和服务清单", en: "Products", bounds: 1...100),
    Field("grantor", zh: "授权方", en: "Grantor", refersTo: "organisation"),
    Field(
      "application", zh: "选定的申报", en: "Chosen application", refersTo: "application",
      offers: .record(.callApplications)),
    Field(
      "sections", zh: "协议内容", en: "Sections of the agreement", offers: .rules(.agreementSections)),
    Field(
      "termException", zh: "超期限的例外", en: "Exception to the term", offers: .rules(.termException)),
    make: Self.init)

  /// What the decision needs.
  package struct Facts: Sendable {
    let state: ProcedureState?
    let call: Call?
    let selected: Application?
    let entries: [AuthorisedEntry?]
    let grantor: Organisation?
    /// The organisations that the products name as their reviewers, by id.
    let reviewers: [RecordID: Organisation]
    let own: Organisation?
    let isDrafted: Bool
    let papers: FiledPapers
  }

  /// The case, its call, the chosen application, the entries and the grantor.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    let state = try ProcedureState.find(file, read, context)
    let call = try state.flatMap { try Call.here($0.file.subject, read, context) }
    let wanted = application ?? call?.selected
    let selected = try wanted.flatMap { try Application.here($0, read, context) }
    var papers = FiledPapers(file: file, context)
    try papers.add(digest, field: "digest", read, context)
    return Facts(
      state: state, call: call, selected: selected,
      entries: try entries.map { try AuthorisedEntry.here($0, read, context) },
      grantor: try read.find(Organisation.self, grantor ?? context.actor.organisation),
      reviewers: try AgreedProduct.reviewers(products, read, context),
      own: try read.find(Organisation.self, context.actor.organisation),
      isDrafted: try selected.map { application in
        try read.count(Agreement.self, [.equal("application", application.id)]) > 0
      } ?? false, papers: papers)
  }

  /// Refuses before the decision, with another term than the profile's, or beyond the call.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    guard let state = facts.state, let call = facts.call else {
      return .refused(Refusals.unknown("case", zh: "程序", en: "case", field: "case"))
    }
    let step: ProcedureStep
    switch state.open(.signAgreement, each: context.profile.authorisation.selection.value) {
    case .success(let open): step = open
    case .failure(let problem): return .refused(problem.reason)
    }
    guard let selected = facts.selected, call.chosen.contains(selected.id) else {
      return .refused(
        Refusals.unknown("application", zh: "申报", en: "application", field: "application"))
    }
    guard let grantor = facts.grantor, grantor.place == context.place else {
      return .refused(Refusals.unknown("grantor", zh: "授权方", en: "grantor", field: "grantor"))
    }
    guard !facts.isDrafted else {
      return .refused(
        Reason(
          "agreement.exists", clauses: step.clauses, zh: "已有该申报的协议",
          en: "there is an agreement for this application"))
    }
    let isException = termException != nil
    guard
      let term = AgreementTerm(
        mode: call.mode, startsOn, endsOn, isException: isException, context)
    else {
      let years = context.profile.authorisation.termYears
      return .refused(
        Refusals.toBeConfigured("authorisation.termYears", clauses: years.clauses))
    }
    let reasons =
      [
        state.notNamed(for: step), term.problem, grantorReason(grantor, step, context),
        signatoryReason(facts.own, context),
        PlanMode(context.profile)?.reason(state.file.plan, is: call.mode),
      ].compactMap { $0 }
      + sectionReasons(context) + scope(facts, call, context)
      + AgreedProduct.problems(products, context)
      + AgreedProduct.lineProblems(products, context)
      + AgreedProduct.reviewerProblems(
        products, facts.reviewers, operator: selected.applicant, context)
      + facts.papers.reasons(step.clauses, context)
    if let refusal = context.refusal(reasons) { return refusal }
    let id = context.newID(Agreement.table)
    let drafted = AgreementDrafted(
      subject: id, place: context.place, case: state.file.id, application: selected.id,
      operator: selected.applicant, grantor: grantor.id,
      signatory: grantor.id == context.actor.organisation ? nil : signatory(context),
      cosigners: cosigners(call, facts.entries, context), mode: call.mode, number: number,
      digest: digest, startsOn: startsOn, endsOn: term.endsOn, termYears: term.years,
      entries: entries, products: products, sections: sections?.values,
      termException: term.isExceeded ? termException : nil, by: context.actor.account)
    return .allowed(
      [Event(drafted)] + facts.papers.events,
      result: .object(["id": .string(id.rawValue)]))
  }

  /// The grantor is a body of the place that the profile lets sign, and no applicant.
  private func grantorReason(
    _ grantor: Organisation, _ step: ProcedureStep, _ context: Context
  ) -> Reason? {
    let grantors = context.profile.authorisation.grantors
    if let allowed = grantors.value {
      let isUnit = grantor.capacities.contains(.sourceUnit)
      let isBarred =
        isUnit && context.profile.authorisation.sourceUnitMayAuthorise.value == false
        && !allowed.contains(.sourceUnit)
      let isAllowed = !Set(grantor.capacities).isDisjoint(with: allowed) && !isBarred
      guard grantor.state != .active || !isAllowed else { return nil }
      let unitClauses = isUnit ? context.profile.authorisation.sourceUnitMayAuthorise.clauses : []
      let words = allowed.map { context.profile.word(for: $0) }
      return Reason(
        "agreement.grantor", clauses: grantors.clauses + unitClauses + step.clauses,
        zh: "授权方须为：\(words.map(\.zh).joined(separator: "、"))",
        en: "the grantor must be: \(words.map(\.en).joined(separator: ", "))", field: "grantor")
    }
    let rule = context.profile.authorisation.sourceUnitMayAuthorise
    let held = Set(grantor.capacities)
    let entitled = step.by.filter { ![.operator, .developer, .platformOperator].contains($0) }
    let isUnit = held.contains(.sourceUnit)
    let isEntitled = !held.isDisjoint(with: entitled + [.grantor])
    let mayAuthorise = isUnit && rule.value != nil ? rule.value == true : isEntitled
    guard grantor.state != .active || !mayAuthorise else { return nil }
    if isUnit, isEntitled, grantor.state == .active {
      return Reason(
        "agreement.grantor", clauses: rule.clauses + step.clauses,
        zh: "该单位登记为数据提供单位，提供单位不得授权，无论还有何身份；授权方须为不提供数据的有权单位",
        en: "this organisation is registered as a unit that provides data, which authorises nobody"
          + " whatever else it is; the grantor is a body that signs and provides none",
        field: "grantor")
    }
    return Reason(
      "agreement.grantor", clauses: rule.clauses + step.clauses,
      zh: "该单位无权授权，授权方须为规定中有权签订协议的单位",
      en: "this organisation may not authorise; the grantor is a body that the rules let sign",
      field: "grantor")
  }

  /// The units that sign too, where the mode authorises only together with them (SC-09-b).
  private func cosigners(
    _ call: Call, _ entries: [AuthorisedEntry?], _ context: Context
  ) -> [RecordID]? {
    guard context.profile.mode(call.mode)?.isCosigned == true else { return nil }
    return Set(entries.compactMap { $0?.sourceUnit }).sorted()
  }

  /// Who drafts signs for the grantor where the profile names another body for that.
  private func signatory(_ context: Context) -> RecordID? {
    context.profile.authorisation.signatory.value == nil ? nil : context.actor.organisation
  }

  private func signatoryReason(_ own: Organisation?, _ context: Context) -> Reason? {
    let rule = context.profile.authorisation.signatory
    guard let capacity = rule.value, own?.capacities.contains(capacity) != true else { return nil }
    let word = context.profile.word(for: capacity)
    return Reason(
      "agreement.signatory", clauses: rule.clauses, zh: "协议由\(word.zh)签订",
      en: "the agreement is signed by: \(word.en)")
  }

  /// Every section that the profile lists is written, each refused under its own clause.
  private func sectionReasons(_ context: Context) -> [Reason] {
    var reasons = context.profile.authorisation.agreementSections.compactMap { section in
      sections?[section.id] == nil
        ? Reason(
          "agreement.section.empty", clauses: section.clauses,
          zh: "协议内容尚未写明：\(section.label.zh)",
          en: "a section of the agreement is empty: \(section.label.en)", field: "sections")
        : nil
    }
    let size = sections?.values.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count } ?? 0
    if size > 40_000 {
      reasons.append(
        Reason(
          "agreement.text.long", zh: "协议内容总长不超过 40000 字节",
          en: "the sections have at most 40,000 bytes", field: "sections"))
    }
    return reasons
  }

  private func scope(_ facts: Facts, _ call: Call, _ context: Context) -> [Reason] {
    var reasons = Call.scopeReasons(facts.entries, context)
    if !Set(call.scopeEntries).isSuperset(of: entries) || Set(entries).count != entries.count {
      reasons.append(
        Reason(
          "agreement.scope", clauses: context.profile.authorisation.callSections.clauses,
          zh: "授权范围超出征集公告或有重复", en: "an entry is not in the call's scope or named twice",
          field: "entries"))
    }
    return reasons
  }
}

/// The term of an agreement by the profile: how long, and until when.
struct AgreementTerm {
  let years: Int
  let endsOn: Day
  let problem: Reason?
  /// Whether it is longer than the most, by a reasoned exception.
  let isExceeded: Bool

  /// The term of an agreement; nil while the profile's term is open.
  ///
  /// A fixed term binds the default mode; other modes may be shorter, by analogy.
  init?(
    mode: String, _ startsOn: Day, _ wanted: Day?, isException: Bool, _ context: Context
  ) {
    let rules = context.profile.authorisation
    guard let years = rules.termYears.value, wanted != nil || !context.isOff("AgreementTerm") else {
      return nil
    }
    let full = startsOn.adding(years: years)
    let isFixed = rules.termIsFixed.value == true && mode == rules.defaultMode.value
    let end = wanted ?? full
    self.years = isFixed ? years : max(1, end.year - startsOn.year)
    endsOn = end
    isExceeded = !isFixed && end > full
    let isExcused = isException && rules.termException.value == true
    if isFixed, end != full {
      problem = Reason(
        "agreement.term.fixed", clauses: rules.termIsFixed.clauses,
        zh: "协议期限固定为 \(years) 年，应至 \(full) 止", en: "the term is \(years) years, until \(full)",
        field: "endsOn")
    } else if (end > full && !isExcused) || end <= startsOn {
      problem = Reason(
        "agreement.term.long", clauses: rules.termYears.clauses,
        zh: "协议期限最长 \(years) 年，且终止日须晚于起始日",
        en: "the term is at most \(years) years and ends after it starts", field: "endsOn")
    } else {
      problem = nil
    }
  }
}

extension AgreedProduct {
  /// Why a product list cannot stand: codes named twice, or classes that the profile does not know.
  static func problems(_ products: [AgreedProduct], _ context: Context) -> [Reason] {
    var reasons: [Reason] = []
    if Set(products.map(\.code)).count != products.count {
      reasons.append(
        Reason(
          "agreement.product.twice", zh: "产品代码重复", en: "a product code is named twice",
          field: "products"))
    }
    let classes = context.profile.useClasses
    let known = Set(classes.map(\.id))
    let isClassed = products.allSatisfy { product in
      product.useClass.map(known.contains) ?? known.isEmpty
    }
    if !isClassed {
      let names = classes.map(\.id).joined(separator: ", ")
      reasons.append(
        Reason(
          "agreement.product.class", clauses: context.profile.useClassClauses,
          zh: known.isEmpty ? "本地没有用途类别，请勿填写" : "用途类别应为：\(names)",
          en: known.isEmpty
            ? "the place has no classes of use: leave them out"
            : "the classes of use are: \(names)",
          field: "products"))
    }
    return reasons
  }
}

/// An agreement was drafted.
package struct AgreementDrafted: DomainEvent {
  /// The stable type.
  package static let type = "agreement.drafted"
  /// The agreement.
  package let subject: RecordID
  let place: String
  let `case`: RecordID
  let application: RecordID
  let `operator`: RecordID
  let grantor: RecordID
  let signatory: RecordID?
  let cosigners: [RecordID]?
  let mode: String
  let number: String
  let digest: DigestText
  let startsOn: Day
  let endsOn: Day
  let termYears: Int
  let entries: [RecordID]
  let products: [AgreedProduct]
  let sections: [String: String]?
  let termException: TermException?
  let by: RecordID

  /// Adds the agreement as a draft.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    [
      .put(
        Agreement(
          id: subject, place: place, case: `case`, application: application, operator: `operator`,
          grantor: grantor, signatory: signatory, cosigners: cosigners, mode: mode, number: number,
          digest: digest,
          startsOn: startsOn,
          endsOn: endsOn, termYears: termYears, entries: entries, products: products,
          sections: sections, termException: termException, draftedBy: by, state: .draft,
          signatures: [], signedOn: nil, suspensionGround: nil,
          exitRequest: nil, endGround: nil, endedOn: nil, exit: ExitRecord(), isPublic: "no"))
    ]
  }
}
