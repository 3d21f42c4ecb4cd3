// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Records of which fields an organisation is the authority, so that it reviews their scenarios
/// (HD-11-b, SZ-06.3.1-c).
package struct NameFields: Action {
  let organisation: RecordID
  let fields: [String]

  /// The declaration.
  package static let spec = Spec<Self>(
    "organisation.nameFields", zh: "登记行业主管领域", en: "Record an authority's fields",
    capacities: [.implementingBody, .dataAuthority], clauses: ["HD-11-b", "SZ-06.3.1-c"],
    on: Organisation.table.name, inStates: .possible(Organisation.State.active),
    fields: Field("organisation", zh: "行业主管部门", en: "Authority", refersTo: "organisation"),
    Field("fields", zh: "主管领域", en: "Fields", bounds: 0...40, offers: .rules(.supplyFields)),
    make: Self.init)

  /// The organisation.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Organisation? {
    try read.find(Organisation.self, organisation)
  }

  /// Of an industry authority of the place, fields of the profile's list; an empty list ends it.
  package func decide(_ found: Organisation?, _ context: Context) -> Decision {
    guard let found, found.place == context.place, found.state == .active,
      found.capacities.contains(.industryAuthority)
    else {
      return .refused(
        Refusals.unknown(
          "organisation", zh: "行业主管部门", en: "industry authority", field: "organisation"))
    }
    let known = context.profile.supply.fields
    let names = Set((known.value ?? []).map(\.id))
    guard names.isSuperset(of: fields), Set(fields).count == fields.count else {
      let list = names.sorted().joined(separator: ", ")
      return .refused(
        Reason(
          "organisation.fields", clauses: known.clauses,
          zh: "领域不在本地清单内或有重复，应为：\(list)",
          en: "a field is named twice or is none of: \(list)", field: "fields"))
    }
    return .allowed(Event(FieldsNamed(subject: found.id, fields: fields)), id: found.id)
  }
}

/// The fields of an authority were recorded.
package struct FieldsNamed: DomainEvent {
  /// The stable type.
  package static let type = "organisation.fieldsNamed"
  /// The organisation.
  package let subject: RecordID
  let fields: [String]

  /// Replaces the fields.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var organisation = try read.find(Organisation.self, subject) else { return [] }
    organisation.fields = fields
    return [.put(organisation)]
  }
}

extension Organisation {
  /// The active authorities of a field in the context's place, in order of id.
  package static func authorities(
    of field: String?, _ read: any RecordReader, _ context: Context
  ) throws -> [RecordID] {
    guard let field else { return [] }
    let here = try read.every(
      Organisation.self,
      [.equal("place", context.place), .equal("state", Organisation.State.active.rawValue)])
    return here.filter {
      $0.capacities.contains(.industryAuthority) && $0.fields?.contains(field) == true
    }.map(\.id).sorted()
  }
}
