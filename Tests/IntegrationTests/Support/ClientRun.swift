// SPDX-License-Identifier: Apache-2.0
import Foundation

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
    let process = Process()
    let program = Built.folder.appending(path: "shuyu")
    process.executableURL = secondsMax == nil ? program : URL(filePath: "/usr/bin/timeout")
    process.arguments = (secondsMax.map { ["\($0)", program.path] } ?? []) + arguments
    process.environment = inherited.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])
    try process.run()
    process.waitUntilExit()
    output = String(decoding: try Data(contentsOf: files[0]), as: UTF8.self)
    words = String(decoding: try Data(contentsOf: files[1]), as: UTF8.self)
    status = process.terminationStatus
  }
}
