// SPDX-License-Identifier: Apache-2.0
internal import Cryptography

/// The first bytes of an encrypted file, in the clear; every chunk is bound to their digest.
///
/// `SHUYUVLT`, version 1, suite (1 intl, 2 gm), chunk length (4 bytes, big-endian), nonce prefix
/// (8 bytes), length of the identifier (1 byte), identifier.
struct ObjectHeader: Equatable {
  static let magic = Array("SHUYUVLT".utf8)
  static let version: UInt8 = 1
  /// The bytes before the identifier.
  static let fixedBytes = 23

  let id: VaultID
  let suite: CipherSuite
  let chunkBytes: Int
  let noncePrefix: [UInt8]

  /// The header as it stands in the file.
  var encoded: [UInt8] {
    let length = (0..<4).map { UInt8(truncatingIfNeeded: chunkBytes >> (24 - 8 * $0)) }
    let name = Array(id.rawValue.utf8)
    return ObjectHeader.magic + [ObjectHeader.version, suite == .intl ? 1 : 2] + length
      + noncePrefix + [UInt8(name.count)] + name
  }

  /// The digest that the chunks and the wrapped key are bound to.
  var digest: Digest { SHA256.hash(encoded) }

  init(id: VaultID, suite: CipherSuite, chunkBytes: Int, noncePrefix: [UInt8]) {
    self.id = id
    self.suite = suite
    self.chunkBytes = chunkBytes
    self.noncePrefix = noncePrefix
  }

  /// Reads the header from the front of a file; nil when it is not one, or of another version.
  init?(_ bytes: [UInt8]) {
    guard bytes.count > ObjectHeader.fixedBytes, Array(bytes[..<8]) == ObjectHeader.magic,
      bytes[8] == ObjectHeader.version, let suite = ObjectHeader.suite(bytes[9])
    else { return nil }
    let end = ObjectHeader.fixedBytes + Int(bytes[22])
    guard bytes.count >= end else { return nil }
    let name = String(decoding: bytes[ObjectHeader.fixedBytes..<end], as: UTF8.self)
    do throws(VaultError) {
      id = try VaultID(name)
    } catch {
      return nil
    }
    self.suite = suite
    chunkBytes = bytes[10..<14].reduce(0) { $0 << 8 | Int($1) }
    noncePrefix = Array(bytes[14..<22])
  }

  private static func suite(_ code: UInt8) -> CipherSuite? {
    switch code {
    case 1: .intl
    case 2: .gm
    default: nil
    }
  }
}
