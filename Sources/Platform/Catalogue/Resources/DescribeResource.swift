// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Fills in the fields that the profile requires of a catalogue entry (EZ-02.1-e).
package struct DescribeResource: Action {
  let resource: RecordID
  let fields: KeyedTexts

  /// The declaration.
  package static let spec = Spec<Self>(
    "resource.describe", zh: "填写目录要素", en: "Describe a resource", capacities: [.sourceUnit],
    clauses: ["EZ-02.1-c", "EZ-02.1-e"], on: Resource.table.name,
    inStates: ActionStates.duty(Resource.State.draft).orPossible(Resource.State.published),
    fields: Field("resource", zh: "数据资源", en: "Resource", refersTo: "resource"),
    Field("fields", zh: "目录要素", en: "Fields", offers: .rules(.requiredFields)), make: Self.init)

  /// The unit's resource.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Resource? {
    try Resource.owned(resource, read, context)
  }

  /// Refuses fields that the profile does not know, and blanks in a published entry.
  package func decide(_ facts: Resource?, _ context: Context) -> Decision {
    guard let resource = facts else { return .refused(Resource.unknown) }
    var reasons: [Reason] = []
    if !resource.isKept { reasons.append(resource.wrongState) }
    let required = context.profile.catalogue.requiredFields
    let known = Set((required.value ?? []).map(\.id))
    let strange = fields.values.keys.filter { !known.contains($0) }.sorted()
    if !strange.isEmpty {
      reasons.append(
        Reason(
          "resource.field.unknown", clauses: required.clauses,
          zh: "目录要素名称应为：\(known.sorted().joined(separator: "、"))",
          en: "the fields are: \(known.sorted().joined(separator: ", "))", field: "fields"))
    }
    if fields.values.values.contains(where: { $0.unicodeScalars.count > 1_000 }) {
      reasons.append(
        Reason(
          "resource.field.long", zh: "每项目录要素不超过 1000 字", en: "a field has at most 1,000 characters",
          field: "fields"))
    }
    let blanks = (required.value ?? []).filter { item in
      fields.values[item.id] != nil && fields[item.id] == nil
    }
    if resource.state == .published, let reason = Resource.empty(blanks, context) {
      reasons.append(reason)
    }
    if let refusal = context.refusal(reasons) { return refusal }
    return .allowed(
      Event(ResourceDescribed(subject: resource.id, fields: fields.values)), id: resource.id)
  }
}

extension Resource {
  /// The resource of the actor's organisation and place; nil for any other.
  static func owned(
    _ id: RecordID, _ read: any RecordReader, _ context: Context
  ) throws -> Resource? {
    guard let resource = try here(id, read, context),
      resource.sourceUnit == context.actor.organisation
    else { return nil }
    return resource
  }

  /// The resource of the catalogue of the actor's place; nil for any other, and for what stands
  /// for an import.
  static func here(
    _ id: RecordID, _ read: any RecordReader, _ context: Context
  ) throws -> Resource? {
    guard let resource = try read.find(Resource.self, id), resource.place == context.place,
      resource.dataImport == nil
    else { return nil }
    return resource
  }

  static let unknown = Refusals.unknown(
    "resource", zh: "数据资源", en: "resource", field: "resource")

  /// Whether its unit keeps it up: an entry of the catalogue, or on the way to be one.
  var isKept: Bool { state == .draft || state == .published }

  var wrongState: Reason {
    Refusals.state(
      "resource", is: state.rawValue, zh: "数据资源的状态不允许此操作",
      en: "the resource's state does not allow this")
  }

  static func empty(_ blanks: [Labelled], _ context: Context) -> Reason? {
    Refusals.missing(
      "resource.field.empty", blanks, clauses: context.profile.catalogue.requiredFields.clauses,
      zh: "目录要素尚未填写", en: "fields of the entry are empty", field: "fields")
  }
}

/// Fields of a resource were filled in.
package struct ResourceDescribed: DomainEvent {
  /// The stable type.
  package static let type = "resource.described"
  /// The resource.
  package let subject: RecordID
  let fields: [String: String]

  /// Sets the fields and the day of confirmation.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var resource = try read.find(Resource.self, subject) else { return [] }
    resource.fields.merge(fields) { _, new in new }
    resource.confirmedOn = stamp.occurredOn
    return [.put(resource)]
  }
}
