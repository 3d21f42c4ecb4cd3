// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc
import Sandbox

/// A program that runs in another process and whose output is read line by line.
final class ChildProgram {
  private let process: HostProgram
  private let output: FileHandle
  private var rest = Data()

  /// Starts one of the built programs; its standard error is this test's.
  ///
  /// No other program that is started meanwhile inherits the pipe, so that its end is the child's.
  init(_ name: String, _ arguments: [String]) throws {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw TestProblem("no pipe") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    output = FileHandle(fileDescriptor: ends[0], closeOnDealloc: true)
    let input = FileHandle(fileDescriptor: ends[1], closeOnDealloc: true)
    var call = HostProgram.Call(Built.folder.appending(path: name).path, arguments)
    call.folder = Built.root.path
    call.streams.output = .descriptor(input.fileDescriptor)
    process = try HostProgram(call)
    try input.close()
  }

  /// The process id.
  var id: Int32 { process.id }

  /// The next line; nil at the end.
  func line() -> String? {
    while true {
      if let end = rest.firstIndex(of: 0x0A) {
        defer { rest = Data(rest[rest.index(after: end)...]) }
        return String(decoding: rest[..<end], as: UTF8.self)
      }
      let more = output.availableData
      guard !more.isEmpty else { return nil }
      rest.append(more)
    }
  }

  /// Every line to the end.
  func lines() -> [String] {
    var lines: [String] = []
    while let line = line() { lines.append(line) }
    return lines
  }

  /// Waits for the end and gives the exit status.
  func status() -> Int32 {
    process.wait()
  }

  /// Asks it to end in order.
  func stop() -> Int32 {
    process.send(SIGTERM)
    return status()
  }

  /// Ends it at once, as a power failure would.
  func kill() {
    process.send(SIGSTOP)
    let orphans = Self.descendants(of: id)
    process.send(SIGKILL)
    process.wait()
    orphans.forEach(Self.takeEnd)
  }

  /// What a process started, and what that did.
  private static func descendants(of process: pid_t) -> [pid_t] {
    let path = "/proc/\(process)/task"
    // Who ended meanwhile has none.
    guard var tasks = FolderNames(path) else { return [] }
    var found: [pid_t] = []
    for name in tasks.texts() {
      guard let bytes = FileManager.default.contents(atPath: "\(path)/\(name)/children") else {
        continue
      }
      let children = String(decoding: bytes, as: UTF8.self).split(separator: " ")
      found += children.compactMap { pid_t($0) }.flatMap { [$0] + descendants(of: $0) }
    }
    return found
  }

  /// Takes the end of an orphan that came to this process, which runs sandboxes and so is where
  /// orphans go: what nobody waits for keeps those waiting that look for any child.
  static func takeEnd(of orphan: pid_t) {
    let deadline = ContinuousClock.now + .seconds(20)
    var status: CInt = 0
    // It is no child of this process until the one before it has ended.
    while FileManager.default.fileExists(atPath: "/proc/\(orphan)"),
      waitpid(orphan, &status, WNOHANG) <= 0, ContinuousClock.now < deadline
    {
      sched_yield()
    }
  }

  /// Whether it runs.
  var isRunning: Bool { process.isRunning }

  /// Runs a program to its end.
  static func run(_ name: String, _ arguments: [String]) throws -> (status: Int32, lines: [String])
  {
    let child = try ChildProgram(name, arguments)
    let lines = child.lines()
    return (child.status(), lines)
  }
}
