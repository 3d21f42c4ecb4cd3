// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Evidence
import Platform
import Regulation

/// An entry about to be written: everything but its place in the chains.
struct EntryDraft {
  /// The action's name.
  let type: String
  /// Allowed or refused.
  let outcome: Outcome
  /// The clock's time.
  let at: Instant
  /// Whether the clock is moved by hand.
  let isManualClock: Bool
  /// The day on which it happened, when the action says so.
  let on: Day?
  /// Who acted.
  let actor: Actor
  /// The clauses served or cited.
  let clauses: [ClauseID]
  /// Why it was refused.
  let reasons: [Reason]
  /// What happened.
  let events: [Event]
  /// Records to whose history it belongs besides the events' subjects.
  let subjects: [RecordID]
  /// The digest of the idempotency key.
  let key: Digest?
}
