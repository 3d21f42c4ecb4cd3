// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc
import Sandbox

/// A program that is run to its end and watched.
struct Child {
  /// What a program used, with all programs that it started and waited for.
  struct Use {
    /// From start to end, in seconds.
    let wallSeconds: Double
    /// User and system time, in seconds.
    let cpuSeconds: Double
    /// The greatest sum of resident memory of its process tree that was seen, in bytes.
    let peakBytes: Int
    /// What it printed to standard output.
    let output: String
  }

  /// The program's path.
  let program: String
  /// Its arguments.
  let arguments: [String]

  /// Names a program by its path, or by its name on PATH.
  init(_ program: String, _ arguments: [String]) {
    self.program = program
    self.arguments = arguments
  }

  /// The path of a program on PATH or in some other folders; nil when there is none.
  static func find(_ name: String, also folders: [String] = []) -> String? {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return (path.split(separator: ":").map(String.init) + folders).map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// Runs the program in a folder and waits; its memory is looked at every 20 ms.
  ///
  /// - Throws: `BenchError` with what it printed when it fails.
  func run(in folder: String = "/tmp") throws -> Use {
    let output = "\(folder)/child-\(UUID().uuidString).out"
    guard FileManager.default.createFile(atPath: output, contents: nil),
      let handle = FileHandle(forWritingAtPath: output)
    else { throw BenchError("cannot write in `\(folder)`") }
    defer { try? FileManager.default.removeItem(atPath: output) }
    var call = HostProgram.Call(program, arguments)
    call.folder = folder
    call.streams.output = .descriptor(handle.fileDescriptor)
    call.streams.errors = .descriptor(handle.fileDescriptor)
    let before = Child.cpuSecondsOfChildren()
    let begun = ContinuousClock.now
    let process = try HostProgram(call)
    var (peak, status): (Int, CInt?) = (0, nil)
    while status == nil {
      status = process.wait(milliseconds: 20)
      peak = max(peak, ProcessMemory.tree(process.id))
    }
    let wall = (ContinuousClock.now - begun).inSeconds
    let text = try String(contentsOfFile: output, encoding: .utf8)
    guard let status, status == 0 else {
      throw BenchError(
        "`\(program)` ended with \(status ?? -1): \(text.suffix(2_000))")
    }
    return Use(
      wallSeconds: wall, cpuSeconds: Child.cpuSecondsOfChildren() - before, peakBytes: peak,
      output: text)
  }

  /// Runs the program again, a tenth of a second later, until it succeeds.
  func retried(_ times: Int, in folder: String) throws -> Use {
    for _ in 1..<times {
      do {
        return try run(in: folder)
      } catch is BenchError {
        Thread.sleep(forTimeInterval: 0.1)
      }
    }
    return try run(in: folder)
  }

  /// User and system time of all children that were waited for.
  private static func cpuSecondsOfChildren() -> Double {
    var usage = rusage()
    unsafe getrusage(__rusage_who_t(RUSAGE_CHILDREN.rawValue), &usage)
    let micros = usage.ru_utime.tv_usec + usage.ru_stime.tv_usec
    return Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + Double(micros) / 1_000_000
  }
}

extension Duration {
  /// In seconds.
  var inSeconds: Double { self / .seconds(1) }
}
