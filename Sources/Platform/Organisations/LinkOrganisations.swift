// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

/// Records that two organisations are linked by shareholding, control or agency (EZ-02.2-e).
package struct LinkOrganisations: Action {
  let organisation: RecordID
  let other: RecordID
  let ground: LinkGround

  /// The declaration.
  package static let spec = Spec<Self>(
    "organisation.link", zh: "登记关联关系", en: "Record a link between organisations",
    capacities: [.dataAuthority, .marketRegulator], clauses: ["EZ-02.2-e"],
    on: Organisation.table.name, inStates: .every(Organisation.State.self),
    fields: Field("organisation", zh: "单位", en: "Organisation", refersTo: "organisation"),
    Field("other", zh: "关联单位", en: "Linked organisation", refersTo: "organisation"),
    Field("ground", zh: "关联方式", en: "Ground"),
    make: Self.init)

  /// What the decision needs.
  package struct Facts: Sendable {
    let one: Organisation?
    let two: Organisation?
    /// Contracts of an operator with a developer that the link relates to each other.
    let contracts: [ScenarioContract]
  }

  /// Both organisations, and the contracts between those that are related from now on.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    let one = try read.find(Organisation.self, organisation)
    let two = try read.find(Organisation.self, other)
    guard let one, let two, one.place == context.place, two.place == context.place else {
      return Facts(one: one, two: two, contracts: [])
    }
    let related = try one.related(beside: [two.id], read)
    let contracts = try ScenarioContract.State.allCases.filter { $0 != .ended }.flatMap { state in
      try read.every(
        ScenarioContract.self, [.equal("place", context.place), .equal("state", state.rawValue)])
    }
    return Facts(
      one: one, two: two,
      contracts: contracts.filter {
        related.contains($0.operator) && related.contains($0.developer)
      })
  }

  /// Both must take part in the actor's place. Where an operator may not redevelop what it made,
  /// its contracts with those that are related to it end with the link.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    guard let one = facts.one, let two = facts.two, one.place == context.place,
      two.place == context.place, one.id != two.id
    else {
      return .refused(
        Reason(
          "organisation.unknown", zh: "单位不存在或不在本地区",
          en: "no such organisation in this place", field: "other"))
    }
    let rule = context.profile.operation.operatorMayRedevelop
    let isBarred =
      (rule.value == false || rule.isOpen) && !context.isOff(SignContract.relatedControl)
    let ended = isBarred ? facts.contracts : []
    return .allowed(
      [Event(OrganisationsLinked(subject: organisation, other: other, ground: ground))]
        + ended.map { Event(ContractEnded(subject: $0.id), clauses: rule.clauses) },
      result: .object([
        "id": .string(organisation.rawValue),
        "contractsEnded": .array(ended.map { .string($0.id.rawValue) }),
      ]))
  }
}

/// How two organisations are linked.
package enum LinkGround: String, ChoiceValue {
  case shareholding
  case control
  case agency

  /// The words of one choice.
  package var label: LocalText {
    switch self {
    case .shareholding: LocalText(zh: "持股", en: "shareholding")
    case .control: LocalText(zh: "控制", en: "control")
    case .agency: LocalText(zh: "代理", en: "agency")
    }
  }
}

/// Two organisations were recorded as linked.
package struct OrganisationsLinked: DomainEvent {
  /// The stable type.
  package static let type = "organisation.linked"
  /// The first organisation.
  package let subject: RecordID
  let other: RecordID
  let ground: LinkGround

  /// Adds the link to the first organisation.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var organisation = try read.find(Organisation.self, subject) else { return [] }
    if !organisation.linkedTo.contains(other) { organisation.linkedTo.append(other) }
    return [.put(organisation)]
  }
}
