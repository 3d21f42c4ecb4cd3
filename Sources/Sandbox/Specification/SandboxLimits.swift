// SPDX-License-Identifier: Apache-2.0
/// The bounds of one job. Each is enforced; the receipt says by which means.
///
/// Memory, scratch and output are three numbers. Scratch and output are memory file systems of
/// exactly that size; under a control group the job's processes and both file systems together
/// are bounded by the sum of the three.
package struct SandboxLimits: Sendable, Hashable, Codable {
  /// Memory of all processes of the job, in bytes.
  package var memoryBytes: UInt64

  /// Size of `/tmp`, in bytes.
  package var scratchBytes: UInt64

  /// Size of all outputs together, in bytes.
  package var outputBytes: UInt64

  /// Processes and threads alive at once.
  package var processesMax: Int

  /// Processor time of all processes together, in seconds.
  package var cpuSeconds: Int

  /// Time from start to end.
  package var wallClock: Duration

  /// How much of standard output and of standard error is kept, in bytes, each.
  package var outputTextBytes: Int

  /// Sets the bounds; the defaults suit a small query.
  package init(
    memoryBytes: UInt64 = 1 << 30,
    scratchBytes: UInt64 = 1 << 30,
    outputBytes: UInt64 = 256 << 20,
    processesMax: Int = 64,
    cpuSeconds: Int = 600,
    wallClock: Duration = .seconds(600),
    outputTextBytes: Int = 64 << 10
  ) {
    self.memoryBytes = memoryBytes
    self.scratchBytes = scratchBytes
    self.outputBytes = outputBytes
    self.processesMax = processesMax
    self.cpuSeconds = cpuSeconds
    self.wallClock = wallClock
    self.outputTextBytes = outputTextBytes
  }

  /// The bound of the control group: processes, scratch and outputs are charged to it alike.
  var controlGroupBytes: UInt64 {
    memoryBytes.addingSaturated(scratchBytes).addingSaturated(outputBytes)
  }
}

extension UInt64 {
  /// The sum, or the largest value that can be a size.
  fileprivate func addingSaturated(_ other: UInt64) -> UInt64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? UInt64(Int64.max) : Swift.min(sum, UInt64(Int64.max))
  }
}

extension SandboxLimits {
  /// Tasks the control group and the process limit allow: the job's, and bubblewrap's own two.
  var tasksMax: Int { processesMax + 2 }
}
