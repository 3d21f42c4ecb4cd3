// SPDX-License-Identifier: Apache-2.0
package import Core

/// Why an entry is not accepted as evidence.
///
/// `field` is a path such as `events[0].facts.title`; no case carries a value, so an error can be
/// shown and logged.
package enum EvidenceError: Error, Hashable, Sendable {
  /// The encoded entry is larger than 65,535 bytes.
  case tooLarge(bytes: Int)
  /// The list has more elements than allowed.
  case tooMany(field: String, count: Int, countMax: Int)
  /// The text is longer than 4,096 bytes of UTF-8.
  case textTooLong(field: String, bytes: Int)
  /// The number is beyond ±(2^53 − 1), which not every reader of RFC 8785 keeps exactly.
  case numberTooLarge(field: String)
  /// The values are nested deeper than 16.
  case tooDeep(field: String)
  /// The bytes are not JSON.
  case notJSON(JSONError)
  /// The bytes are not in the canonical form of RFC 8785, or write out something empty.
  case notCanonical
  /// A field that every entry has is absent.
  case missingField(String)
  /// A field is present that no entry has.
  case unexpectedField(String)
  /// A field has the wrong type or a value that is not allowed.
  case invalidValue(field: String)
  /// A refusal has no reason, or has events.
  case refusalIncomplete
  /// An allowed action has reasons.
  case reasonsWithoutRefusal
  /// An event's subject has no link in the entry's chain.
  case subjectNotChained(event: Int)
  /// A subject stands twice in the chain.
  case subjectChainedTwice(link: Int)
  /// The first link of a subject names a predecessor, or a later one names none.
  case wrongPredecessor(link: Int)
}

extension EvidenceError: CustomStringConvertible {
  /// The message for people: what is wrong and where.
  package var description: String {
    switch self {
    case .tooLarge(let bytes):
      "the entry has \(bytes) bytes, more than 65535; move details into a committed payload"
    case .tooMany(let field, let count, let countMax):
      "`\(field)` has \(count) elements, more than \(countMax); split the action"
    case .textTooLong(let field, let bytes):
      "`\(field)` has \(bytes) bytes, more than 4096; move it into a committed payload"
    case .numberTooLarge(let field): "`\(field)` is beyond 2^53 - 1; write it as a text"
    case .tooDeep(let field): "`\(field)` is nested deeper than 16"
    case .notJSON(let error): "the entry is not JSON: \(error)"
    case .notCanonical: "the entry is not in canonical form"
    case .missingField(let field): "`\(field)` is missing"
    case .unexpectedField(let field): "`\(field)` is not a field of an entry"
    case .invalidValue(let field): "`\(field)` has a value that is not allowed"
    case .refusalIncomplete: "a refusal has at least one reason and no events"
    case .reasonsWithoutRefusal: "an allowed action has no reasons"
    case .subjectNotChained(let event): "the subject of event \(event) has no link in the chain"
    case .subjectChainedTwice(let link): "the subject of link \(link) is linked twice"
    case .wrongPredecessor(let link):
      "link \(link) must name its predecessor exactly when its number is above 0"
    }
  }
}
