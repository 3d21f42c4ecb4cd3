// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Records the contract that an operator signed with a developer about a scenario (EZ-02.10-d).
package struct SignContract: Action {
  let product: RecordID
  let developer: RecordID
  let digest: DigestText
  let occurredOn: Day
  let scenario: RecordID?
  let responsiblePerson: String?

  /// The kind of the filing that follows, in the profile.
  static let filing = "scenarioContract"
  /// The control that bars the operator and those related to it from developing.
  static let relatedControl = "contract.developer.related"

  /// The declaration.
  package static let spec = Spec<Self>(
    "contract.sign", zh: "登记场景合作协议", en: "Record a scenario contract", capacities: [.operator],
    clauses: ["EZ-02.10-d", "EZ-02.10-e", "EZ-02.2-e", "EZ-02.11-a", "EZ-02.11-d"],
    on: Product.table.name, inStates: .except(Product.State.withdrawn),
    fields: Field("product", zh: "产品", en: "Product", refersTo: "product"),
    Field("developer", zh: "开发商", en: "Developer", refersTo: "organisation"),
    Field("digest", zh: "协议文本", en: "Contract"),
    Field("occurredOn", zh: "签署日", en: "Signed on"),
    Field("scenario", zh: "使用场景", en: "Scenario of use", refersTo: "scenario"),
    Field("responsiblePerson", zh: "使用方责任人", en: "Who answers at the user", bounds: 1...100),
    make: Self.init)

  /// What the decision needs.
  package struct Facts: Sendable {
    let product: Product?
    let agreement: Agreement?
    let developer: Organisation?
    let owner: Organisation?
    /// Whether recorded links lead from the operator to the developer, over others or not.
    let isRelated: Bool
    let scenario: Scenario?
    let missingRules: [RuleDocument]
    let days: OpenSetting?
  }

  /// The product, its agreement, both organisations, the rules for onboarding.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    let found = try read.find(Product.self, product)
    let owner = try read.find(Organisation.self, context.actor.organisation)
    return Facts(
      product: found, agreement: try found.flatMap { try read.find(Agreement.self, $0.agreement) },
      developer: try read.find(Organisation.self, developer),
      owner: owner, isRelated: try owner?.isRelated(over: developer, read) ?? false,
      scenario: try scenario.flatMap { try read.find(Scenario.self, $0) },
      missingRules: try OperatorRules.missing(
        .contract, of: [.operator: context.actor.organisation, .developer: developer], read,
        context),
      days: try OpenSetting.find(
        "operation.filings.\(Self.filing).workingDays", read, context))
  }

  /// With an onboarded developer that has no tie to the operator, under an agreement in force.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    guard let product = facts.product, product.isOwn(context), product.state != .withdrawn,
      let agreement = facts.agreement, facts.owner != nil
    else { return .refused(MarketReasons.unknownProduct()) }
    guard let developer = facts.developer, developer.place == context.place,
      developer.state == .active, developer.capacities.contains(.developer)
    else {
      return .refused(
        Refusals.unknown("developer", zh: "开发商", en: "developer", field: "developer"))
    }
    var reasons: [Reason] = []
    if facts.isRelated, let reason = redevelopment(context.profile) {
      reasons.append(reason)
    }
    reasons += facts.missingRules.map { rule in
      Reason(
        "contract.rules.missing", clauses: rule.clauses, zh: "\(rule.label.zh)尚未经审核同意",
        en: "not approved yet: \(rule.label.en)")
    }
    if responsiblePerson == nil, let reason = Self.responsibleMissing(context.profile) {
      reasons.append(reason)
    }
    if let reason = scenarioReason(facts.scenario, agreement, context.profile) {
      reasons.append(reason)
    }
    if !agreement.isInForce(on: context.today) {
      reasons.append(MarketReasons.agreement(context.profile))
    }
    if occurredOn > context.today { reasons.append(Refusals.future(field: "occurredOn")) }
    if let refusal = context.refusal(reasons) { return refusal }
    return signed(product, facts.days, context)
  }

  /// Why one related to the operator is no developer; nil where the text allows or asks nothing.
  private func redevelopment(_ profile: Profile) -> Reason? {
    let rule = profile.operation.operatorMayRedevelop
    guard rule.value == false || rule.isOpen else { return nil }
    let source = rule.source
    return Reason(
      Self.relatedControl, clauses: rule.clauses,
      zh: "运营机构及其关联单位不得参与已交付产品的再开发" + (source.map { "（依据：\($0)）" } ?? ""),
      en: "neither the operator nor one related to it redevelops what it delivered"
        + (source.map { " (by \($0))" } ?? ""), field: "developer")
  }

  /// Why the scenario of use does not stand: where the place binds the use, it is an approved one
  /// of the agreement (QZ-10.p1-e).
  private func scenarioReason(
    _ found: Scenario?, _ agreement: Agreement, _ profile: Profile
  ) -> Reason? {
    let rule = profile.products.scenarioBound
    let isAgreed = found.map { $0.agreement == agreement.id && $0.state == .approved } ?? false
    guard rule.isAsked ? !isAgreed : scenario != nil && !isAgreed else { return nil }
    return Reason(
      "contract.scenario", clauses: rule.clauses, zh: "须指明协议项下已批准的使用场景",
      en: "name the approved scenario of the agreement for which the product is used",
      field: "scenario")
  }

  /// Why a contract without a responsible person of the user is not enough; nil where the place
  /// does not ask for one (QZ-27.p2-a).
  private static func responsibleMissing(_ profile: Profile) -> Reason? {
    guard let rule = profile.security.userResponsibleRequired, rule.isAsked else { return nil }
    return Reason(
      "contract.responsible", clauses: rule.clauses, zh: "须指明使用方（开发主体）的责任人",
      en: "name the person who answers for the use at the developer", field: "responsiblePerson")
  }

  private func signed(_ product: Product, _ days: OpenSetting?, _ context: Context) -> Decision {
    let id = context.newID(ScenarioContract.table)
    let isOff = context.isOff("operation.filings.\(Self.filing).workingDays")
    let period = isOff ? nil : context.profile.filing(Self.filing)?.workingDays.number(or: days)
    let due = period.map { context.calendar.counted(from: occurredOn, workingDays: $0) }
    let fact = ContractSigned(
      subject: id, place: context.place, operator: product.operator, developer: developer,
      product: product.id, agreement: product.agreement, scenario: scenario, digest: digest,
      signedOn: occurredOn, dueOn: due?.day, uncertain: due?.uncertain)
    return .allowed(
      [Event(fact, payload: ProductDefined.payload(responsiblePerson))],
      result: [
        "id": .string(id.rawValue), "dueOn": due.map { .string($0.day.description) } ?? .null,
        "isUncertain": .bool(due?.uncertain != nil), "periodIsOpen": .bool(period == nil),
      ])
  }
}

/// A scenario contract was signed.
package struct ContractSigned: DomainEvent {
  /// The stable type.
  package static let type = "contract.signed"
  /// The contract.
  package let subject: RecordID
  let place: String
  let `operator`: RecordID
  let developer: RecordID
  let product: RecordID
  let agreement: RecordID
  /// The scenario of use; nil where the place does not bind it.
  let scenario: RecordID?
  let digest: DigestText
  let signedOn: Day
  let dueOn: Day?
  /// Why the due day is not certain; nil when it is.
  var uncertain: UncertainCount?

  /// Adds the contract.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    [
      .put(
        ScenarioContract(
          id: subject, place: place, operator: `operator`, developer: developer, product: product,
          agreement: agreement, scenario: scenario, digest: digest, signedOn: signedOn,
          dueOn: dueOn, uncertain: uncertain,
          responsiblePerson: payload?["responsiblePerson"]?.string, state: .signed))
    ]
  }
}
