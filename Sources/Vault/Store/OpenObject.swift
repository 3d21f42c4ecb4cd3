// SPDX-License-Identifier: Apache-2.0
internal import Core
internal import Cryptography

/// An object whose key is unwrapped and whose record is locked against change until it goes.
struct OpenObject: ~Copyable {
  let record: ObjectRecord
  private let header: ObjectHeader
  private let key: [UInt8]
  private let cipher: ChunkedCipher
  private let claim: Claim

  /// Opens an object; throws `unknown`, `archiveSealed`, `inUse` or `damaged`.
  init(_ id: VaultID, in store: VaultStore) throws {
    let claim = try store.locked { try Claim(id, in: store) }
    let record = claim.record
    let front = try claim.content.read(ObjectHeader.fixedBytes + id.rawValue.utf8.count)
    guard let header = ObjectHeader(front), header.id == id, header.suite == record.suite,
      header.digest == record.headerDigest
    else { throw VaultError.damaged(id, part: "header") }
    guard try claim.content.byteCount() == record.storedBytes else {
      throw VaultError.damaged(id, part: "length")
    }
    let key = try store.objectKey(record)
    let cipher = try header.cipher(key: key)
    self.key = key
    self.cipher = cipher
    self.record = record
    self.header = header
    self.claim = claim
  }

  /// The metadata that was written with the object.
  func metadata() throws -> JSON {
    do {
      let sealed = Hex.decode(record.sealedMetadata) ?? []
      return try JSON.parse(header.open(sealed, key: key, cipher: cipher))
    } catch CryptographyError.notAuthentic {
      throw VaultError.damaged(record.id, part: "metadata")
    }
  }

  /// Gives the plaintext chunk after chunk; each is authentic and in its place when it is given.
  consuming func forEachChunk(
    batchCount: Int, _ body: ([UInt8]) throws -> Void
  ) throws {
    let sealedBytes = record.chunkBytesStored(header: header)
    let full = header.chunkBytes + header.suite.tagBytes
    let total = max(1, (sealedBytes + full - 1) / full)
    var position = 0
    var bytes = 0
    while position < total {
      let count = min(batchCount, total - position)
      var batch: [[UInt8]] = []
      for _ in 0..<count { batch.append(try claim.content.read(full)) }
      let chunks = try open(batch, first: position, endsMessage: position + count == total)
      for chunk in chunks {
        bytes += chunk.count
        try body(chunk)
      }
      position += count
    }
    guard bytes == record.bytes else { throw VaultError.damaged(record.id, part: "length") }
  }

  private func open(_ batch: [[UInt8]], first: Int, endsMessage: Bool) throws -> [[UInt8]] {
    do {
      return try cipher.open(
        batch, first: UInt32(clamping: first), endsMessage: endsMessage)
    } catch CryptographyError.notAuthentic {
      throw VaultError.damaged(record.id, part: "content")
    }
  }
}

/// The files of an object that may be read: the record under a shared lock, and the content.
private struct Claim: ~Copyable {
  let record: ObjectRecord
  let lock: Descriptor
  let content: Descriptor

  init(_ id: VaultID, in store: VaultStore) throws {
    let record = try store.record(id)
    guard record.state == .usable else { throw VaultError.archiveSealed(id) }
    let lock = try Descriptor(store.recordPath(id), .read)
    guard try lock.tryLock(.shared) else { throw VaultError.inUse(id) }
    let content = try Claim.content(id, in: store)
    self.record = record
    self.lock = lock
    self.content = content
  }

  private static func content(_ id: VaultID, in store: VaultStore) throws -> Descriptor {
    do {
      return try Descriptor(store.contentPath(id), .read)
    } catch  where SystemFailure.isMissing(error) {
      throw VaultError.damaged(id, part: "content")
    }
  }
}

extension ObjectRecord {
  /// The bytes that the sealed chunks take in the file.
  func chunkBytesStored(header: ObjectHeader) -> Int { storedBytes - header.encoded.count }
}
