// SPDX-License-Identifier: Apache-2.0
package import Core
package import Cryptography

/// One authenticated call of a product: who, what, when, what became of it, at what price.
///
/// It holds no parameter and no value of an answer.
package struct UsageRecord: Hashable, Sendable {
  /// The longest request id of a caller, in characters.
  package static let requestMax = 128

  /// The random id, shown to the caller.
  package let id: RecordID
  /// When the call was decided.
  package let at: Instant
  /// The product that the key is for.
  package let product: RecordID
  /// Its version.
  package let version: Int
  /// The subscription.
  package let subscription: RecordID
  /// The key.
  package let key: RecordID
  /// The developer.
  package let developer: RecordID
  /// What became of the call.
  package let outcome: UsageOutcome
  /// Whether it costs something.
  package let charged: Bool
  /// The price of this call in fen, zero unless charged.
  package let price: Money
  /// A keyed digest of the parameters: equal for equal calls, of no use to who lacks the key.
  package let parameters: Digest
  /// The caller's own id of the request, if one was given.
  package let request: String?
  /// A keyed digest of the answer to a named request.
  package let answer: Digest?
  /// How many calls it stands for: one, or so many refusals of one key for one reason.
  package let count: Int

  /// Makes a record; a call is charged when its price is above zero and it was answered.
  package init(
    id: RecordID, at: Instant, holder: KeyHolder, outcome: UsageOutcome, price: Money,
    parameters: Digest, request: String?, answer: Digest? = nil,
    count: Int = 1
  ) {
    let charged = outcome == .answered && price > .zero
    self.id = id
    self.at = at
    product = holder.product
    version = holder.version
    subscription = holder.subscription
    key = holder.key
    developer = holder.developer
    self.outcome = outcome
    self.charged = charged
    self.price = charged ? price : .zero
    self.parameters = parameters
    self.request = request
    self.answer = answer
    self.count = count
  }

  /// Whether a text can be a request id: 1 to 128 letters, digits and `-_.:`.
  package static func isRequestID(_ text: String) -> Bool {
    (1...requestMax).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: "."): true
        case UInt8(ascii: "_"): true
        default: false
        }
      }
  }
}
