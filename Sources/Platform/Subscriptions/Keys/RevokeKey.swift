// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// Revokes a key: the developer its own, the bureau any of its place.
package struct RevokeKey: Action {
  let key: RecordID

  /// The declaration.
  package static let spec = Spec<Self>(
    "key.revoke", zh: "作废调用密钥", en: "Revoke a key",
    capacities: [.developer, .implementingBody, .dataAuthority],
    clauses: ["EZ-02.10-d", "EZ-02.13-f"], on: APIKey.table.name,
    inStates: .possible(APIKey.State.active),
    fields: Field("key", zh: "密钥", en: "Key", refersTo: "apiKey"), make: Self.init)

  /// The key.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> APIKey? {
    try read.find(APIKey.self, key)
  }

  /// Once.
  package func decide(_ found: APIKey?, _ context: Context) -> Decision {
    guard let found, found.place == context.place,
      context.isMarketAuthority || found.developer == context.actor.organisation
    else { return .refused(Refusals.unknown("key", zh: "密钥", en: "key", field: "key")) }
    guard found.state == .active else {
      return .refused(
        Refusals.state("key", is: found.state.rawValue, zh: "密钥已作废", en: "the key is revoked"))
    }
    return .allowed(Event(KeyRevoked(subject: key)), id: key)
  }
}

/// A key was revoked.
package struct KeyRevoked: DomainEvent {
  /// The stable type.
  package static let type = "key.revoked"
  /// The key.
  package let subject: RecordID

  /// Revokes it.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var key = try read.find(APIKey.self, subject) else { return [] }
    key.state = .revoked
    key.revokedOn = stamp.occurredOn
    return [.put(key)]
  }
}
