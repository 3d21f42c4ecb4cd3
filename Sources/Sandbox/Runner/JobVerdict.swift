// SPDX-License-Identifier: Apache-2.0
/// Decides how a job ended, from what was observed.
struct JobVerdict {
  let ended: JobWatch.Ended
  let limits: SandboxLimits
  let isOutputFull: Bool
  let outOfMemoryKills: UInt64
  let standardError: [UInt8]

  /// The end of the job.
  ///
  /// - Throws: ``SandboxError/refused(_:)`` when the job never began.
  func exit() throws -> SandboxExit {
    switch ended.reason {
    case .cancelled, .feedFailed: return .cancelled
    case .timedOut: return .timedOut
    case .cpuExceeded: return .cpuExceeded
    case .outputExceeded: return .outputExceeded
    case .scratchExceeded: return .scratchExceeded
    case nil: break
    }
    if ended.exitCode != 0 && outOfMemoryKills > 0 { return .memoryExceeded }
    if ended.exitCode != 0 && isOutputFull { return .outputExceeded }
    guard let code = ended.exitCode else {
      let signal = Int(ended.waitStatus & 0x7F)
      if signal != 0 { return .signalled(signal) }
      throw SandboxError.refused(String(decoding: standardError.prefix(200), as: UTF8.self))
    }
    guard (129...192).contains(code) else { return .exited(code) }
    if ended.cpuMilliseconds >= limits.cpuSeconds * 1000 { return .cpuExceeded }
    return .signalled(code - 128)
  }
}
