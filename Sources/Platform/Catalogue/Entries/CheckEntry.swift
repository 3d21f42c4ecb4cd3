// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Signs one of the points that must hold before a resource may be authorised (EZ-02.3-b).
package struct CheckEntry: Action {
  let entry: RecordID
  let check: String
  let passed: Bool
  let occurredOn: Day?

  /// The declaration.
  package static let spec = Spec<Self>(
    "entry.check", zh: "签署纳入前提核查", en: "Sign a check of inclusion",
    capacities: [.implementingBody, .dataAuthority], clauses: ["EZ-02.3-b"],
    on: AuthorisedEntry.table.name, inStates: .duty(AuthorisedEntry.State.described),
    fields: Field("entry", zh: "目录条目", en: "Entry", refersTo: "authorisedEntry"),
    Field("check", zh: "核查事项", en: "Point", bounds: 1...60, offers: .rules(.inclusionChecks)),
    Field("passed", zh: "符合", en: "Holds"),
    Field("occurredOn", zh: "核查日", en: "Checked on"), make: Self.init)

  /// The entry.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> AuthorisedEntry? {
    try AuthorisedEntry.here(entry, read, context)
  }

  /// Refuses points that the profile does not know, and stubs.
  package func decide(_ facts: AuthorisedEntry?, _ context: Context) -> Decision {
    guard let entry = facts else { return .refused(AuthorisedEntry.unknown) }
    guard entry.state == .described else { return .refused(entry.wrongState) }
    let checks = context.profile.catalogue.inclusionChecks
    guard (checks.value ?? []).contains(where: { $0.id == check }) else {
      let names = (checks.value ?? []).map(\.id).joined(separator: ", ")
      return .refused(
        Reason(
          "entry.check.unknown", clauses: checks.clauses, zh: "核查事项应为：\(names)",
          en: "the points are: \(names)", field: "check"))
    }
    let day = occurredOn ?? context.today
    guard day <= context.today else { return .refused(Refusals.future(field: "occurredOn")) }
    return .allowed(
      Event(
        EntryChecked(
          subject: entry.id, check: check, passed: passed, by: context.actor.account)),
      id: entry.id)
  }
}

/// A point was signed for an entry.
package struct EntryChecked: DomainEvent {
  /// The stable type.
  package static let type = "entry.checked"
  /// The entry.
  package let subject: RecordID
  let check: String
  let passed: Bool
  let by: RecordID

  /// Sets the signature, in place of an earlier one.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var entry = try read.find(AuthorisedEntry.self, subject) else { return [] }
    entry.preconditions[check] = SignedCheck(passed: passed, by: by, on: stamp.occurredOn)
    return [.put(entry)]
  }
}
