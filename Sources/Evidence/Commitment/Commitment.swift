// SPDX-License-Identifier: Apache-2.0
package import Core
package import Cryptography

/// The commitment that stands in an entry for a payload which may be erased later.
///
/// It is SHA-256 of 0x02, the salt and the canonical payload. 0x02 keeps it apart from the leaf
/// (0x00) and node (0x01) hashes of RFC 6962. Salt and payload are erased together; the commitment
/// then tells nothing about what was erased.
package enum Commitment {
  /// The length of a salt in bytes.
  package static let saltBytes = 16

  /// Commits to a payload under a salt of 16 random bytes.
  package static func make(payload: JSON, salt: [UInt8]) -> Digest {
    precondition(salt.count == saltBytes, "a salt has 16 bytes")
    return SHA256.hash([2], salt, payload.canonical())
  }

  /// Tells whether the payload and salt are those of the commitment.
  package static func verify(_ commitment: Digest, payload: JSON, salt: [UInt8]) -> Bool {
    salt.count == saltBytes && make(payload: payload, salt: salt) == commitment
  }
}
