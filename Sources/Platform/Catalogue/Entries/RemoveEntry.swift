// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Takes an entry out of the authorised catalogue (EZ-02.9-b).
package struct RemoveEntry: Action {
  let entry: RecordID
  let ground: String

  /// The declaration.
  package static let spec = Spec<Self>(
    "entry.remove", zh: "移出授权运营目录", en: "Remove an entry",
    capacities: [.implementingBody, .dataAuthority], clauses: ["EZ-02.9-b"],
    on: AuthorisedEntry.table.name, inStates: .except(AuthorisedEntry.State.removed),
    fields: Field("entry", zh: "目录条目", en: "Entry", refersTo: "authorisedEntry"),
    Field("ground", zh: "理由", en: "Ground", bounds: 1...500), make: Self.init)

  /// The entry.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> AuthorisedEntry? {
    try AuthorisedEntry.here(entry, read, context)
  }

  /// Refuses an entry that is out already.
  package func decide(_ facts: AuthorisedEntry?, _ context: Context) -> Decision {
    guard let entry = facts else { return .refused(AuthorisedEntry.unknown) }
    guard entry.state != .removed else { return .refused(entry.wrongState) }
    return .allowed(Event(EntryRemoved(subject: entry.id, ground: ground)), id: entry.id)
  }
}

/// An entry was removed.
package struct EntryRemoved: DomainEvent {
  /// The stable type.
  package static let type = "entry.removed"
  /// The entry.
  package let subject: RecordID
  let ground: String

  /// Sets the state.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var entry = try read.find(AuthorisedEntry.self, subject) else { return [] }
    entry.state = .removed
    return [.put(entry)]
  }
}
