// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Asks the platform to inspect itself now and not only at its daily time.
package struct AskForInspection: Action {
  let item: InspectionItem

  /// The declaration.
  package static let spec = Spec<Self>(
    "inspection.ask", zh: "要求自检", en: "Ask for an inspection",
    capacities: [
      .implementingBody, .dataAuthority, .supervisingAuthority, .securityAuthority,
      .platformOperator, .auditor, .auditAdministrator,
    ], clauses: [],
    fields: Field("item", zh: "自检事项", en: "Item"), make: Self.init)

  /// The inspection as it stands.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> SelfInspection? {
    try SelfInspection.find(item, in: context.place, read)
  }

  /// Once until it was made.
  package func decide(_ facts: SelfInspection?, _ context: Context) -> Decision {
    guard facts?.asked == nil else {
      return .refused(
        Reason("inspection.asked", zh: "该项自检已在等候", en: "this inspection is awaited already"))
    }
    let id = facts?.id ?? context.newID(SelfInspection.table)
    return .allowed(
      Event(InspectionAsked(subject: id, place: context.place, item: item)), id: id)
  }
}

/// Somebody asked for an inspection.
package struct InspectionAsked: DomainEvent {
  /// The stable type.
  package static let type = "inspection.asked"
  /// The inspection.
  package let subject: RecordID
  let place: String
  let item: InspectionItem

  /// Notes that it is awaited; how the last one went stays as it was.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    var inspection =
      try read.find(SelfInspection.self, subject)
      ?? SelfInspection.new(subject, place: place, item: item)
    inspection.asked = "yes"
    return [.put(inspection)]
  }
}
