// SPDX-License-Identifier: Apache-2.0
import Core
package import Cryptography
import Foundation
package import Sandbox

/// Where plaintext lies that memory does not carry: on a disk, under a key that is in memory only.
///
/// Each piece of work has a scratch of its own. It is mounted in the work's folder in memory, so
/// that a backup of the data folder holds nothing but what is encrypted under a key that is gone.
package struct DiskScratch: Sendable {
  /// The bytes of the disk that no work takes.
  package static let floorBytes: UInt64 = 2 << 30

  /// The folder for encrypted files, on a disk.
  package let root: String
  private let tools: SandboxTools
  private let random: any RandomSource
  private let floorBytes: UInt64

  static let mountName = "scratch"

  /// Uses a folder, which is made when it is needed first.
  package init(
    root: String, tools: SandboxTools, random: any RandomSource,
    floorBytes: UInt64 = DiskScratch.floorBytes
  ) {
    self.root = root
    self.tools = tools
    self.random = random
    self.floorBytes = floorBytes
  }

  /// What it needs and this machine or user does not have, by name; empty when all is there.
  package var missing: [String] { tools.missingForScratch }

  /// Runs a piece of work with a scratch of its own, destroyed afterwards whatever happens.
  ///
  /// - Throws: `DomainFault.scratch` when none can be had, or the disk has no `bytes` to spare.
  package func with<Result>(
    in folder: MemoryFolder, needing bytes: Int,
    _ body: (EncryptedScratch) async throws -> Result
  ) async throws -> Result {
    guard missing.isEmpty else { throw DomainFault.scratch }
    let cipher = "\(root)/\(Hex.encode(random.bytes(8)))"
    try FileManager.default.createDirectory(
      atPath: cipher, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(atPath: cipher) }
    return try await EncryptedScratch.with(
      at: try folder.make(DiskScratch.mountName), over: cipher, tools: tools,
      key: random.bytes(32), floorBytes: floorBytes
    ) { scratch in
      guard scratch.availableBytes >= UInt64(clamping: bytes) else { throw DomainFault.scratch }
      return try await body(scratch)
    }
  }

  /// Takes away what earlier programs of this installation left when they were killed: mounts
  /// whose program is dead, and files that nobody can decrypt. Call it before any work begins.
  ///
  /// Returns how many scratches were removed.
  @discardableResult
  package func sweep(_ memory: MemoryMount) throws -> Int {
    for name in try memory.folders() {
      ScratchMounts.unmount(below: "\(memory.root)/\(name)", tools: tools)
    }
    guard FileManager.default.fileExists(atPath: root) else { return 0 }
    let left = try FileManager.default.contentsOfDirectory(atPath: root)
    FolderClearing.empty(root)
    return left.count
  }
}
