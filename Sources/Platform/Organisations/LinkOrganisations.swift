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

  /// Both organisations.
  package func facts(
    _ read: any RecordReader, _ context: Context
  ) throws -> (Organisation?, Organisation?) {
    (try read.find(Organisation.self, organisation), try read.find(Organisation.self, other))
  }

  /// Both must take part in the actor's place.
  package func decide(
    _ facts: (Organisation?, Organisation?), _ context: Context
  ) -> Decision {
    guard let one = facts.0, let two = facts.1, one.place == context.place,
      two.place == context.place, one.id != two.id
    else {
      return .refused(
        Reason(
          "organisation.unknown", zh: "单位不存在或不在本地区",
          en: "no such organisation in this place", field: "other"))
    }
    return .allowed(
      Event(OrganisationsLinked(subject: organisation, other: other, ground: ground)),
      id: organisation)
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
