// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Names the person who answers for a resource (EZ-02.13-d); the name can be erased.
package struct NameResponsible: Action {
  let resource: RecordID
  let responsiblePerson: String

  /// The declaration.
  package static let spec = Spec<Self>(
    "resource.nameResponsible", zh: "指明资源安全责任人", en: "Name who answers for a resource",
    capacities: [.sourceUnit], clauses: ["EZ-02.13-d"], on: Resource.table.name,
    inStates: .except(Resource.State.withdrawn),
    fields: Field("resource", zh: "数据资源", en: "Resource", refersTo: "resource"),
    Field("responsiblePerson", zh: "安全责任人", en: "Responsible person", bounds: 1...100),
    make: Self.init)

  /// The unit's resource.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Resource? {
    try Resource.owned(resource, read, context)
  }

  /// Of a resource that is not withdrawn; a blank name is refused as every blank field is.
  package func decide(_ facts: Resource?, _ context: Context) -> Decision {
    guard let found = facts else { return .refused(Resource.unknown) }
    guard found.state != .withdrawn else { return .refused(found.wrongState) }
    return .allowed(
      [
        Event(
          ResponsibleNamed(subject: found.id),
          payload: ["responsiblePerson": .string(responsiblePerson)])
      ], result: ["id": .string(found.id.rawValue)])
  }
}

/// Somebody was named who answers for a resource.
package struct ResponsibleNamed: DomainEvent {
  /// The stable type.
  package static let type = "resource.responsibleNamed"
  /// The resource.
  package let subject: RecordID

  /// Sets the name, which is in the payload alone.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var resource = try read.find(Resource.self, subject) else { return [] }
    resource.responsiblePerson = payload?["responsiblePerson"]?.string
    resource.hasResponsible = true
    return [.put(resource)]
  }
}
