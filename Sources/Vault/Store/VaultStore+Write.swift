// SPDX-License-Identifier: Apache-2.0
package import Core
internal import Cryptography

extension VaultStore {
  /// Encrypts a file into a new object.
  package func write(
    _ id: VaultID, from path: String, metadata: JSON = .null, at now: Instant
  ) throws -> VaultReceipt {
    let source = try Descriptor(path, .read)
    return try write(id, metadata: metadata, at: now) { try source.read($0) }
  }

  /// Encrypts pieces of any length, end to end, into a new object.
  package func write(
    _ id: VaultID, pieces: some Sequence<[UInt8]>, metadata: JSON = .null, at now: Instant
  ) throws -> VaultReceipt {
    var reader = PieceReader(pieces)
    return try write(id, metadata: metadata, at: now) { reader.read($0) }
  }

  /// Encrypts what `read` gives into a new object.
  ///
  /// `read` gets the number of bytes wanted and gives as many, or fewer at the end, and then none.
  /// Either the whole object is on the disk when this returns, or nothing of it is in the vault.
  /// Throws `alreadyExists` when the identifier was ever used, and whatever `read` throws.
  package func write(
    _ id: VaultID, metadata: JSON, at now: Instant, read: (Int) throws -> [UInt8]
  ) throws -> VaultReceipt {
    let metadata = metadata.canonical()
    guard metadata.count <= VaultStore.metadataBytesMax else {
      throw VaultError.metadataTooLarge(bytesMax: VaultStore.metadataBytesMax)
    }
    try locked { try refuseTaken(id) }
    let key = random.bytes(CipherSuite.keyBytes)
    let header = ObjectHeader(
      id: id, suite: suite, chunkBytes: chunkBytes,
      noncePrefix: random.bytes(ChunkedCipher.prefixBytes))
    let cipher = try header.cipher(key: key)
    let staged = "\(root)/staging/\(id)-\(Hex.encode(random.bytes(8)))"
    defer { try? Folder.remove(staged) }
    // Made and locked in one step for others: the lock tells a sweep that a writer is alive.
    let file = try locked {
      let file = try Descriptor(staged, .create)
      _ = try file.tryLock(.exclusive)
      return file
    }
    try file.write(header.encoded)
    let content = try seal(into: file, cipher: cipher, read: read)
    try file.flush()
    var record = ObjectRecord(
      id: id, suite: suite, bytes: content.bytes, storedBytes: try file.byteCount(),
      digest: content.digest, headerDigest: header.digest, writtenAt: now,
      sealedMetadata: Hex.encode(try header.seal(metadata, key: key, cipher: cipher)),
      state: .usable, wrapped: WrappedKey(keyID: "", sealed: ""))
    record.wrapped = try keys.wrap(key, context: record.context)
    try commit(record, staged: staged)
    return record.receipt
  }

  private func seal(
    into file: borrowing Descriptor, cipher: ChunkedCipher, read: (Int) throws -> [UInt8]
  ) throws -> (bytes: Int, digest: Digest) {
    var feed = ChunkFeed(chunkBytes: chunkBytes, batchCount: batchCount)
    var hasher = Hasher256(.sha256)
    var index: UInt32 = 0
    var bytes = 0
    while let batch = try feed.next(read) {
      bytes += batch.reduce(0) { $0 + $1.count }
      guard bytes <= VaultStore.objectBytesMax else {
        throw VaultError.tooLarge(bytesMax: VaultStore.objectBytesMax)
      }
      let sealed = try cipher.seal(
        batch, first: index, endsMessage: feed.ended, hasher: &hasher)
      for chunk in sealed { try file.write(chunk) }
      index += UInt32(batch.count)
    }
    return (bytes, hasher.finalize())
  }

  private func commit(_ record: ObjectRecord, staged: String) throws {
    let encoded = try record.encoded()
    try locked {
      try refuseTaken(record.id)
      let content = contentPath(record.id)
      // An encrypted file without a record is left from a crash: its key is lost, so it goes.
      try Folder.remove(content)
      guard try Folder.link(staged, as: content) else {
        throw VaultError.alreadyExists(record.id)
      }
      do {
        try Folder.flush(around: content)
        // The record makes the object exist.
        try Folder.write(encoded, to: recordPath(record.id), replacing: false)
      } catch {
        try Folder.remove(content)
        throw error
      }
    }
  }

  private func refuseTaken(_ id: VaultID) throws {
    guard !Folder.exists(recordPath(id)), !Folder.exists(certificatePath(id)) else {
      throw VaultError.alreadyExists(id)
    }
  }
}
