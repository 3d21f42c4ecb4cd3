// SPDX-License-Identifier: Apache-2.0
package import Cryptography

/// Encrypted dataset versions in a folder.
///
/// `objects` holds for each object an encrypted file and a record with its wrapped key;
/// `certificates` what was destroyed; `staging` what is being written. Objects are written once and
/// never changed. Several threads and programs may use one folder: changes are made under a file
/// lock, and a reader holds a shared lock on the record, so nothing is destroyed under its hands.
package struct VaultStore: Sendable {
  /// The longest content of an object, in bytes: 1 TiB.
  package static let objectBytesMax = 1 << 40
  /// The longest metadata of an object in canonical form, in bytes.
  package static let metadataBytesMax = 64 << 10
  /// The length of a chunk before sealing, in bytes, unless another is asked for.
  package static let chunkBytes = 1 << 20

  /// The suite that new objects are sealed with.
  package let suite: CipherSuite
  let root: String
  let keys: any KeyStore
  let random: any RandomSource
  let chunkBytes: Int
  /// How many chunks are in memory at a time.
  let batchCount = 16

  /// Opens the vault in the folder `root`, making what is missing.
  ///
  /// `chunkBytes` (1 byte to 16 MiB) holds for new objects; each remembers its own.
  package init(
    root: String, keys: any KeyStore, random: any RandomSource, suite: CipherSuite,
    chunkBytes: Int = VaultStore.chunkBytes
  ) throws {
    self.root = root
    self.keys = keys
    self.random = random
    self.suite = suite
    self.chunkBytes = chunkBytes
    for folder in [root, root + "/objects", root + "/staging", root + "/certificates"] {
      try Folder.make(folder)
    }
    try Folder.flush(around: root + "/objects")
  }

  func contentPath(_ id: VaultID) -> String { "\(root)/objects/\(id).data" }
  func recordPath(_ id: VaultID) -> String { "\(root)/objects/\(id).key" }
  func certificatePath(_ id: VaultID) -> String { "\(root)/certificates/\(id).json" }

  /// Runs `body` while no other thread or program changes the vault.
  func locked<Result: ~Copyable>(_ body: () throws -> Result) throws -> Result {
    let lock = try Descriptor(root + "/.lock", .lock)
    try lock.waitForLock()
    return try body()
  }

  /// The record of an object; throws `unknown` when none is kept, or the object is destroyed.
  func record(_ id: VaultID) throws -> ObjectRecord {
    guard !Folder.exists(certificatePath(id)) else { throw VaultError.unknown(id) }
    do {
      let bytes = try Folder.contents(recordPath(id), bytesMax: ObjectRecord.bytesMax)
      return try ObjectRecord.read(bytes, id: id)
    } catch  where SystemFailure.isMissing(error) {
      throw VaultError.unknown(id)
    }
  }

  /// The object's key; throws `damaged` when anything in the record was changed.
  func objectKey(_ record: ObjectRecord) throws -> [UInt8] {
    do {
      return try keys.unwrap(record.wrapped, context: record.context)
    } catch CryptographyError.notAuthentic {
      throw VaultError.damaged(record.id, part: "key record")
    }
  }
}
