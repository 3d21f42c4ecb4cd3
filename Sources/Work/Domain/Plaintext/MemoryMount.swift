// SPDX-License-Identifier: Apache-2.0
import Core
package import Cryptography
import Foundation

/// The memory-backed mount on which plaintext may lie while a piece of work runs.
///
/// Each piece of work has a folder of its own, of mode 0700, which is always removed. What an
/// earlier program of the same installation left behind is swept at the start; other
/// installations on the machine are told apart by a tag made of the data folder's path.
package struct MemoryMount: Sendable {
  /// The mount.
  package let root: String
  private let prefix: String
  private let random: any RandomSource

  /// Uses a mount for the installation with this data folder.
  package init(root: String = "/dev/shm", installation: String, random: any RandomSource) {
    self.root = root
    self.random = random
    prefix = "shuyu-\(SHA256.hash(Array(installation.utf8)).hex.prefix(12))-"
  }

  /// Removes what is left of earlier programs; call it before any work begins.
  ///
  /// Returns how many folders were removed.
  @discardableResult
  package func sweep() throws -> Int {
    let left = try folders()
    for name in left { try FileManager.default.removeItem(atPath: "\(root)/\(name)") }
    return left.count
  }

  /// The names of the folders of work that runs.
  package func folders() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: root).filter { $0.hasPrefix(prefix) }
  }

  /// Runs a piece of work with a folder of its own, removed afterwards whatever happens.
  package func withFolder<Result>(
    _ body: (MemoryFolder) async throws -> Result
  ) async throws -> Result {
    let path = "\(root)/\(prefix)\(Hex.encode(random.bytes(8)))"
    let folder = MemoryFolder(path: path)
    try folder.make("")
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try await body(folder)
  }
}
