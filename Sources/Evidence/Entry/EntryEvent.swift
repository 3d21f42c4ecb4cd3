// SPDX-License-Identifier: Apache-2.0
package import Core
package import Cryptography

/// One change of one subject, as recorded.
package struct EntryEvent: Hashable, Sendable {
  /// The event's name, such as `agreement.signed`.
  package var type: String
  /// The version of the shape of `facts`, from 1.
  package var version: Int
  /// What changed.
  package var subject: RecordID
  /// Structural facts that are never erased: an object without personal data.
  package var facts: JSON
  /// The commitment to the payload that can be redacted; see `Commitment`.
  package var commitment: Digest?

  /// Makes an event.
  package init(
    type: String, version: Int = 1, subject: RecordID, facts: JSON = .object([:]),
    commitment: Digest? = nil
  ) {
    self.type = type
    self.version = version
    self.subject = subject
    self.facts = facts
    self.commitment = commitment
  }
}
