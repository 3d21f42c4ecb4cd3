// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Records an authorisation from before the rules with its papers; what it lacks beside the rules
/// of today is computed and listed (SC-32-a).
package struct AdoptAuthorisation: Action {
  let `operator`: RecordID
  let grantor: RecordID
  let number: String
  let scope: String
  let mode: String
  let signedOn: Day
  let startsOn: Day
  let endsOn: Day
  let digest: DigestText
  let entries: [RecordID]
  let products: [AgreedProduct]
  let sections: KeyedTexts?
  let papers: [AttachedFile]

  /// The declaration.
  package static let spec = Spec<Self>(
    "authorisation.adopt", zh: "登记存量授权", en: "Take over an earlier authorisation",
    capacities: [.implementingBody], clauses: ["SC-32-a"],
    fields: Field("operator", zh: "被授权单位", en: "Who was authorised", refersTo: "organisation"),
    Field("grantor", zh: "授权方", en: "Who authorised", refersTo: "organisation"),
    Field("number", zh: "协议或决定文号", en: "Number", bounds: 1...100),
    Field("scope", zh: "授权内容", en: "What was authorised", bounds: 1...2_000),
    Field("mode", zh: "对应的授权模式", en: "Mode of today", bounds: 1...60, offers: .rules(.modes)),
    Field("signedOn", zh: "签署日", en: "Signed on"),
    Field("startsOn", zh: "起始日", en: "First day"),
    Field("endsOn", zh: "届满日", en: "Last day"),
    Field("digest", zh: "协议或决定", en: "Its text"),
    Field(
      "entries", zh: "授权范围", en: "Entries", bounds: 1...200, refersTo: "authorisedEntry"),
    Field("products", zh: "产品和服务清单", en: "Products", bounds: 1...100),
    Field(
      "sections", zh: "协议已有内容", en: "What its text says", offers: .rules(.agreementSections)),
    Field(
      "papers", zh: "已有材料（环节，或环节.材料）", en: "Papers, by step or step.material",
      bounds: 0...100),
    make: Self.init)

  /// What the decision needs.
  package struct Facts: Sendable {
    let draft: EarlierAuthorisation
    let gaps: GapFacts
    let `operator`: Organisation?
    let isKnown: Bool
    let validity: RuleValidity
    let filed: FiledPapers
  }

  /// Who was authorised, what the rules of today ask, and from when they apply.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    let draft = draft(context)
    var filed = FiledPapers(file: draft.id, context)
    try filed.add(digest, field: "digest", read, context)
    for paper in papers { try filed.add(paper.digest, field: "papers", read, context) }
    return Facts(
      draft: draft, gaps: try GapFacts(of: draft, read, context),
      operator: try read.find(Organisation.self, `operator`),
      isKnown: try read.first(
        EarlierAuthorisation.self, .equal("place", context.place), .equal("operator", `operator`),
        .equal("number", number)) != nil,
      validity: try RuleValidity.find(read, context), filed: filed)
  }

  /// Only where the rules know of earlier authorisations, and only what was signed before them.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    guard context.profile.text?.earlierOnly.value != nil else {
      return .refused(
        Reason(
          "adoption.silent", zh: "本地规定没有存量授权的规定，请按现行程序办理",
          en: "the rules of the place know no earlier authorisations; take their procedure"))
    }
    guard let found = facts.operator, found.place == context.place, found.state == .active,
      found.capacities.contains(.operator)
    else {
      return .refused(
        Refusals.unknown("operator", zh: "被授权单位", en: "operator", field: "operator"))
    }
    guard facts.gaps.grantor != nil else {
      return .refused(Refusals.unknown("grantor", zh: "授权方", en: "grantor", field: "grantor"))
    }
    let reasons =
      dayReasons(facts, context) + scopeReasons(facts.gaps, context)
      + paperReasons(facts.gaps, context) + facts.filed.reasons(Self.clauses(context), context)
    if let refusal = context.refusal(reasons) { return refusal }
    let gaps = GapList(earlier: facts.draft, facts: facts.gaps, context: context).gaps
    var adopted = facts.draft
    adopted.gaps = gaps
    return .allowed(
      [Event(AuthorisationAdopted(adopted), clauses: Self.clauses(context))] + facts.filed.events,
      result: .object([
        "id": .string(adopted.id.rawValue), "gaps": .array(gaps.map { .string($0.gap) }),
      ]))
  }

  /// The clauses on earlier authorisations.
  static func clauses(_ context: Context) -> [ClauseID] {
    context.profile.text?.earlierOnly.clauses ?? []
  }

  /// Why an authorisation that is over is not taken over.
  static func over(_ found: EarlierAuthorisation, _ context: Context) -> Reason {
    Reason(
      "adoption.over", clauses: clauses(context), zh: "该授权已于 \(found.endsOn) 届满，须按现行程序重新授权",
      en: "it ended on \(found.endsOn); it is authorised anew by the procedure of today",
      field: "endsOn")
  }

  /// The record as it is before its gaps are known.
  private func draft(_ context: Context) -> EarlierAuthorisation {
    EarlierAuthorisation(
      id: context.newID(EarlierAuthorisation.table), place: context.place, operator: `operator`,
      grantor: grantor, organisation: context.actor.organisation, number: number, scope: scope,
      mode: mode, signedOn: signedOn, startsOn: startsOn, endsOn: endsOn, digest: digest,
      entries: entries, products: products, sections: sections?.values, papers: papers,
      rulesVersion: context.profile.version, gaps: [], dueOn: nil, state: .planning,
      agreement: nil, adoptedOn: context.today, adoptedBy: context.actor.account)
  }
}

