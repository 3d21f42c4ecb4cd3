// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation
import Vault

extension VaultStore {
  /// Decrypts an object chunk after chunk on a thread of its own.
  func feed(_ id: RecordID) throws -> ChunkChannel {
    let channel = ChunkChannel()
    let name = try id.vaultID()
    Thread.detachNewThread { [self] in
      do {
        try read(name) { try channel.put($0) }
        channel.finish()
      } catch {
        channel.finish(error)
      }
    }
    return channel
  }

  /// Decrypts an object into a file that the sandbox's user can read.
  func decrypt(_ id: RecordID, to name: String, in folder: MemoryFolder) async throws {
    let (object, path) = (try id.vaultID(), folder.path(name))
    try await onThread { [self] in try read(object, to: path) }
    try folder.openToSandbox(name)
  }

  /// The whole content of an object of at most `bytesMax` bytes.
  func contents(_ id: RecordID, bytesMax: Int) async throws -> [UInt8] {
    let object = try id.vaultID()
    return try await onThread { [self] in
      var bytes: [UInt8] = []
      try read(object) { chunk in
        guard bytes.count + chunk.count <= bytesMax else { throw DomainFault.tooLarge }
        bytes += chunk
      }
      return bytes
    }
  }

  /// The bytes of some objects before encryption, together.
  func bytes(of objects: [RecordID]) throws -> Int {
    try objects.reduce(0) { $0 + (try receipt(try $1.vaultID())).bytes }
  }

  /// Encrypts a file under a name that follows from the work; an object that is there stays.
  func keep(
    _ id: RecordID, from path: String, metadata: JSON, at now: Instant
  ) async throws -> VaultReceipt {
    let object = try id.vaultID()
    return try await onThread { [self] in
      do {
        return try write(object, from: path, metadata: metadata, at: now)
      } catch VaultError.alreadyExists {
        return try verify(object)
      }
    }
  }

  /// Encrypts bytes under a name that follows from the work; an object that is there stays.
  func keep(
    _ id: RecordID, _ pieces: [[UInt8]], metadata: JSON = .null, at now: Instant
  ) async throws -> VaultReceipt {
    let object = try id.vaultID()
    return try await onThread { [self] in
      do {
        return try write(object, pieces: pieces, metadata: metadata, at: now)
      } catch VaultError.alreadyExists {
        return try verify(object)
      }
    }
  }

  /// What an interrupted piece of work wrote beside the object it had finished; nil when there is
  /// no such object.
  func finished<Report: Decodable>(_ type: Report.Type, _ id: RecordID) throws -> Report? {
    do {
      return try metadata(try id.vaultID()).decode(type)
    } catch VaultError.unknown {
      return nil
    }
  }

  /// Destroys an object and gives the digest of the certificate; nil when it never was there. What
  /// must go goes damaged as well: the certificate then says what its record claims.
  func destroyIfAny(_ id: RecordID, at now: Instant) throws -> Digest? {
    do {
      let certificate = try destroy(try id.vaultID(), at: now, evenIfDamaged: true)
      return SHA256.hash(try JSON(encoding: certificate).canonical())
    } catch VaultError.unknown {
      return nil
    }
  }
}
