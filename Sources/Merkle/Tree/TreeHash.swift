// SPDX-License-Identifier: Apache-2.0
package import Cryptography

/// Hashes leaves and nodes of the tree as RFC 6962 section 2.1 (RFC 9162 section 2.1.1) says.
package enum TreeHash {
  /// The root of a tree without leaves, which is the hash of nothing.
  package static let empty = SHA256.hash([])

  /// Hashes one leaf: SHA-256 of 0x00 and the entry.
  package static func leaf(_ entry: [UInt8]) -> Digest {
    SHA256.hash([0], entry)
  }

  /// Hashes two children: SHA-256 of 0x01, the left hash and the right hash.
  package static func node(_ left: Digest, _ right: Digest) -> Digest {
    SHA256.hash(prefix: 1, left, right)
  }
}
