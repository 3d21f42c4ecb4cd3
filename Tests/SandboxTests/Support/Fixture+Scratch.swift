// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc
import Sandbox

extension Fixture {
  /// Whether this machine and user can have an encrypted scratch.
  static let hasScratch = isPossible && tools.missingForScratch.isEmpty

  /// A key as it is told to gocryptfs.
  static let scratchKeyText = scratchKey.map { String($0, radix: 16) }.joined()
  private static let scratchKey = (0..<32).map { UInt8(0x40 + $0) }

  /// The folder on a disk in which the scratch's encrypted files lie.
  var cipher: String {
    FileManager.default.temporaryDirectory.path + "/" + (folder.split(separator: "/").last ?? "")
  }

  /// The private folder that a scratch is mounted at, made at the first time.
  func folderForScratch() throws -> String {
    let path = folder + "/scratch"
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
      throw SandboxError.system("mkdir", errno)
    }
    return path
  }

  /// Runs a body with a fresh fixture and a scratch.
  static func withScratch(
    floorBytes: UInt64 = 1 << 20, _ body: (Fixture, EncryptedScratch) async throws -> Void
  ) async throws {
    try await with { fixture in
      try await withScratch(of: fixture, floorBytes: floorBytes) { scratch in
        try await body(fixture, scratch)
      }
    }
  }

  /// Runs a body with a scratch of a fixture.
  static func withScratch<Result>(
    of fixture: Fixture, tools: SandboxTools = Fixture.tools, floorBytes: UInt64 = 1 << 20,
    _ body: (EncryptedScratch) async throws -> Result
  ) async throws -> Result {
    try FileManager.default.createDirectory(
      atPath: fixture.cipher, withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    return try await EncryptedScratch.with(
      at: try fixture.folderForScratch(), over: fixture.cipher, tools: tools, key: scratchKey,
      floorBytes: floorBytes, body)
  }
}
