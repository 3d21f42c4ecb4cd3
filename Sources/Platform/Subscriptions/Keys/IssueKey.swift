// SPDX-License-Identifier: Apache-2.0
package import Core
import Cryptography
import Regulation

/// Issues a key for a subscription; its secret is in the answer, once, and nowhere else.
package struct IssueKey: Action {
  let subscription: RecordID

  /// The most active keys of one subscription.
  static let keysMax = 5
  /// How many characters of a secret are shown later.
  static let shown = 10

  /// The declaration.
  package static let spec = Spec<Self>(
    "key.issue", zh: "签发调用密钥", en: "Issue a key", capacities: [.developer],
    clauses: ["EZ-02.10-d"], on: Subscription.table.name,
    inStates: .possible(Subscription.State.active),
    fields: Field("subscription", zh: "订阅", en: "Subscription", refersTo: "subscription"),
    make: Self.init)

  /// What the decision needs.
  package struct Facts: Sendable {
    let subscription: Subscription?
    let active: Int
  }

  /// The subscription and how many active keys it has.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Facts {
    Facts(
      subscription: try read.find(Subscription.self, subscription),
      active: try read.count(
        APIKey.self,
        [
          .equal("subscription", subscription),
          .equal("state", APIKey.State.active.rawValue),
        ]))
  }

  /// For its own active subscription, up to five.
  package func decide(_ facts: Facts, _ context: Context) -> Decision {
    guard let subscription = facts.subscription, subscription.isOwn(context) else {
      return .refused(Subscription.unknown)
    }
    guard subscription.state == .active else { return .refused(subscription.stateReason) }
    guard facts.active < Self.keysMax else {
      return .refused(
        Reason(
          "key.tooMany", zh: "每个订阅最多 \(Self.keysMax) 个有效密钥，请先作废不用的",
          en: "a subscription has at most \(Self.keysMax) active keys; revoke one first"))
    }
    let secret = "shuyu_" + Hex.encode(context.randomBytes("key"))
    guard let digest = APIKey.digest(ofSecret: secret) else {
      return .refused(Reason("key.unusable", zh: "密钥无法生成", en: "no key can be made"))
    }
    let id = context.newID(APIKey.table)
    let fact = KeyIssued(
      subject: id, place: context.place, subscription: subscription.id,
      developer: subscription.developer, agreement: subscription.agreement, digest: digest,
      prefixShown: String(secret.prefix(Self.shown)))
    return .allowed(
      [Event(fact)], result: ["id": .string(id.rawValue), "secret": .string(secret)])
  }
}

extension APIKey {
  /// What is kept of a secret: the SHA-256 of its text.
  package static func digest(ofSecret secret: String) -> DigestText? {
    DigestText(Hex.encode(SHA256.hash(Array(secret.utf8)).bytes))
  }
}

/// A key was issued; its secret is not in the entry.
package struct KeyIssued: DomainEvent {
  /// The stable type.
  package static let type = "key.issued"
  /// The key.
  package let subject: RecordID
  let place: String
  let subscription: RecordID
  let developer: RecordID
  let agreement: RecordID
  let digest: DigestText
  let prefixShown: String

  /// Adds the key.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    [
      .put(
        APIKey(
          id: subject, place: place, subscription: subscription, developer: developer,
          agreement: agreement, digest: digest, prefixShown: prefixShown,
          issuedOn: stamp.occurredOn, state: .active))
    ]
  }
}
