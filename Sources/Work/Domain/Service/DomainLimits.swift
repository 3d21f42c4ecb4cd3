// SPDX-License-Identifier: Apache-2.0
package import Sandbox
package import Tabular

/// The bounds of the domain's work.
package struct DomainLimits: Sendable {
  /// The most programs that run side by side, however large the machine.
  package static let jobsAtOnceMax = 8

  /// The platform's own queries.
  package var query = SandboxLimits(
    memoryBytes: 1 << 29, scratchBytes: 4 << 30, outputBytes: 4 << 30, cpuSeconds: 3_600,
    wallClock: .seconds(3_600), outputTextBytes: 1 << 26)
  /// Registered programs.
  package var job = SandboxLimits(
    memoryBytes: 1 << 30, scratchBytes: 2 << 30, outputBytes: 1 << 30, cpuSeconds: 1_800,
    wallClock: .seconds(1_800))
  /// The bytes that the inputs of one query or program may have together in memory; larger ones
  /// lie on the encrypted scratch, and so do intermediate data then.
  package var memoryInputBytes = 512 << 20
  /// What such inputs may be where there is no encrypted scratch, in bytes.
  package var memoryInputBytesMax = 4 << 30
  /// How much of the encrypted scratch one query or program may take, besides its inputs, and as
  /// much again for outputs that lie there.
  package var diskBytes: UInt64 = 64 << 30
  /// Threads of one query or program.
  package var threads = 2
  /// Records of one kind looked at in a round.
  package var page = 50
  /// How many registered programs run side by side.
  package var jobsAtOnce = 2
  /// How many keys of a delivery are watched, and where.
  package var keys = KeyBounds()
  /// How versions are held in segments.
  package var segments = SegmentLimits()
  /// The classes in which the time of a run over grants is told.
  package var runTime = RunTimeClass(shortest: .seconds(1))

  /// The bounds for a machine of two processors and 4 GiB or more.
  package init() {}

  /// The bounds for a machine: so many programs side by side as it has processors, and as their
  /// bounds on memory, scratch and outputs together, all of them in memory, fit into three
  /// quarters of it; at least one, and at most `jobsAtOnceMax`.
  package init(processors: Int, memoryBytes: UInt64) {
    self.init()
    let each = job.memoryBytes + job.scratchBytes + job.outputBytes
    let fitting = Int(clamping: memoryBytes / 4 * 3 / max(1, each))
    jobsAtOnce = max(1, min(processors, fitting, DomainLimits.jobsAtOnceMax))
  }
}
