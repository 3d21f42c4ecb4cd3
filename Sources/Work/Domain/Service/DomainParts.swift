// SPDX-License-Identifier: Apache-2.0
package import Core
package import Cryptography
package import Logging
package import Regulation
package import Sandbox
package import Vault

/// What every worker of the domain uses.
package struct DomainParts: Sendable {
  /// Where pending work is read and results are reported.
  package let reporting: any Reporting
  /// Encrypted objects.
  package let vault: VaultStore
  /// Wraps keys that are not an object's.
  package let keys: any KeyStore
  /// Runs programs and the platform's queries.
  package let sandbox: SandboxRunner
  /// Where plaintext may lie.
  package let memory: MemoryMount
  /// Where plaintext may lie that memory does not carry.
  package let scratch: DiskScratch
  /// Bounds of one piece of work.
  package let limits: DomainLimits
  /// How far the work is.
  package let board: ProgressBoard
  /// When failed work is tried again.
  package let backoff: Backoff
  /// Randomness for keys and seeds.
  package let random: any RandomSource
  /// The rules of each place.
  package let profiles: [String: Profile]
  /// The present instant.
  package let now: @Sendable () -> Instant
  /// Log; classes and ids only.
  package let logger: Logger

  /// Puts the parts together.
  package init(
    reporting: any Reporting, vault: VaultStore, keys: any KeyStore, sandbox: SandboxRunner,
    memory: MemoryMount, scratch: DiskScratch, limits: DomainLimits = DomainLimits(),
    board: ProgressBoard, backoff: Backoff = Backoff(), random: any RandomSource,
    profiles: [String: Profile], now: @escaping @Sendable () -> Instant, logger: Logger
  ) {
    self.reporting = reporting
    self.vault = vault
    self.keys = keys
    self.sandbox = sandbox
    self.memory = memory
    self.scratch = scratch
    self.limits = limits
    self.board = board
    self.backoff = backoff
    self.random = random
    self.profiles = profiles
    self.now = now
    self.logger = logger
  }
}
