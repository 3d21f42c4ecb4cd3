// SPDX-License-Identifier: Apache-2.0
import Cryptography
import Foundation
import Sandbox
import Work

extension WorkFixture {
  /// Whether this machine and user can have an encrypted scratch.
  static let hasScratch = isPossible && tools.missingForScratch.isEmpty

  /// The same domain with other bounds, other programs for the scratch, or a fuller disk.
  func bounded(
    tools: SandboxTools = WorkFixture.tools, floorBytes: UInt64 = 1 << 20,
    _ change: (inout DomainLimits) -> Void
  ) -> WorkFixture {
    var limits = parts.limits
    change(&limits)
    let scratch = DiskScratch(
      root: folder + "/scratch", tools: tools, random: SystemRandom(), floorBytes: floorBytes)
    let bounded = DomainParts(
      reporting: parts.reporting, vault: parts.vault, keys: parts.keys, sandbox: parts.sandbox,
      memory: parts.memory, scratch: scratch, limits: limits, board: parts.board,
      backoff: parts.backoff, random: parts.random, profiles: parts.profiles, now: parts.now,
      logger: parts.logger)
    return WorkFixture(
      platform: platform, parts: bounded, vault: vault, memory: memory, scratch: scratch,
      folder: folder)
  }

  /// What lies in the folder of scratches.
  func scratches() throws -> [String] {
    guard FileManager.default.fileExists(atPath: scratch.root) else { return [] }
    return try FileManager.default.contentsOfDirectory(atPath: scratch.root)
  }
}
