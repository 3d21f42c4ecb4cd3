// SPDX-License-Identifier: Apache-2.0
import CSandbox
import Glibc

/// gocryptfs as a child of the calling thread, in the foreground.
struct ScratchProgram: Sendable {
  /// The number of this process's child: gocryptfs, or what it lives under.
  let process: pid_t

  private let isKept: Bool
  private let descriptor: OwnedDescriptor
  private let output: OwnedDescriptor

  private static let ready = "Filesystem mounted and ready."
  private static let keeper = [
    "unshare", "--pid", "--fork", "--kill-child=KILL", "--", "/bin/sh", "-c", "\"$@\"; exit $?",
    "sh",
  ]
  private static let patienceMilliseconds = 15_000

  /// It gives way to the platform's own work: what a job makes it do is not counted as the job's.
  private static let niceness: CInt = 10

  /// Starts it; the key goes through a pipe, which no command line and no file shows.
  init(tools: SandboxTools, cipher: String, mount: String, key: [UInt8], isForJobUser: Bool) throws
  {
    // A program that went away is an error of the write, not a signal to this process.
    var pipeSignal = sigset_t()
    sigemptyset(&pipeSignal)
    sigaddset(&pipeSignal, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &pipeSignal, nil)

    let given = try OwnedDescriptor.pipe()
    let said = try OwnedDescriptor.pipe()
    var arguments = [
      "gocryptfs", "-fg", "-masterkey=stdin", "-deterministic-names", "-nosyslog",
      // Nobody else writes below it; deleted room is given back, so none is taken ahead.
      "-kernel_cache", "-noprealloc", "-noexec", "-nosuid", "-nodev", "-fsname", "shuyu-scratch",
    ]
    // As root: a job's user may use it too. Asked of the kernel alone: told so itself, gocryptfs
    // would take the user's identity for what a job makes, with all its threads, so that whatever
    // else is asked meanwhile is refused at random. Files then are root's on the disk and no mode
    // of them is looked at: a job reaches no more of it than what is bound into its sandbox.
    if isForJobUser { arguments += ["-ko", "allow_other"] }
    arguments += [cipher, mount]
    // A change of identity takes the parent-death signal away. Should gocryptfs ever make one, it
    // lives in a process namespace whose first process never does, and which ends with that.
    if isForJobUser { arguments = Self.keeper + [tools.gocryptfs] + arguments.dropFirst() }
    isKept = isForJobUser
    process = try Assistant.start(
      isForJobUser ? tools.unshare : tools.gocryptfs, arguments: arguments,
      environment: ["PATH=" + tools.mountingPath], descriptors: (given.reader, said.writer),
      niceness: Self.niceness)
    given.reader.close()
    said.writer.close()
    output = said.reader
    descriptor = OwnedDescriptor(csandbox_process_descriptor(process))
    let text = Array((key.map(Self.hexadecimal).joined() + "\n").utf8)
    _ = given.writer.with { write($0, text, text.count) }
    given.writer.close()
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    let digits = Array("0123456789abcdef")
    return String([digits[Int(byte >> 4)], digits[Int(byte & 15)]])
  }

  /// Waits until it says that it is mounted.
  func awaitReady() throws {
    var text = BoundedText(.last, limit: 4096)
    let deadline = ContinuousClock.now + .milliseconds(Self.patienceMilliseconds)
    while ContinuousClock.now < deadline {
      guard let bytes = next(besides: nil, milliseconds: 100) else { continue }
      text.append(bytes)
      let said = String(decoding: text.bytes, as: UTF8.self)
      if said.contains(Self.ready) { return }
      // Nothing was written to it yet, so its words hold no data.
      guard !bytes.isEmpty else { throw SandboxError.scratch(Self.lastLine(said)) }
    }
    throw SandboxError.scratch("it was not mounted in time")
  }

  private static func lastLine(_ text: String) -> String {
    text.split(separator: "\n").last.map { String($0.prefix(200)) } ?? "it could not be started"
  }

  /// Drops what it says, which may name files, until the event or its end.
  func wait(until event: OwnedDescriptor) {
    while isRunning {
      if let bytes = next(besides: event, milliseconds: 1_000), bytes.isEmpty { return }
    }
  }

  /// Whether it has not ended.
  var isRunning: Bool {
    var entry = pollfd(fd: descriptor.borrowed ?? -1, events: Int16(POLLIN), revents: 0)
    return withExtendedLifetime(descriptor) { poll(&entry, 1, 0) } == 0
  }

  /// Ends it and takes its status.
  func end() {
    // With the first process of its namespace all in it end, and what this process started ends
    // after them; killed itself, it would end before gocryptfs does.
    if isKept, let first = Assistant.child(of: process) {
      kill(first, SIGKILL)
    } else {
      _ = descriptor.with { csandbox_signal($0, SIGKILL) }
    }
    _ = Assistant.wait(for: process)
    descriptor.close()
    output.close()
  }

  /// What it says next; empty at the end of its output or when the event came, none in time.
  private func next(besides event: OwnedDescriptor?, milliseconds: CInt) -> [UInt8]? {
    var list = [output, event].map {
      pollfd(fd: $0?.borrowed ?? -1, events: Int16(POLLIN), revents: 0)
    }
    let count = withExtendedLifetime((output, event)) {
      poll(&list, nfds_t(list.count), milliseconds)
    }
    guard count > 0 else { return nil }
    if list[1].revents != 0 { return [] }
    var buffer = [UInt8](repeating: 0, count: 4096)
    let read = output.with { Glibc.read($0, &buffer, buffer.count) } ?? 0
    if read < 0 && errno == EINTR { return nil }
    return Array(buffer.prefix(max(0, read)))
  }
}
