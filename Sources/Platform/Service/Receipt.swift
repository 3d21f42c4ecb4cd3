// SPDX-License-Identifier: Apache-2.0
package import Core
package import Cryptography

/// Where an entry stands: the caller's proof that the act is recorded.
package struct Receipt: Sendable, Hashable, Codable {
  /// The index of the entry.
  package let entry: Int
  /// The RFC 6962 leaf hash.
  package let leaf: Digest
  /// When it was recorded.
  package let recordedAt: Instant

  /// Makes a receipt.
  package init(entry: Int, leaf: Digest, recordedAt: Instant) {
    self.entry = entry
    self.leaf = leaf
    self.recordedAt = recordedAt
  }
}
