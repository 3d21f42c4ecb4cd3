// SPDX-License-Identifier: Apache-2.0
import Glibc

/// What one run of a job has of a scratch: folders of its own and a share that is measured.
struct ScratchRun: Sendable {
  /// The host's folder that the job sees as `/tmp`.
  let temporary: String

  /// The host's folder that the job sees as `/out`; none when outputs lie in memory.
  let output: String?

  private let meter: ScratchMeter
  private let limits: SandboxLimits
  private let usedBefore: UInt64

  /// Makes the folders.
  init(_ scratch: EncryptedScratch, for spec: SandboxSpec) throws {
    guard scratch.isServing else { throw SandboxError.scratch("it serves no more") }
    let name = "run-\(UInt64.random(in: 0...UInt64.max))"
    temporary = try Self.make(name + "-tmp", on: scratch)
    output =
      try spec.outputs.backing == .encryptedScratch ? Self.make(name + "-out", on: scratch) : nil
    meter = scratch.meter
    limits = spec.limits
    usedBefore = meter.usedBytes ?? 0
  }

  /// A folder that is the job's.
  private static func make(_ name: String, on scratch: EncryptedScratch) throws -> String {
    let path = try scratch.make(name)
    if let user = scratch.user, chown(path, user, user) != 0 {
      throw SandboxError.system("chown", errno)
    }
    return path
  }

  /// What the job may have in memory: what lies on the disk is not charged to it.
  var memoryLimits: SandboxLimits {
    var bounds = limits
    bounds.scratchBytes = 0
    if output != nil { bounds.outputBytes = 0 }
    return bounds
  }

  /// Whether the job took more than its share. What is encrypted takes a little more than the job
  /// wrote: one part in 64 and a MiB are not counted.
  var isOverShare: Bool {
    guard let used = meter.usedBytes else { return true }
    let share = limits.scratchBytes + (output == nil ? 0 : limits.outputBytes)
    return used > usedBefore + share + share / 64 + UInt64(ScratchRun.overheadBytes)
  }

  /// Whether the job must be stopped: it took more than its share, or the disk is nearly full.
  var isExceeded: Bool { meter.freeBytes < meter.floorBytes || isOverShare }

  private static let overheadBytes = 1 << 20
}
