// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation

/// The server did not answer at all.
struct Unreachable: Error {
  /// The server.
  let server: String
}

/// How a command of the client ends when no answer came: one line on the error stream, and a code
/// of `sysexits.h`.
enum ClientEnding {
  /// What was asked for makes no sense; `EX_USAGE`.
  static func mistake(_ text: String) -> ExitCode {
    say(text)
    return ExitCode(64)
  }

  /// Runs a command; a server that is not there is `EX_UNAVAILABLE`.
  static func reaching<T>(_ work: () async throws -> T) async throws -> T {
    do {
      return try await work()
    } catch let problem as Unreachable {
      say(
        "no answer from \(problem.server): start the platform with `shuyu serve`, "
          + "or give its address with --server")
      throw ExitCode(69)
    }
  }

  /// Says a line on the error stream.
  static func say(_ text: String) {
    FileHandle.standardError.write(Data("shuyu: \(text)\n".utf8))
  }
}
