// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL

/// An Ed25519 key in memory (RFC 8032). The same message always gets the same signature.
package struct Ed25519Signer: Signer {
  /// The name under which verifiers know the key.
  package let name: String
  /// The raw public key, 32 bytes.
  package let publicKey: [UInt8]
  /// The raw private key, 32 bytes. A secret: seal it before it is stored.
  package let privateKey: [UInt8]
  /// Always `ed25519`.
  package var algorithm: SignatureAlgorithm { .ed25519 }

  /// Takes a raw private key of 32 bytes; throws `wrongLength` for any other length.
  package init(name: String, privateKey: [UInt8]) throws(CryptographyError) {
    try CryptographyError.check("private key", privateKey.count, is: 32)
    var publicKey = [UInt8](repeating: 0, count: 32)
    guard shuyu_ed25519_public(privateKey, &publicKey) == 1 else {
      throw .invalidPrivateKey(.ed25519)
    }
    self.name = name
    self.privateKey = privateKey
    self.publicKey = publicKey
  }

  /// Makes a new key from 32 bytes of `random`.
  package static func generate(
    name: String, random: some RandomSource
  ) throws(CryptographyError) -> Ed25519Signer {
    try Ed25519Signer(name: name, privateKey: random.bytes(32))
  }

  /// The signature of `message`, 64 bytes.
  package func sign(_ message: [UInt8]) throws(CryptographyError) -> [UInt8] {
    var signature = [UInt8](repeating: 0, count: 64)
    guard shuyu_ed25519_sign(privateKey, message, message.count, &signature) == 1 else {
      throw .failed(operation: "an Ed25519 signature")
    }
    return signature
  }
}

extension Ed25519Signer: CustomStringConvertible, CustomReflectable {
  /// The name and algorithm, never the private key.
  package var description: String { "Ed25519Signer(\(name))" }
  /// Nothing, so that no dump shows the private key.
  package var customMirror: Mirror { Mirror(self, children: []) }
}
