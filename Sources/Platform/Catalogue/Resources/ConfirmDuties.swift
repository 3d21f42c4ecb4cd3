// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Confirms that the unit did its duties for a resource, and that the entry is up to date
/// (EZ-02.1-b, EZ-02.1-c).
package struct ConfirmDuties: Action {
  let resource: RecordID
  let duties: [String]

  /// The declaration.
  package static let spec = Spec<Self>(
    "resource.confirm", zh: "确认资源职责已落实", en: "Confirm the duties for a resource",
    capacities: [.sourceUnit], clauses: ["EZ-02.1-b", "EZ-02.1-c"], on: Resource.table.name,
    inStates: ActionStates.duty(Resource.State.draft).orPossible(Resource.State.published),
    fields: Field("resource", zh: "数据资源", en: "Resource", refersTo: "resource"),
    Field("duties", zh: "已落实的职责", en: "Duties done", bounds: 0...32, offers: .rules(.unitDuties)),
    make: Self.init)

  /// The unit's resource.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Resource? {
    try Resource.owned(resource, read, context)
  }

  /// Refuses duties that the profile does not know.
  package func decide(_ facts: Resource?, _ context: Context) -> Decision {
    guard let resource = facts else { return .refused(Resource.unknown) }
    guard resource.isKept else { return .refused(resource.wrongState) }
    let known = context.profile.catalogue.unitDuties
    let names = Set((known.value ?? []).map(\.id))
    guard names.isSuperset(of: duties) else {
      return .refused(
        Reason(
          "resource.duty.unknown", clauses: known.clauses,
          zh: "职责名称应为：\(names.sorted().joined(separator: "、"))",
          en: "the duties are: \(names.sorted().joined(separator: ", "))", field: "duties"))
    }
    return .allowed(
      Event(DutiesConfirmed(subject: resource.id, duties: Set(duties).sorted())), id: resource.id)
  }
}

/// A unit confirmed its duties for a resource.
package struct DutiesConfirmed: DomainEvent {
  /// The stable type.
  package static let type = "resource.confirmed"
  /// The resource.
  package let subject: RecordID
  let duties: [String]

  /// Adds the duties and sets the day of confirmation.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var resource = try read.find(Resource.self, subject) else { return [] }
    resource.duties = Set(resource.duties + duties).sorted()
    resource.confirmedOn = stamp.occurredOn
    return [.put(resource)]
  }
}
