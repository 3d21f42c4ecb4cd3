// SPDX-License-Identifier: Apache-2.0
import Core
package import Cryptography
import Dispatch
package import Logging
package import Platform
package import Store
import Synchronization
package import Vault

/// Keeps uploaded files in the vault until an action refers to them. Plaintext touches no disk.
package struct UploadKeeper: Sendable {
  private let vault: VaultStore
  private let register: UploadRegister
  private let clock: any PlatformClock
  private let random: any RandomSource
  private let quota: UploadQuota
  private let desk: UploadDesk
  private let logger: Logger

  /// Keeps uploads in a vault, their names in a database; `freeBytes` says what the disk has left.
  package init(
    vault: VaultStore, database: PlatformDatabase, clock: any PlatformClock,
    random: any RandomSource, quota: UploadQuota, freeBytes: @escaping @Sendable () -> Int?,
    logger: Logger
  ) {
    self.vault = vault
    register = UploadRegister(database)
    self.clock = clock
    self.random = random
    self.quota = quota
    desk = UploadDesk(register: register, quota: quota, freeBytes: freeBytes)
    self.logger = logger
  }

  /// Streams a body into the vault.
  ///
  /// Quota and room are checked before a byte is read, with what the sender announced; without an
  /// announcement they are checked again as it grows. What is said to be data is no paper, and the
  /// bound on papers does not keep it out.
  /// - Throws: `UploadProblem` when it is empty, too large or beyond what may wait.
  package func keep(
    for actor: Actor, name: String, mediaType: String, isData: Bool = false, length: Int?,
    body: any AsyncSequence<[UInt8], any Error>
  ) async throws -> Upload {
    if !isData { try desk.checkPapers(of: actor.organisation) }
    let id = RecordID.make(prefix: Upload.prefix, random: random.bytes(16))
    var admitted = max(1, length ?? 1)
    try desk.admit(id, of: actor, bytes: admitted)
    do {
      let queue = PieceQueue()
      async let written = write(id, from: queue)
      do {
        var total = 0
        for try await piece in body {
          total += piece.count
          guard total <= quota.fileBytesMax else {
            throw UploadProblem.tooLarge(limit: quota.fileBytesMax)
          }
          if total > admitted {
            try desk.admit(id, of: actor, bytes: total)
            admitted = total + UploadDesk.stepBytes
          }
          guard await queue.add(piece) else { break }
        }
        guard total > 0 else { throw UploadProblem.empty }
        if length == nil { try desk.admit(id, of: actor, bytes: total) }
        queue.finish()
      } catch {
        // The write ends with the same error, or with its own; the sender hears the first one.
        queue.finish(error)
        do { _ = try await written } catch let other { self.note(other) }
        throw error
      }
      let receipt = try await written
      let upload = Upload(id: id, bytes: receipt.bytes, digest: receipt.digest)
      try desk.finish(id) {
        try register.add(
          upload, for: actor, name: name, mediaType: mediaType, isData: isData, at: clock.now())
      }
      return upload
    } catch {
      desk.release(id)
      throw error
    }
  }

  /// Removes files that no action used in time.
  ///
  /// - Returns: how many were removed. A file that is being read is removed at a later call.
  package func expire() throws -> Int {
    let now = clock.now()
    let before = now.adding(milliseconds: -Int64(quota.keepHours) * 3_600_000)
    var removed = 0
    for id in try register.expire(uploadedBefore: before, at: now) {
      do {
        _ = try vault.destroy(VaultID(id.rawValue), at: now, evenIfDamaged: true)
      } catch VaultError.unknown {
        // A crash came between the bytes and the row.
      } catch VaultError.inUse {
        continue
      }
      try register.forget(id)
      removed += 1
    }
    return removed
  }

  /// The bytes of a kept paper, decrypted and checked by the vault.
  package func bytes(of paper: Paper) async throws -> [UInt8] {
    try await vault.bytes(of: VaultID(paper.upload.rawValue), atMost: Paper.bytesMax)
  }

  private func note(_ error: any Error) {
    logger.debug("upload given up", metadata: ["kind": "\(type(of: error))"])
  }

  /// Encrypts on a thread of its own, since reading from the queue blocks.
  private func write(_ id: RecordID, from queue: PieceQueue) async throws -> VaultReceipt {
    let (vault, now) = (vault, clock.now())
    return try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async {
        let result = Result {
          try vault.write(VaultID(id.rawValue), metadata: .null, at: now) { count in
            try queue.take(count)
          }
        }
        queue.abandon()
        continuation.resume(with: result)
      }
    }
  }
}
