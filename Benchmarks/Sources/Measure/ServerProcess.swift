// SPDX-License-Identifier: Apache-2.0
import Foundation
import FoundationNetworking
import Glibc
import Sandbox

/// A server in another process, from its start to its end.
struct ServerProcess {
  /// Where it answers, such as `http://127.0.0.1:8080`.
  let address: String
  /// From the start of the process to the first answer with status 200, in seconds.
  let readySeconds: Double
  private let process: HostProgram
  private let log: String

  /// Starts a server that prints its address, and waits until a path of it answers with 200.
  ///
  /// - Throws: `BenchError` when it ends before, or does not answer within a minute.
  static func start(
    _ program: String, _ arguments: [String], log: String, path: String
  ) async throws -> ServerProcess {
    guard FileManager.default.createFile(atPath: log, contents: nil),
      let output = FileHandle(forWritingAtPath: log)
    else { throw BenchError("cannot write `\(log)`") }
    var call = HostProgram.Call(program, arguments)
    call.streams.output = .descriptor(output.fileDescriptor)
    call.streams.errors = .descriptor(output.fileDescriptor)
    let begun = ContinuousClock.now
    let process = try HostProgram(call)
    while process.isRunning, (ContinuousClock.now - begun).inSeconds < 60 {
      let text = try String(contentsOfFile: log, encoding: .utf8)
      if let address = address(in: text), try await answers(address + path) {
        return ServerProcess(
          address: address, readySeconds: (ContinuousClock.now - begun).inSeconds,
          process: process, log: log)
      }
      try await Task.sleep(for: .milliseconds(2))
    }
    process.send(SIGTERM)
    let text = try String(contentsOfFile: log, encoding: .utf8)
    throw BenchError("`\(program)` did not answer: \(text.suffix(1_000))")
  }

  /// Ends the server in order.
  func stop() throws {
    process.send(SIGTERM)
    let status = process.wait()
    guard status == 0 else {
      throw BenchError("the server ended with \(status); see `\(log)`")
    }
  }

  private static func address(in text: String) -> String? {
    guard let start = text.range(of: "http://127.0.0.1:") else { return nil }
    let port = text[start.upperBound...].prefix { $0.isNumber }
    // What is not followed by anything may be half of a number.
    guard !port.isEmpty, port.endIndex < text.endIndex else { return nil }
    return "http://127.0.0.1:\(port)"
  }

  private static func answers(_ address: String) async throws -> Bool {
    guard let url = URL(string: address) else { return false }
    do {
      let (_, response) = try await URLSession.shared.data(from: url)
      return (response as? HTTPURLResponse)?.statusCode == 200
    } catch is URLError {
      return false
    }
  }
}
