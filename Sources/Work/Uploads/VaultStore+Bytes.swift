// SPDX-License-Identifier: Apache-2.0
import Core
import Dispatch
import Vault

extension VaultStore {
  /// An object's bytes, decrypted and checked, on a thread of its own since reading blocks.
  ///
  /// - Throws: `ObjectTooLarge` beyond `most` bytes, and what the vault throws.
  func bytes(of id: VaultID, atMost most: Int) async throws -> [UInt8] {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(
          with: Result {
            var bytes: [UInt8] = []
            try read(id) { chunk in
              guard bytes.count + chunk.count <= most else { throw ObjectTooLarge() }
              bytes += chunk
            }
            return bytes
          })
      }
    }
  }
}

/// An object beyond what is opened at once.
struct ObjectTooLarge: Error {}
