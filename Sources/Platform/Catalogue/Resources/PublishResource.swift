// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Publishes a resource to the place's catalogue: the bureau's act (EZ-02.1-a).
package struct PublishResource: Action {
  let resource: RecordID

  /// The declaration.
  package static let spec = Spec<Self>(
    "resource.publish", zh: "发布目录", en: "Publish a resource",
    capacities: [.implementingBody, .dataAuthority],
    clauses: ["EZ-02.1-a", "EZ-02.1-b", "EZ-02.1-e"], on: Resource.table.name,
    inStates: .duty(Resource.State.draft),
    fields: Field("resource", zh: "数据资源", en: "Resource", refersTo: "resource"),
    make: Self.init)

  /// The resource.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Resource? {
    try Resource.here(resource, read, context)
  }

  /// Refuses while a required field is empty or a duty of the unit is open, naming each.
  package func decide(_ facts: Resource?, _ context: Context) -> Decision {
    guard let resource = facts else { return .refused(Resource.unknown) }
    guard resource.state == .draft else { return .refused(resource.wrongState) }
    let rules = context.profile.catalogue
    let blanks = (rules.requiredFields.value ?? []).filter { item in
      KeyedTexts(resource.fields)[item.id] == nil
    }
    let duties = (rules.unitDuties.value ?? []).filter { !resource.duties.contains($0.id) }
    var reasons = [
      Resource.empty(blanks, context),
      Refusals.missing(
        "resource.duty.open", duties, clauses: rules.unitDuties.clauses, zh: "提供单位的职责尚未落实",
        en: "duties of the unit are open", field: "resource"),
    ].compactMap { $0 }
    let unclassified = resource.columns.filter { $0.classification == nil }
    if !unclassified.isEmpty {
      reasons.append(
        Reason(
          "resource.unclassified", clauses: rules.unitDuties.clauses,
          zh: "还有 \(unclassified.count) 个数据项未分类分级",
          en: "\(unclassified.count) columns are not classified", field: "resource"))
    }
    let responsible = context.profile.security.responsiblePersonRequired
    if responsible.isAsked, resource.hasResponsible != true {
      reasons.append(
        Reason(
          "resource.responsible", clauses: responsible.clauses, zh: "提供单位须先指明安全责任人",
          en: "the unit must first name who answers for its security", field: "resource"))
    }
    if let reason = resource.originMissing(context.profile) { reasons.append(reason) }
    if let refusal = context.refusal(reasons) { return refusal }
    return .allowed(Event(ResourcePublished(subject: resource.id)), id: resource.id)
  }
}

/// A resource was published.
package struct ResourcePublished: DomainEvent {
  /// The stable type.
  package static let type = "resource.published"
  /// The resource.
  package let subject: RecordID

  /// Sets the state.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var resource = try read.find(Resource.self, subject) else { return [] }
    resource.state = .published
    return [.put(resource)]
  }
}
