// SPDX-License-Identifier: Apache-2.0
import Foundation
import Sandbox

/// One run of the client's command line to its end, with an environment of its own.
struct ClientRun {
  /// What it printed.
  let output: String
  /// What it said on its error stream.
  let words: String
  /// The exit status.
  let status: Int32

  /// Runs `shuyu`; no password and no token but those given. After `secondsMax` it is ended with
  /// status 124, where that is given.
  init(
    _ arguments: [String], environment: [String: String] = [:], secondsMax: Int? = nil
  ) throws {
    var inherited = ProcessInfo.processInfo.environment
    for name in ["SHUYU_PASSWORD", "SHUYU_TOKEN"] { inherited[name] = nil }
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "shuyu-client-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = ["output", "words"].map { folder.appending(path: $0) }
    for file in files { try Data().write(to: file) }
    let program = Built.folder.appending(path: "shuyu").path
    var call =
      secondsMax.map { HostProgram.Call("/usr/bin/timeout", ["\($0)", program] + arguments) }
      ?? HostProgram.Call(program, arguments)
    call.environment = inherited.merging(environment) { $1 }
    let (output, words) = (
      try FileHandle(forWritingTo: files[0]), try FileHandle(forWritingTo: files[1])
    )
    call.streams = (
      .nothing, .descriptor(output.fileDescriptor), .descriptor(words.fileDescriptor)
    )
    status = try HostProgram(call).wait()
    try output.close()
    try words.close()
    self.output = String(decoding: try Data(contentsOf: files[0]), as: UTF8.self)
    self.words = String(decoding: try Data(contentsOf: files[1]), as: UTF8.self)
  }
}
