// SPDX-License-Identifier: Apache-2.0
import CSandbox
import Glibc

/// Watches a started job until it has ended: keeps what it says, and stops it when it must be.
struct JobWatch {
  /// What is known once the job has ended.
  struct Ended {
    var reason: StopReason?
    var exitCode: Int?
    var waitStatus: CInt = 0
    var cpuMilliseconds = 0
  }

  private let process: pid_t
  private let descriptor: OwnedDescriptor
  private let output: CInt
  private let streams: [OwnedDescriptor]
  private let limits: SandboxLimits
  private let group: ControlGroup?
  private let stop: JobStop
  private let disk: ScratchRun?

  private var first: OwnedDescriptor?
  private var killedAt: ContinuousClock.Instant?
  private var reason: StopReason?
  private var cpuSeen = 0
  private var nextMeasure = ContinuousClock.now
  private var status = BubblewrapStatus()
  private(set) var standardOutput: BoundedText
  private(set) var standardError: BoundedText

  private static let tick = Duration.milliseconds(25)
  private static let patience = Duration.seconds(2)
  /// Between two measures of the scratch: at least this, and ten times what one takes.
  private static let measuring = Duration.milliseconds(200)

  /// Takes over the job's descriptors. The streams are standard output, standard error, status.
  init(
    started: csandbox_started, streams: [OwnedDescriptor], limits: SandboxLimits,
    group: ControlGroup?, stop: JobStop, disk: ScratchRun?
  ) {
    self.disk = disk
    process = started.process
    descriptor = OwnedDescriptor(started.process_descriptor)
    output = started.output_descriptor
    self.streams = streams
    self.limits = limits
    self.group = group
    self.stop = stop
    standardOutput = BoundedText(.first, limit: limits.outputTextBytes)
    standardError = BoundedText(.last, limit: limits.outputTextBytes)
  }

  /// Waits for the end of every process of the job.
  mutating func wait() -> Ended {
    let begin = ContinuousClock.now
    let deadline = begin + limits.wallClock
    var lastLook = begin
    while !poll(for: Self.tick) {
      let now = ContinuousClock.now
      if reason == nil {
        reason = stop.requested ?? (now >= deadline ? .timedOut : nil)
        if reason == nil, now - lastLook >= Self.tick {
          reason = excess()
          lastLook = now
        }
      }
      if reason != nil { end(now) }
    }
    var ended = reap()
    // A job that ended between two measures took what it took.
    if reason == nil, disk?.isOverShare == true { reason = .scratchExceeded }
    ended.reason = reason
    ended.exitCode = status.exitCode
    return ended
  }

  /// Whether output or processor time ran out.
  private mutating func excess() -> StopReason? {
    if isOutputFull { return .outputExceeded }
    if isScratchExceeded() { return .scratchExceeded }
    if let used = group?.cpuNanoseconds {
      cpuSeen = Int(used / 1_000_000)
    } else if let root = status.firstProcess {
      cpuSeen = max(cpuSeen, ProcessTree(root: root).cpuMilliseconds)
    }
    return cpuSeen >= limits.cpuSeconds * 1000 ? .cpuExceeded : nil
  }

  private mutating func isScratchExceeded() -> Bool {
    let begin = ContinuousClock.now
    guard let disk, begin >= nextMeasure else { return false }
    defer { nextMeasure = begin + max(Self.measuring, (ContinuousClock.now - begin) * 10) }
    return disk.isExceeded
  }

  /// Whether the output file system has no room left: it is a page larger than the limit.
  var isOutputFull: Bool {
    guard disk?.output == nil else { return false }
    var system = statvfs()
    return fstatvfs(output, &system) == 0 && (system.f_bfree == 0 || system.f_ffree == 0)
  }

  /// Kills the first process of the namespace, and with it all of the namespace; bubblewrap then
  /// reaps it and ends. Only if that does not happen is bubblewrap killed too.
  private mutating func end(_ now: ContinuousClock.Instant) {
    let since = killedAt ?? now
    killedAt = since
    _ = first?.with { csandbox_signal($0, SIGKILL) }
    guard now - since > Self.patience else { return }
    _ = descriptor.with { csandbox_signal($0, SIGKILL) }
    group?.kill()
  }

  /// Waits for news; true once bubblewrap has ended.
  private mutating func poll(for time: Duration) -> Bool {
    let open = streams.indices.filter { streams[$0].isOpen }
    var list = [entry(descriptor)] + open.map { entry(streams[$0]) }
    if reason == nil { list.append(entry(stop.event)) }
    let milliseconds = CInt(time / .milliseconds(1))
    let count = withExtendedLifetime(self) {
      Glibc.poll(&list, nfds_t(list.count), milliseconds)
    }
    guard count > 0 else { return false }
    for (offset, index) in open.enumerated() where list[offset + 1].revents != 0 {
      _ = readOnce(index)
    }
    return list[0].revents != 0
  }

  private func entry(_ descriptor: OwnedDescriptor) -> pollfd {
    pollfd(fd: descriptor.borrowed ?? -1, events: Int16(POLLIN), revents: 0)
  }

  /// Takes what one stream has now; false when there was nothing or it ended.
  private mutating func readOnce(_ index: Int) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 65536)
    guard let count = streams[index].with({ read($0, &buffer, 65536) }) else { return false }
    if count < 0 && (errno == EAGAIN || errno == EINTR) { return false }
    guard count > 0 else {
      streams[index].close()
      return false
    }
    let bytes = buffer.prefix(count)
    switch index {
    case 0: standardOutput.append(bytes)
    case 1: standardError.append(bytes)
    default:
      status.append(bytes)
      if first == nil, let process = status.firstProcess {
        let raw = csandbox_process_descriptor(process)
        if raw >= 0 { first = OwnedDescriptor(raw) }
      }
    }
    return true
  }

  /// Collects the ends of bubblewrap and of the namespace's first process, and makes sure that
  /// nothing of the job outlives them.
  private mutating func reap() -> Ended {
    var ended = Ended()
    var milliseconds = Self.wait(for: process, status: &ended.waitStatus)
    drain()
    if let first, let number = status.firstProcess {
      _ = first.with { csandbox_signal($0, SIGKILL) }
      // Orphaned by bubblewrap, so this process's own child now; its end is certain.
      var ignored: CInt = 0
      milliseconds += Self.wait(for: number, status: &ignored)
    }
    group?.kill()
    let measured = group?.cpuNanoseconds.map { Int($0 / 1_000_000) }
    ended.cpuMilliseconds = measured ?? max(cpuSeen, milliseconds)
    return ended
  }

  /// Waits for a child's end; its processor time, its waited-for children's included.
  private static func wait(for process: pid_t, status: inout CInt) -> Int {
    var usage = rusage()
    var result: pid_t
    repeat { result = wait4(process, &status, 0, &usage) } while result < 0 && errno == EINTR
    guard result == process else { return 0 }
    let seconds = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
    return seconds * 1000 + Int(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000
  }

  /// Takes what is left in the pipes. Nobody writes any more, so this is at most a pipe's fill.
  private mutating func drain() {
    for index in streams.indices {
      for _ in 0..<64 where !readOnce(index) { break }
    }
  }
}
