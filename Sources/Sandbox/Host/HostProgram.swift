// SPDX-License-Identifier: Apache-2.0
import Foundation
package import Glibc
import Synchronization

/// A program that runs beside this one, outside of any sandbox.
///
/// It inherits three descriptors and no others, and its end is taken at once by a thread of its
/// own: an ended child that nobody asks about holds up whoever waits for any child.
package final class HostProgram: Sendable {
  /// What stands behind one of the program's three standard descriptors.
  package enum Stream: Sendable {
    /// Nothing to read, and nowhere to write.
    case nothing
    /// What this process has there.
    case inherited
    /// An open descriptor, which stays the caller's.
    case descriptor(CInt)
  }

  /// What is run, and with what.
  package struct Call: Sendable {
    /// The path of the executable.
    package var path: String
    /// What follows its name.
    package var arguments: [String]
    /// All of its environment; nil for this process's own.
    package var environment: [String: String]?
    /// The folder that it starts in; nil for this process's own.
    package var folder: String?
    /// Its standard input, output and error.
    package var streams: (input: Stream, output: Stream, errors: Stream) = (
      .nothing, .inherited, .inherited
    )

    /// A call in this process's environment and folder, without input.
    package init(_ path: String, _ arguments: [String] = []) {
      (self.path, self.arguments) = (path, arguments)
    }
  }

  /// Its process id, which is its process group's, too.
  package let id: pid_t
  private let status = Mutex<CInt?>(nil)
  private let ended = DispatchGroup()

  /// Starts it; throws ``SandboxError/system(_:_:)`` when that cannot be done.
  package init(_ call: Call) throws {
    var start = try HostProgramStart(call)
    id = try start.run()
    ended.enter()
    Thread.detachNewThread { [self] in
      var about = siginfo_t()
      // Its number stays taken until the end is known here, so that no signal goes to another.
      while waitid(P_PID, id_t(id), &about, WEXITED | WNOWAIT) < 0 && errno == EINTR {}
      status.withLock { value in
        var word: CInt = 0
        var taken: pid_t
        repeat { taken = waitpid(id, &word, 0) } while taken < 0 && errno == EINTR
        value = taken == id ? Self.status(word) : -1
      }
      ended.leave()
    }
  }

  /// Waits for its end: the exit status, or the signal that ended it plus 128; -1 when its end was
  /// taken by somebody else.
  @discardableResult package func wait() -> CInt {
    ended.wait()
    return status.withLock { $0 ?? -1 }
  }

  /// Waits for its end for a time at most; nil when it still runs then.
  package func wait(milliseconds: Int) -> CInt? {
    _ = ended.wait(timeout: .now() + .milliseconds(milliseconds))
    return status.withLock { $0 }
  }

  /// Whether it has not ended.
  package var isRunning: Bool { status.withLock { $0 == nil } }

  /// Sends it a signal, unless it has ended.
  package func send(_ signal: CInt) {
    status.withLock { if $0 == nil { kill(id, signal) } }
  }

  /// Runs a program to its end: its status and what it wrote as its output, and among it its errors
  /// where `merged` says so.
  ///
  /// Its input is a file in memory, which it need not read.
  package static func run(
    _ call: Call, input: String = "", merged: Bool = false
  ) throws -> (status: CInt, output: String) {
    let given = try SandboxJob.memoryFile(Array(input.utf8))
    let taken = try OwnedDescriptor.pipe()
    let program = try given.with { from in
      try taken.writer.with { to in
        var call = call
        call.streams.input = .descriptor(from)
        call.streams.output = .descriptor(to)
        if merged { call.streams.errors = .descriptor(to) }
        return try HostProgram(call)
      }
    }
    given.close()
    taken.writer.close()
    let bytes = taken.reader.with {
      FileHandle(fileDescriptor: $0, closeOnDealloc: false).readDataToEndOfFile()
    }
    guard let program = program ?? nil, let bytes else { throw SandboxError.system("pipe", EBADF) }
    return (program.wait(), String(decoding: bytes, as: UTF8.self))
  }

  private static func status(_ word: CInt) -> CInt {
    word & 0x7F == 0 ? (word >> 8) & 0xFF : 128 + (word & 0x7F)
  }
}
