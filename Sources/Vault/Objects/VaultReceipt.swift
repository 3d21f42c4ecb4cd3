// SPDX-License-Identifier: Apache-2.0
package import Core
package import Cryptography

/// What the vault took in.
package struct VaultReceipt: Hashable, Sendable, Codable {
  /// The object.
  package let id: VaultID
  /// The length of the plaintext, in bytes.
  package let bytes: Int
  /// The SHA-256 of the plaintext.
  package let digest: Digest
  /// The suite the object is sealed with.
  package let suite: CipherSuite
  /// The name of the master key that wraps the object's key.
  package let wrappedKeyID: String
  /// When it was written.
  package let writtenAt: Instant
}

/// An object as the vault lists it; no key is needed to know this much.
package struct VaultEntry: Hashable, Sendable {
  /// What was taken in.
  package let receipt: VaultReceipt
  /// Whether the object is usable or archive-sealed.
  package let state: VaultState
  /// The length of the encrypted file, in bytes.
  package let storedBytes: Int
}

/// Whether an object may be read.
package enum VaultState: String, Codable, Sendable, CaseIterable {
  /// It may be read.
  case usable
  /// It is kept and cannot be read until it is unsealed (feng cun).
  case archiveSealed
}
