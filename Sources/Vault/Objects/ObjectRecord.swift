// SPDX-License-Identifier: Apache-2.0
internal import Core
internal import Cryptography

/// What is kept beside an encrypted file: the wrapped key and what is known without it.
///
/// Everything but the wrapped key itself is authenticated by the wrapping, so neither the state nor
/// the digest can be changed by somebody who has the disk and not the master key.
struct ObjectRecord: Codable, Equatable {
  static let version = 1
  /// No record is longer than this, in bytes.
  static let bytesMax = 512 << 10

  var version = ObjectRecord.version
  let id: VaultID
  let suite: CipherSuite
  let bytes: Int
  let storedBytes: Int
  let digest: Digest
  let headerDigest: Digest
  let writtenAt: Instant
  /// The caller's metadata, sealed under the object's key, in hexadecimal digits.
  let sealedMetadata: String
  var state: VaultState
  var wrapped: WrappedKey

  /// What the wrapping authenticates: the record without the wrapped key.
  var context: [UInt8] {
    JSON.object([
      "bytes": .int(Int64(bytes)), "digest": .string(digest.hex),
      "headerDigest": .string(headerDigest.hex), "id": .string(id.rawValue),
      "sealedMetadata": .string(sealedMetadata), "state": .string(state.rawValue),
      "storedBytes": .int(Int64(storedBytes)), "suite": .string(suite.rawValue),
      "version": .int(Int64(version)), "writtenAt": .string(writtenAt.description),
    ]).canonical()
  }

  /// The record as it stands in its file.
  func encoded() throws -> [UInt8] { try JSON(encoding: self).canonical() }

  /// Reads a record that belongs to `id`; throws `damaged` when it does not.
  static func read(_ bytes: [UInt8], id: VaultID) throws -> ObjectRecord {
    let record: ObjectRecord
    do {
      record = try JSON.parse(bytes).decode(ObjectRecord.self)
    } catch {
      throw VaultError.damaged(id, part: "key record")
    }
    guard record.id == id, record.version == version, record.bytes >= 0 else {
      throw VaultError.damaged(id, part: "key record")
    }
    return record
  }

  /// The receipt that this record keeps.
  var receipt: VaultReceipt {
    VaultReceipt(
      id: id, bytes: bytes, digest: digest, suite: suite, wrappedKeyID: wrapped.keyID,
      writtenAt: writtenAt)
  }
}
