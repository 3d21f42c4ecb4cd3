// SPDX-License-Identifier: Apache-2.0

/// A way of sealing bytes so that they can be neither read nor changed without the key.
///
/// Both take a key of 32 bytes and a nonce of 12 bytes, which must never repeat under one key.
package enum CipherSuite: String, Codable, Sendable, CaseIterable {
  /// AES-256-GCM (NIST SP 800-38D); tag of 16 bytes.
  case intl
  /// SM4-CTR (GB/T 32907), then HMAC-SM3 (GM/T 0042) over nonce, additional data and ciphertext;
  /// tag of 32 bytes.
  case gm

  /// The length of a key, in bytes.
  package static let keyBytes = 32
  /// The length of a nonce, in bytes.
  package static let nonceBytes = 12
  /// The longest message, in bytes: 1 GiB.
  package static let messageBytesMax = 1 << 30

  /// The length of the tag that follows the ciphertext, in bytes.
  package var tagBytes: Int {
    switch self {
    case .intl: 16
    case .gm: 32
    }
  }
}
