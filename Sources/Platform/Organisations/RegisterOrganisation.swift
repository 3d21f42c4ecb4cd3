// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Registers an organisation of a place, with the capacities that it may hold there.
package struct RegisterOrganisation: Action {
  let name: String
  let uscc: String
  let legalForm: LegalForm
  let place: String
  let capacities: [Capacity]

  /// The declaration.
  package static let spec = Spec<Self>(
    "organisation.register", zh: "登记单位", en: "Register an organisation",
    capacities: [.systemAdministrator], clauses: ["EZ-A1.3-a"],
    fields: Field("name", zh: "单位名称", en: "Name", bounds: 1...200),
    Field("uscc", zh: "统一社会信用代码", en: "Unified social credit code", bounds: 18...18),
    Field("legalForm", zh: "组织形式", en: "Legal form"),
    Field("place", zh: "所在地区", en: "Place", bounds: 1...40),
    Field("capacities", zh: "身份", en: "Capacities", bounds: 1...12),
    make: Self.init)

  /// The organisation that has this code already.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Organisation? {
    try read.first(Organisation.self, .equal("place", place), .equal("uscc", uscc))
  }

  /// Refuses invalid codes, duplicates, and operators that are no legal person.
  package func decide(_ existing: Organisation?, _ context: Context) -> Decision {
    var reasons: [Reason] = []
    if UnifiedSocialCreditCode(uscc) == nil {
      reasons.append(
        Reason(
          "organisation.uscc.invalid", zh: "统一社会信用代码校验不通过，请核对",
          en: "the code fails its check digit; compare it with the certificate", field: "uscc"))
    }
    if existing != nil {
      reasons.append(
        Reason(
          "organisation.duplicate", zh: "该代码的单位已登记", en: "this code is registered already",
          field: "uscc"))
    }
    let form = legalForm.rawValue
    if capacities.contains(.operator), !context.profile.allowsOperator(legalForm: form) {
      reasons.append(
        Reason(
          "organisation.operator.form", clauses: context.profile.operatorFormClauses,
          zh: "运营机构的组织形式不符合本地规定", en: "an operator must have a legal form that the place allows",
          field: "legalForm"))
    }
    if let refusal = context.refusal(reasons) { return refusal }
    let id = context.newID(Organisation.table)
    return .allowed(
      Event(
        OrganisationRegistered(
          subject: id, place: place, name: name, uscc: uscc, legalForm: legalForm,
          capacities: capacities.sorted { $0.rawValue < $1.rawValue })),
      id: id)
  }
}

/// An organisation was registered.
package struct OrganisationRegistered: DomainEvent {
  /// The stable type.
  package static let type = "organisation.registered"
  /// The organisation.
  package let subject: RecordID
  let place: String
  let name: String
  let uscc: String?
  let legalForm: LegalForm
  let capacities: [Capacity]

  /// Adds the organisation.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    [
      .put(
        Organisation(
          id: subject, place: place, name: name, uscc: uscc, legalForm: legalForm,
          capacities: capacities, linkedTo: [], state: .active, registeredOn: stamp.occurredOn))
    ]
  }
}
