// SPDX-License-Identifier: Apache-2.0
package import Sandbox

/// The bounds of the domain's work.
package struct DomainLimits: Sendable {
  /// The platform's own queries.
  package var query = SandboxLimits(
    memoryBytes: 1 << 29, scratchBytes: 4 << 30, outputBytes: 4 << 30, cpuSeconds: 3_600,
    wallClock: .seconds(3_600), outputTextBytes: 1 << 26)
  /// Registered programs.
  package var job = SandboxLimits(
    memoryBytes: 1 << 30, scratchBytes: 2 << 30, outputBytes: 1 << 30, cpuSeconds: 1_800,
    wallClock: .seconds(1_800))
  /// Threads of one query or program.
  package var threads = 2
  /// Records of one kind looked at in a round.
  package var page = 50

  /// The bounds for a machine of two processors and 4 GiB or more.
  package init() {}
}
