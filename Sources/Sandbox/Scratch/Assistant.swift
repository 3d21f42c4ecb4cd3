// SPDX-License-Identifier: Apache-2.0
import CSandbox
import Glibc

/// Programs of the platform's own that work beside jobs; each is killed with the thread that
/// started it.
enum Assistant {
  /// Starts one whose standard error goes where its standard output goes.
  static func start(
    _ path: String, arguments: [String], environment: [String],
    descriptors: (input: OwnedDescriptor, output: OwnedDescriptor), niceness: CInt
  ) throws -> pid_t {
    let words = arguments.map { strdup($0) } + [nil]
    let settings = environment.map { strdup($0) } + [nil]
    defer { (words + settings).forEach { free($0) } }
    let process = withExtendedLifetime(descriptors) {
      let output = descriptors.output.borrowed ?? -1
      return csandbox_assist(
        path, words, settings, [descriptors.input.borrowed ?? -1, output, output], niceness)
    }
    guard process > 0 else { throw SandboxError.system("fork", errno) }
    return process
  }

  /// The first child of a process with one thread; nil when it has none.
  static func child(of process: pid_t) -> pid_t? {
    SmallFile.read("/proc/\(process)/task/\(process)/children")?
      .split(separator: " ").first.flatMap { pid_t($0) }
  }

  /// Waits for one's end; whether it succeeded.
  static func wait(for process: pid_t) -> Bool {
    var status: CInt = 0
    var result: pid_t
    repeat { result = waitpid(process, &status, 0) } while result < 0 && errno == EINTR
    return result == process && status == 0
  }

  /// Runs one to its end and drops what it says; whether it succeeded.
  static func run(_ path: String, arguments: [String]) throws -> Bool {
    let nothing = try SandboxJob.descriptor("open", open("/dev/null", O_RDWR | O_CLOEXEC))
    return wait(
      for: try start(
        path, arguments: arguments, environment: [], descriptors: (nothing, nothing),
        niceness: 0))
  }
}
