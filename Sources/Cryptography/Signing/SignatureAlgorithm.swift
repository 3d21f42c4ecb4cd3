// SPDX-License-Identifier: Apache-2.0

/// A signature algorithm with its key and signature encodings.
package enum SignatureAlgorithm: String, Codable, Sendable, CaseIterable {
  /// Ed25519 (RFC 8032): raw keys of 32 bytes.
  case ed25519
  /// SM2 with SM3 (GB/T 32918.2, GM/T 0009): private key 32 bytes, public key 65 bytes
  /// 04 || X || Y, signature r || s, identifier `1234567812345678`.
  case sm2

  /// The length of a private key, in bytes.
  package var privateKeyBytes: Int { 32 }

  /// The length of a public key, in bytes.
  package var publicKeyBytes: Int {
    switch self {
    case .ed25519: 32
    case .sm2: 65
    }
  }

  /// The length of a signature, in bytes.
  package var signatureBytes: Int { 64 }
}
