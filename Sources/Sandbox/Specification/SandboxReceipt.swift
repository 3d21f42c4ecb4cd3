// SPDX-License-Identifier: Apache-2.0
/// What became of one job, for the record.
package struct SandboxReceipt: Codable, Sendable, Equatable {
  /// How it ended.
  package var exit: SandboxExit

  /// What it left in `/out`.
  package var outputs: CollectedOutputs

  /// Processor time of all its processes, in milliseconds.
  package var cpuMilliseconds: Int

  /// Time from start to end, in milliseconds.
  package var wallMilliseconds: Int

  /// The most memory it had at once, in bytes, where the limiter measures it.
  package var memoryPeakBytes: UInt64?

  /// What bounded its memory and processes.
  package var limiter: Limiter

  /// The walls that stood around it, by name.
  package var layers: [String]

  /// The first bytes of its standard output.
  package var standardOutput: [UInt8]

  /// The last bytes of its standard error. Both may hold data values: they never leave the domain.
  package var standardError: [UInt8]

  /// Records an end.
  package init(
    exit: SandboxExit, outputs: CollectedOutputs = .none, cpuMilliseconds: Int = 0,
    wallMilliseconds: Int = 0, memoryPeakBytes: UInt64? = nil, limiter: Limiter,
    layers: [String] = [], standardOutput: [UInt8] = [], standardError: [UInt8] = []
  ) {
    self.exit = exit
    self.outputs = outputs
    self.cpuMilliseconds = cpuMilliseconds
    self.wallMilliseconds = wallMilliseconds
    self.memoryPeakBytes = memoryPeakBytes
    self.limiter = limiter
    self.layers = layers
    self.standardOutput = standardOutput
    self.standardError = standardError
  }
}
