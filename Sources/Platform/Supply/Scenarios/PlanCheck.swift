// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Regulation

/// What a plan is held against.
package struct PlanFacts: Sendable {
  let agreement: Agreement?
  let entries: [RecordID: AuthorisedEntry]
  let resources: [RecordID: Resource]
  /// The authorities of the plan's field, in order of id.
  let industryAuthorities: [RecordID]
  /// Rules that the operator must have had approved and has not.
  let missingRules: [RuleDocument]
  /// Another scenario that has this plan or this title.
  let twin: Scenario?
  /// How many other scenarios the authorisation has.
  let siblings: Int
  /// The digest of the plan.
  let digest: Digest

  /// Reads what a plan of an operator names.
  init(
    _ plan: UsagePlan, agreement: RecordID, except: RecordID?, _ read: any RecordReader,
    _ context: Context
  ) throws {
    let operatorID = context.actor.organisation
    let found = try read.find(Agreement.self, agreement)
    let isOwn = found?.operator == operatorID && found?.place == context.place
    self.agreement = isOwn ? found : nil
    var entries: [RecordID: AuthorisedEntry] = [:]
    var resources: [RecordID: Resource] = [:]
    for line in plan.demand {
      guard let entry = try read.find(AuthorisedEntry.self, line.entry),
        entry.place == context.place
      else { continue }
      entries[entry.id] = entry
      if let id = entry.resource { resources[id] = try read.find(Resource.self, id) }
    }
    self.entries = entries
    self.resources = resources
    industryAuthorities = try Organisation.authorities(of: plan.field, read, context)
    missingRules = try OperatorRules.missing(
      .scenario, of: [.operator: operatorID], read, context)
    let others = try read.every(Scenario.self, [.equal("operator", operatorID)])
    digest = try plan.digest()
    let digest = digest
    twin = others.first { other in
      other.id != except && other.state != .rejected && other.state != .ended
        && (other.planDigest == digest || other.title == plan.title)
    }
    siblings = others.count { other in
      other.id != except && other.agreement == agreement && other.state != .rejected
        && other.state != .ended
    }
  }
}

extension UsagePlan {
  /// The digest of everything but the title.
  func digest() throws -> Digest {
    let untitled = UsagePlan(
      title: "", purpose: purpose, field: field, productForm: productForm,
      principles: principles, demand: demand)
    return SHA256.hash(try JSON(encoding: untitled).canonical())
  }
}

/// Holds a plan against the agreement, the catalogues and the rules.
struct PlanCheck {
  let plan: UsagePlan
  let responsiblePerson: String?
  let facts: PlanFacts
  let context: Context

  /// Everything that is wrong, in the order of the form.
  var reasons: [Reason] {
    guard let agreement = facts.agreement else {
      return [
        Refusals.unknown(
          "agreement", zh: "授权运营协议", en: "agreement", field: "agreement")
      ]
    }
    var reasons: [Reason] = []
    if let reason = SupplyChain.stop(agreement: agreement, on: context.today, context.profile) {
      reasons.append(reason)
    }
    reasons += rules + form + field
    reasons += plan.demand.enumerated().flatMap { index, line in
      DemandCheck(
        line: line, number: index + 1, entry: facts.entries[line.entry],
        resource: facts.entries[line.entry]?.resource.flatMap { facts.resources[$0] },
        isCovered: agreement.covers(entry: line.entry), context: context
      ).reasons
    }
    if let mode = context.profile.mode(agreement.mode), let most = mode.scenariosMax,
      facts.siblings >= most
    {
      reasons.append(
        Reason(
          "scenario.mode.full", clauses: mode.clauses, zh: "此模式一次授权只含 \(most) 个场景，另一场景须另行授权",
          en: "an authorisation of this mode has \(most) scenario; another one is authorised anew",
          field: "agreement"))
    }
    if Set(plan.demand.map(\.entry)).count != plan.demand.count {
      reasons.append(
        Reason(
          "scenario.demand.twice", clauses: context.profile.supply.plansPerScenario.clauses,
          zh: "同一目录条目只能列一行", en: "an entry stands in one line only", field: "plan"))
    }
    return reasons
  }

  private var rules: [Reason] {
    facts.missingRules.map { rule in
      Reason(
        "scenario.rules", clauses: rule.clauses, zh: "须先制定并经审核同意：\(rule.label.zh)",
        en: "first have these rules approved: \(rule.label.en)")
    }
  }

  /// Why the answers to the principles are not those the text asks for.
  private func unanswered(_ principles: ProfileValue<[Labelled]>) -> Reason? {
    let asked = principles.value ?? []
    let isAnswered = asked.allSatisfy { KeyedTexts(plan.principles)[$0.id] != nil }
    let known = Set(asked.map(\.id))
    guard !isAnswered || !known.isSuperset(of: plan.principles.keys) else { return nil }
    return Reason(
      "scenario.principles", clauses: principles.clauses,
      zh: "须逐条说明各项原则：\(asked.map(\.label.zh).joined(separator: "、"))",
      en: "answer each principle: \(asked.map(\.id).joined(separator: ", "))", field: "plan")
  }

  /// Why the field does not stand, or nobody could judge it.
  private var field: [Reason] {
    let rules = context.profile.supply
    let fields = rules.fields.value ?? []
    let isKnown = fields.isEmpty ? plan.field == nil : fields.contains { $0.id == plan.field }
    guard isKnown else {
      return [
        Reason(
          "scenario.field", clauses: rules.fields.clauses,
          zh: fields.isEmpty
            ? "本地规定没有领域清单，请勿填写领域" : "须填写领域：\(fields.map(\.id).joined(separator: "、"))",
          en: fields.isEmpty
            ? "the place's text lists no fields: leave the field out"
            : "name the field, one of: \(fields.map(\.id).joined(separator: ", "))", field: "plan")
      ]
    }
    let gate = (rules.gates.value ?? []).first { $0.reviewers.contains(.industryAuthority) }
    guard let gate, facts.industryAuthorities.isEmpty else { return [] }
    return [
      Reason(
        "scenario.field.authority", clauses: gate.clauses,
        zh: "尚未登记该领域的行业主管部门，请联系数据管理部门",
        en: "no authority of this field is recorded yet: ask the data authority to record it",
        field: "plan")
    ]
  }

  private var form: [Reason] {
    let profile = context.profile
    var reasons: [Reason] = []
    if facts.twin != nil, !profile.supply.plansPerScenario.isSilent {
      reasons.append(
        Reason(
          "scenario.plan.reused", clauses: profile.supply.plansPerScenario.clauses,
          zh: "一场景一方案：此标题或方案已用于另一场景",
          en: "one plan for one scenario: this title or plan is used for another", field: "plan"))
    }
    if let reason = unanswered(profile.supply.principles) { reasons.append(reason) }
    let types = profile.products.types
    if let forms = types.value, !forms.contains(where: { $0.id == plan.productForm }) {
      reasons.append(
        Reason(
          "scenario.productForm", clauses: types.clauses,
          zh: "产品形态应为：\(forms.map(\.id).joined(separator: "、"))",
          en: "the form of the product is one of: \(forms.map(\.id).joined(separator: ", "))",
          field: "plan"))
    }
    let responsible = profile.security.responsiblePersonRequired
    if responsible.isAsked, responsiblePerson?.contains(where: { !$0.isWhitespace }) != true {
      reasons.append(
        Reason(
          "scenario.responsible", clauses: responsible.clauses, zh: "须写明安全责任人",
          en: "name the person who answers for security", field: "responsiblePerson"))
    }
    return reasons
  }
}
