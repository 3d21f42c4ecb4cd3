// SPDX-License-Identifier: Apache-2.0
package import Core
package import Cryptography
import Merkle

/// The record of one action, allowed or refused: a leaf of the evidence ledger.
///
/// Its stored form is canonical JSON (RFC 8785) of at most 65,535 bytes. It holds identifiers,
/// clauses, structural facts and commitments, and no personal data.
package struct Entry: Hashable, Sendable {
  /// The action's name, such as `agreement.sign`.
  package var type: String
  /// Whether the action was done or refused.
  package var outcome: Outcome
  /// When the entry was recorded.
  package var at: Instant
  /// The day the recorded thing happened, when that is stated apart from the recording.
  package var on: Day?
  /// Whether `at` comes from a clock that an administrator moves by hand.
  package var isManualClock: Bool
  /// Who acted.
  package var actor: RecordID?
  /// For which organisation.
  package var organisation: RecordID?
  /// In which capacity of the organisation.
  package var capacity: String?
  /// The place whose profile applied.
  package var place: String?
  /// The ids of the clauses the action serves.
  package var clauses: [String]
  /// The digest of the request's idempotency key.
  package var key: Digest?
  /// Why the action was refused; empty when it was allowed.
  package var reasons: [EntryReason]
  /// What changed, in order; empty when the action was refused.
  package var events: [EntryEvent]
  /// The links to the entries before about the same subjects.
  package var chain: [ChainLink]

  /// Makes an entry; `encode` checks it.
  package init(
    type: String, outcome: Outcome, at: Instant, on: Day? = nil, isManualClock: Bool = false,
    actor: RecordID? = nil, organisation: RecordID? = nil, capacity: String? = nil,
    place: String? = nil, clauses: [String] = [], key: Digest? = nil,
    reasons: [EntryReason] = [], events: [EntryEvent] = [], chain: [ChainLink] = []
  ) {
    self.type = type
    self.outcome = outcome
    self.at = at
    self.on = on
    self.isManualClock = isManualClock
    self.actor = actor
    self.organisation = organisation
    self.capacity = capacity
    self.place = place
    self.clauses = clauses
    self.key = key
    self.reasons = reasons
    self.events = events
    self.chain = chain
  }

  /// The leaf hash under which stored bytes stand in the tree and in the chains.
  package static func leafHash(_ encoded: [UInt8]) -> Digest { TreeHash.leaf(encoded) }
}
