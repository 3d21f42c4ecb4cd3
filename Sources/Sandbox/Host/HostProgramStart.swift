// SPDX-License-Identifier: Apache-2.0
import CSandbox
import Foundation
import Glibc

/// The start of a program by posix_spawn(3), with the memory that it reads.
struct HostProgramStart: ~Copyable {
  private let call: HostProgram.Call
  private var actions = posix_spawn_file_actions_t()
  private var attributes = posix_spawnattr_t()

  /// Prepares a call.
  init(_ call: HostProgram.Call) throws {
    self.call = call
    try Self.check(posix_spawn_file_actions_init(&actions))
    try Self.check(posix_spawnattr_init(&attributes))
  }

  deinit {
    var (actions, attributes) = (actions, attributes)
    posix_spawn_file_actions_destroy(&actions)
    posix_spawnattr_destroy(&attributes)
  }

  /// Starts the program; its id.
  mutating func run() throws -> pid_t {
    for (number, stream) in [call.streams.input, call.streams.output, call.streams.errors]
      .enumerated()
    {
      try open(stream, as: CInt(number))
    }
    // What others of this process have open meanwhile is not the program's.
    try Self.check(csandbox_host_actions(&actions, call.folder))
    try setSignals()
    let environment = call.environment ?? ProcessInfo.processInfo.environment
    var id: pid_t = 0
    let words = Self.array([call.path] + call.arguments)
    let settings = Self.array(environment.map { "\($0.key)=\($0.value)" })
    defer { (words + settings).forEach { free($0) } }
    try Self.check(posix_spawn(&id, call.path, &actions, &attributes, words, settings))
    return id
  }

  /// A number above the first three is copied in order, so none of them hides another.
  private mutating func open(_ stream: HostProgram.Stream, as number: CInt) throws {
    switch stream {
    case .nothing:
      let mode = number == 0 ? O_RDONLY : O_WRONLY
      try Self.check(posix_spawn_file_actions_addopen(&actions, number, "/dev/null", mode, 0))
    case .inherited:
      // Copied onto itself it loses the mark that would close it.
      try Self.check(posix_spawn_file_actions_adddup2(&actions, number, number))
    case .descriptor(let other):
      guard other > 2 else { throw SandboxError.specification("descriptor \(other) as a stream") }
      try Self.check(posix_spawn_file_actions_adddup2(&actions, other, number))
    }
  }

  /// A group of its own, no signal blocked, and every signal as a program finds it at its start.
  private mutating func setSignals() throws {
    var (none, all) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigfillset(&all)
    try Self.check(posix_spawnattr_setsigmask(&attributes, &none))
    try Self.check(posix_spawnattr_setsigdefault(&attributes, &all))
    let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
    try Self.check(posix_spawnattr_setflags(&attributes, Int16(flags)))
  }

  private static func array(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
    texts.map { strdup($0) } + [nil]
  }

  private static func check(_ error: CInt) throws {
    guard error == 0 else { throw SandboxError.system("start a program", error) }
  }
}
