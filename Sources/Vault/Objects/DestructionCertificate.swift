// SPDX-License-Identifier: Apache-2.0
package import Core
package import Cryptography

/// What was destroyed (xiao hui), when, and in which order.
///
/// It is written down before anything is destroyed and handed out after everything is, so an
/// interrupted destruction is taken up again and ends with the same certificate.
package struct DestructionCertificate: Hashable, Sendable, Codable {
  /// The object.
  package let id: VaultID
  /// The SHA-256 of the plaintext it held.
  package let digest: Digest
  /// The length of the plaintext, in bytes.
  package let bytes: Int
  /// The length of the encrypted file, in bytes.
  package let storedBytes: Int
  /// The suite it was sealed with.
  package let suite: CipherSuite
  /// The name of the master key that wrapped its key.
  package let wrappedKeyID: String
  /// When the destruction was ordered.
  package let orderedAt: Instant
  /// What was destroyed, in this order.
  package let destroyed: [Part]

  /// A thing that is destroyed.
  package enum Part: String, Codable, Sendable, CaseIterable {
    /// The wrapped key: overwritten, flushed to the disk, removed.
    case wrappedKey
    /// The encrypted file: removed.
    case encryptedFile
  }
}
