// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL

/// An SM2 key in memory (GB/T 32918.2), signing with SM3 and the default identifier of GM/T 0009.
///
/// Each signature draws fresh randomness from the system, so no two are alike.
package struct SM2Signer: Signer {
  /// The name under which verifiers know the key.
  package let name: String
  /// The public key, 65 bytes 04 || X || Y.
  package let publicKey: [UInt8]
  /// The private key, 32 bytes, big-endian. A secret: seal it before it is stored.
  package let privateKey: [UInt8]
  /// Always `sm2`.
  package var algorithm: SignatureAlgorithm { .sm2 }

  /// Takes a private key of 32 bytes; throws `invalidPrivateKey` when it is not in 1 ... n-2.
  package init(name: String, privateKey: [UInt8]) throws(CryptographyError) {
    try CryptographyError.check("private key", privateKey.count, is: 32)
    var publicKey = [UInt8](repeating: 0, count: 65)
    guard shuyu_sm2_public(privateKey, &publicKey) == 1 else { throw .invalidPrivateKey(.sm2) }
    self.name = name
    self.privateKey = privateKey
    self.publicKey = publicKey
  }

  /// Makes a new key from `random`.
  ///
  /// A draw outside 1 ... n-2 (about one in 2^32) is thrown away; a source that fails four times
  /// in a row is broken, which is thrown as `invalidPrivateKey`.
  package static func generate(
    name: String, random: some RandomSource
  ) throws(CryptographyError) -> SM2Signer {
    for _ in 0..<3 {
      do throws(CryptographyError) {
        return try SM2Signer(name: name, privateKey: random.bytes(32))
      } catch .invalidPrivateKey {
        continue
      }
    }
    return try SM2Signer(name: name, privateKey: random.bytes(32))
  }

  /// The signature r || s of `message`, 64 bytes.
  package func sign(_ message: [UInt8]) throws(CryptographyError) -> [UInt8] {
    guard let key = shuyu_sm2_key(privateKey, publicKey) else {
      throw .invalidPrivateKey(.sm2)
    }
    defer { EVP_PKEY_free(key) }
    var signature = [UInt8](repeating: 0, count: 64)
    guard shuyu_sm2_sign(key, message, message.count, &signature) == 1 else {
      throw .failed(operation: "an SM2 signature")
    }
    return signature
  }
}

extension SM2Signer: CustomStringConvertible, CustomReflectable {
  /// The name and algorithm, never the private key.
  package var description: String { "SM2Signer(\(name))" }
  /// Nothing, so that no dump shows the private key.
  package var customMirror: Mirror { Mirror(self, children: []) }
}
