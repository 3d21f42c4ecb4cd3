// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL

/// Checks signatures with a public key alone.
package enum SignatureVerifier {
  /// Whether `signature` is that of `message` under `publicKey`.
  ///
  /// Anything malformed (a wrong length, a point off the curve, r or s out of range) is false,
  /// never an error. SM2 keys are 65 bytes 04 || X || Y and signatures r || s; Ed25519 is raw.
  package static func verify(
    _ signature: [UInt8], message: [UInt8], publicKey: [UInt8], algorithm: SignatureAlgorithm
  ) -> Bool {
    guard signature.count == algorithm.signatureBytes,
      publicKey.count == algorithm.publicKeyBytes
    else { return false }
    switch algorithm {
    case .ed25519:
      return shuyu_ed25519_verify(publicKey, message, message.count, signature) == 1
    case .sm2:
      guard publicKey.first == 4, let key = shuyu_sm2_key(nil, publicKey) else { return false }
      defer { EVP_PKEY_free(key) }
      return shuyu_sm2_verify(key, message, message.count, signature) == 1
    }
  }
}
