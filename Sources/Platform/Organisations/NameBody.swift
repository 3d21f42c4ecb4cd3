// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Records which of the bodies that the place's text names an organisation is, so that each of
/// several with one capacity sees what belongs to its remit (QZ-08.2-f, SZ-11.5.p3-a).
package struct NameBody: Action {
  let organisation: RecordID
  let body: String

  /// The declaration.
  package static let spec = Spec<Self>(
    "organisation.nameBody", zh: "登记单位对应的机构", en: "Record which body an organisation is",
    capacities: [.implementingBody, .dataAuthority], clauses: ["QZ-08.2-f", "SZ-11.5.p3-a"],
    on: Organisation.table.name, inStates: .possible(Organisation.State.active),
    fields: Field("organisation", zh: "单位", en: "Organisation", refersTo: "organisation"),
    Field("body", zh: "规定中的机构", en: "Body of the text", bounds: 1...60, offers: .rules(.bodies)),
    make: Self.init)

  /// The organisation.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Organisation? {
    try read.find(Organisation.self, organisation)
  }

  /// Of another organisation of the place, one of the text's bodies whose capacities it holds.
  package func decide(_ found: Organisation?, _ context: Context) -> Decision {
    guard let found, found.place == context.place, found.state == .active else {
      return .refused(
        Refusals.unknown("organisation", zh: "单位", en: "organisation", field: "organisation"))
    }
    var reasons: [Reason] = []
    if found.id == context.actor.organisation {
      reasons.append(
        Reason(
          "organisation.body.self", zh: "不能登记本单位对应的机构，请由其他主管部门办理",
          en: "another body records which body one's own organisation is",
          field: "organisation"))
    }
    let rule = context.profile.bodies.first { $0.id == body }
    if rule.map({ Set($0.capacities).isSubset(of: found.capacities) }) != true {
      let fitting = context.profile.bodies.filter {
        Set($0.capacities).isSubset(of: found.capacities)
      }
      let list = fitting.map(\.id).joined(separator: ", ")
      reasons.append(
        Reason(
          "organisation.body", clauses: rule?.clauses ?? [], zh: "该单位的身份对应的机构为：\(list)",
          en: "by its capacities the organisation can be: \(list)", field: "body"))
    }
    if let refusal = context.refusal(reasons) { return refusal }
    return .allowed(
      Event(BodyNamed(subject: found.id, body: body), clauses: rule?.clauses ?? []), id: found.id)
  }
}

/// It was recorded which body an organisation is.
package struct BodyNamed: DomainEvent {
  /// The stable type.
  package static let type = "organisation.bodyNamed"
  /// The organisation.
  package let subject: RecordID
  let body: String

  /// Sets the body.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var organisation = try read.find(Organisation.self, subject) else { return [] }
    organisation.body = body
    return [.put(organisation)]
  }
}
