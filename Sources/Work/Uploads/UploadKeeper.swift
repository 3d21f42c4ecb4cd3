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
  private let database: PlatformDatabase
  private let clock: any PlatformClock
  private let random: any RandomSource
  private let bytesMax: Int
  private let logger: Logger

  /// Keeps uploads in a vault, their names in a database.
  package init(
    vault: VaultStore, database: PlatformDatabase, clock: any PlatformClock,
    random: any RandomSource, bytesMax: Int, logger: Logger
  ) {
    self.vault = vault
    self.database = database
    self.clock = clock
    self.random = random
    self.bytesMax = bytesMax
    self.logger = logger
  }

  /// Streams a body into the vault.
  ///
  /// - Throws: `UploadProblem` when it is empty or too large.
  package func keep(
    for actor: Actor, name: String, mediaType: String, body: any AsyncSequence<[UInt8], any Error>
  ) async throws -> Upload {
    let id = RecordID.make(prefix: "UPL", random: random.bytes(16))
    let queue = PieceQueue()
    async let written = write(id, from: queue)
    do {
      var total = 0
      for try await piece in body {
        total += piece.count
        guard total <= bytesMax else { throw UploadProblem.tooLarge(limit: bytesMax) }
        guard await queue.add(piece) else { break }
      }
      guard total > 0 else { throw UploadProblem.empty }
      queue.finish()
    } catch {
      // The write ends with the same error, or with its own; the sender hears the first one.
      queue.finish(error)
      do { _ = try await written } catch let other { note(other) }
      throw error
    }
    let receipt = try await written
    let upload = Upload(id: id, bytes: receipt.bytes, digest: receipt.digest)
    try UploadRegister(database).add(
      upload, for: actor, name: name, mediaType: mediaType, at: clock.now())
    return upload
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
