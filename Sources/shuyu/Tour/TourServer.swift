// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import FoundationNetworking
import Glibc
import Sandbox

/// The tour's own server: this same executable in another process, with a data folder of its own.
struct TourServer {
  /// The data folder.
  let data: URL
  /// Where it answers.
  let address: String
  private let process: HostProgram

  /// This executable.
  static var executable: URL {
    URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
  }

  /// Starts a server with the demonstration city and waits until it is ready.
  static func start(data: URL, regulations: String, tools: String) async throws -> TourServer {
    try await start(data: data, ["--demo", "--regulations", regulations, "--tools", tools])
  }

  /// Starts a server whose clock is moved by hand and waits until it is ready.
  static func start(data: URL, _ options: [String]) async throws -> TourServer {
    try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
    let log = data.deletingLastPathComponent()
      .appending(path: "\(data.lastPathComponent).server.log")
    guard FileManager.default.createFile(atPath: log.path, contents: nil) else {
      throw SetupError("cannot write `\(log.path)`")
    }
    let output = try FileHandle(forWritingTo: log)
    var call = HostProgram.Call(
      executable.path,
      ["serve", "--port", "0", "--data", data.path, "--clock", "manual"] + options)
    call.streams.output = .descriptor(output.fileDescriptor)
    call.streams.errors = .descriptor(output.fileDescriptor)
    let process = try HostProgram(call)
    try output.close()
    for _ in 0..<1_200 {
      guard process.isRunning else { break }
      let text = try String(contentsOf: log, encoding: .utf8)
      if let address = greeted(text), try await isReady(address) {
        return TourServer(data: data, address: address, process: process)
      }
      try await Task.sleep(for: .milliseconds(100))
    }
    process.send(SIGTERM)
    throw SetupError("the server did not start; see `\(log.path)`")
  }

  /// Ends the server in order.
  func stop() -> Bool {
    process.send(SIGTERM)
    return process.wait() == 0
  }

  /// The address in the greeting, which is the first line.
  private static func greeted(_ text: String) -> String? {
    guard let start = text.range(of: "http://127.0.0.1:"),
      let end = text[start.upperBound...].firstIndex(of: "/")
    else { return nil }
    return String(text[start.lowerBound..<end])
  }

  private static func isReady(_ address: String) async throws -> Bool {
    let client = try APIClient(address)
    do {
      return try await client.send("GET", "/readyz").status == 200
    } catch is URLError {
      return false
    }
  }
}