extension AdoptAuthorisation {
  /// It was signed before the rules, whose first day is known, and is not over.
  private func dayReasons(_ facts: Facts, _ context: Context) -> [Reason] {
    let clauses = Self.clauses(context)
    var reasons: [Reason] = []
    func refuse(_ code: String, zh: String, en: String, field: String) {
      reasons.append(Reason(code, clauses: clauses, zh: zh, en: en, field: field))
    }
    if facts.isKnown {
      refuse("adoption.twice", zh: "该存量授权已登记", en: "it was recorded already", field: "number")
    }
    if signedOn > context.today { reasons.append(Refusals.future(field: "signedOn")) }
    if let from = facts.validity.from {
      if signedOn >= from {
        refuse(
          "adoption.late", zh: "该授权签订于规定施行（\(from)）之后，须按现行程序办理，不能登记为存量授权",
          en: "it was signed under the rules, which apply from \(from); it takes their procedure",
          field: "signedOn")
      }
    } else {
      refuse(
        "adoption.unset", zh: "规定的施行日尚未设定，无法判断是否存量授权，请先凭文件设定",
        en: "the first day of the rules is not set; set it by a document first", field: "signedOn")
    }
    if startsOn < signedOn || endsOn <= startsOn {
      refuse(
        "adoption.term", zh: "起始日不能早于签署日，届满日须晚于起始日",
        en: "the first day lies before the signing, or the last one not after the first",
        field: "endsOn")
    }
    if endsOn < context.today { reasons.append(Self.over(facts.draft, context)) }
    return reasons
  }

  /// Its mode, data and products are ones that the platform knows.
  private func scopeReasons(_ facts: GapFacts, _ context: Context) -> [Reason] {
    var reasons = AgreedProduct.problems(products, context)
    if context.profile.mode(mode) == nil {
      let names = context.profile.authorisation.modes.map(\.id).joined(separator: ", ")
      reasons.append(
        Reason(
          "adoption.mode", clauses: Self.clauses(context), zh: "授权模式应为：\(names)",
          en: "the modes are: \(names)", field: "mode"))
    }
    if Set(entries).count != entries.count || facts.entries.count != entries.count {
      reasons.append(AuthorisedEntry.unknown)
    }
    return reasons
  }

  /// Each paper stands for a step or a material of one, once.
  private func paperReasons(_ facts: GapFacts, _ context: Context) -> [Reason] {
    let steps = facts.procedure?.steps(shownByPapersUnder: context.profile) ?? []
    let known = Set(
      steps.flatMap { step in [step.id] + step.materials.map { "\(step.id).\($0.id)" } })
    let names = papers.map(\.name)
    guard Set(names).count != names.count || !known.isSuperset(of: names) else {
      let digests = papers.map(\.digest) + [digest]
      guard Set(digests).count != digests.count else { return [] }
      return [
        Reason(
          "adoption.paper.twice", clauses: Self.clauses(context),
          zh: "同一文件不能用于多个事项，请分别上传", en: "one paper shows one matter; upload each of them",
          field: "papers")
      ]
    }
    let list = steps.map { "\($0.id)（\($0.label.zh)）" }.joined(separator: "、")
    return [
      Reason(
        "adoption.paper", clauses: Self.clauses(context),
        zh: "每份材料对应一个环节或“环节.材料”，各列一次：\(list)",
        en: "each paper stands once for a step, or for step.material, of: "
          + steps.map(\.id).joined(separator: ", "), field: "papers")
    ]
  }
}

/// An earlier authorisation was recorded.
package struct AuthorisationAdopted: DomainEvent {
  /// The stable type.
  package static let type = "authorisation.adopted"
  /// The earlier authorisation.
  package let subject: RecordID
  let authorisation: EarlierAuthorisation

  init(_ authorisation: EarlierAuthorisation) {
    subject = authorisation.id
    self.authorisation = authorisation
  }

  /// Adds it with its gaps.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    [.put(authorisation)]
  }
}
