// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

/// A fact that a noun declares: it is recorded in an entry and applied to the tables.
///
/// Facts hold identifiers, days, codes and digests. What may have to be forgotten goes into the
/// payload of `Event`, of which the entry holds a salted commitment only.
package protocol DomainEvent: Codable, Sendable {
  /// The stable type, such as `agreement.signed`.
  static var type: String { get }
  /// The version of the facts' shape; old shapes are read through `upcast`.
  static var version: Int { get }
  /// The record whose history this belongs to.
  var subject: RecordID { get }

  /// Turns facts of an older version into the present shape.
  static func upcast(_ facts: JSON, from version: Int) -> JSON

  /// What changes in the tables. Uses no clock and no randomness.
  func changes(_ stamp: Stamp, payload: JSON?, _ read: any RecordReader) throws -> [Change]
}

extension DomainEvent {
  /// The first version, unless said otherwise.
  package static var version: Int { 1 }

  /// The same facts, unless said otherwise.
  package static func upcast(_ facts: JSON, from version: Int) -> JSON { facts }
}

/// A fact that ends the sessions and service tokens of its subject, which is an account; the
/// session in which it was brought about stays.
package protocol SessionEnding: DomainEvent {}

/// A fact that ends its subject, an account: its sessions end, and what it had begun to fill in is
/// deleted.
package protocol AccountEnding: SessionEnding {}

/// An event about to be recorded: the fact, and what of it can be forgotten.
package struct Event: Sendable {
  /// The fact.
  package let fact: any DomainEvent
  /// What can be erased later by law; the entry holds only H(salt ‖ payload).
  package let payload: JSON?
  /// The clauses of the place's rules that were applied, such as those of a procedure's step; the
  /// entry cites them beside the action's own.
  package let clauses: [ClauseID]

  /// Takes a fact, where it holds personal data the payload, and the clauses applied.
  package init(_ fact: any DomainEvent, payload: JSON? = nil, clauses: [ClauseID] = []) {
    self.fact = fact
    self.payload = payload
    self.clauses = clauses
  }
}

/// Where and when an event was recorded, and by whom.
package struct Stamp: Sendable, Hashable {
  /// The index of the entry in the log.
  package let entry: Int
  /// When it was recorded.
  package let recordedAt: Instant
  /// The day on which it happened; deadlines run from it.
  package let occurredOn: Day
  /// The account that acted.
  package let actor: RecordID?
  /// The organisation for which it acted.
  package let organisation: RecordID?
  /// The place whose rules applied.
  package let place: String?

  /// Makes a stamp.
  package init(
    entry: Int, recordedAt: Instant, occurredOn: Day, actor: RecordID?, organisation: RecordID?,
    place: String?
  ) {
    self.entry = entry
    self.recordedAt = recordedAt
    self.occurredOn = occurredOn
    self.actor = actor
    self.organisation = organisation
    self.place = place
  }
}
