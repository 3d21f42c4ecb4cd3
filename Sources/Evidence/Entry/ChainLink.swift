// SPDX-License-Identifier: Apache-2.0
package import Core
package import Cryptography

/// The place of an entry in the chain of entries about one subject.
package struct ChainLink: Hashable, Sendable {
  /// Whose chain it is.
  package var subject: RecordID
  /// How many entries about the subject came before, so 0 for the first.
  package var sequence: Int
  /// The leaf hash of the entry before; nil exactly when `sequence` is 0.
  package var previous: Digest?

  /// Makes a link.
  package init(subject: RecordID, sequence: Int, previous: Digest?) {
    self.subject = subject
    self.sequence = sequence
    self.previous = previous
  }
}
