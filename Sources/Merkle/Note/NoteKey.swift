// SPDX-License-Identifier: Apache-2.0
import Core
package import Cryptography

/// A public key that signs notes, with its name (c2sp.org/signed-note v1.0.0).
///
/// Ed25519 keys are of type 01. SM2 keys are of type ff followed by `gm-sm2-sm3/v1`; their
/// signatures are r || s over the text with the default identifier.
package struct NoteKey: Hashable, Sendable {
  /// The name, such as `example.org/ledger`.
  package let name: String
  /// The algorithm.
  package let algorithm: SignatureAlgorithm
  /// The public key: 32 bytes for Ed25519, 65 for SM2.
  package let publicKey: [UInt8]
  /// The first four bytes of SHA-256 of name, line feed, type and key.
  package let id: UInt32

  /// The bytes that stand for SM2 with SM3 where a key's type is written.
  static let sm2Type: [UInt8] = [0xFF] + Array("gm-sm2-sm3/v1".utf8)
  static let ed25519Type: [UInt8] = [0x01]

  /// Names a public key.
  package init(
    name: String, algorithm: SignatureAlgorithm, publicKey: [UInt8]
  ) throws(NoteError) {
    guard Self.isName(name) else { throw .wrongKeyName }
    guard publicKey.count == algorithm.publicKeyBytes else {
      throw .malformed("the public key has the wrong length")
    }
    self.name = name
    self.algorithm = algorithm
    self.publicKey = publicKey
    let hash = SHA256.hash(Array(name.utf8), [0x0A], Self.type(of: algorithm), publicKey)
    id = hash.bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// Reads the form `<name>+<id in hex>+<base 64 of type and key>`.
  package init(parsing text: String) throws(NoteError) {
    guard text.utf8.count <= 1024 else { throw .tooLarge(bytes: text.utf8.count, bytesMax: 1024) }
    let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[1].utf8.count == 8, let id = UInt32(parts[1], radix: 16),
      let blob = Base64.decode(String(parts[2]))
    else { throw .malformed("a key is written as name, id and base 64, with + between") }
    if blob.starts(with: Self.ed25519Type) {
      try self.init(
        name: String(parts[0]), algorithm: .ed25519, publicKey: Array(blob.dropFirst()))
    } else if blob.starts(with: Self.sm2Type) {
      try self.init(
        name: String(parts[0]), algorithm: .sm2,
        publicKey: Array(blob.dropFirst(Self.sm2Type.count)))
    } else {
      throw .unknownKeyKind
    }
    guard id == self.id else { throw .wrongKeyID }
  }

  /// The form `init(parsing:)` reads, known as a vkey.
  package var text: String {
    let blob = Self.type(of: algorithm) + publicKey
    return "\(name)+\(Hex.encode(idBytes))+\(Base64.encode(blob))"
  }

  /// The id as four bytes, big end first.
  var idBytes: [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: id >> $0) } }

  func isSignature(_ signature: [UInt8], of message: [UInt8]) -> Bool {
    SignatureVerifier.verify(
      signature, message: message, publicKey: publicKey, algorithm: algorithm)
  }

  static func isName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 256 && !name.contains("+")
      && name.unicodeScalars.allSatisfy {
        !$0.properties.isWhitespace && $0.properties.generalCategory != .control
      }
  }

  private static func type(of algorithm: SignatureAlgorithm) -> [UInt8] {
    switch algorithm {
    case .ed25519: ed25519Type
    case .sm2: sm2Type
    }
  }
}
