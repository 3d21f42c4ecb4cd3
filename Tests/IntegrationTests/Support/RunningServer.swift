// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation

/// A platform in a process of its own, with a data folder of its own.
actor RunningServer {
  /// Where it keeps its files.
  let data: URL
  /// Where it answers.
  let address: String
  private let child: ChildProgram

  /// The server of the suite that is running.
  @TaskLocal static var current: RunningServer?

  /// Starts a server on a free port and waits for its greeting, which comes when it answers.
  init(
    data: URL, roles: String = "office", clock: String = "manual", clockStart: String? = nil,
    memoryInputs: Int? = nil, more: [String] = []
  ) throws {
    self.data = data
    let begin =
      (clockStart.map { ["--clock-start", $0] } ?? [])
      + (memoryInputs.map { ["--memory-inputs", "\($0)"] } ?? []) + more
    child = try ChildProgram(
      "shuyu",
      [
        "serve", "--demo", "--port", "0", "--data", data.path, "--clock", clock, "--roles", roles,
        "--regulations", Built.regulations, "--tools", Built.tools,
      ] + begin)
    guard let greeting = child.line(), let start = greeting.range(of: "http://127.0.0.1:") else {
      throw TestProblem("the server did not greet")
    }
    let port = greeting[start.upperBound...].prefix { $0.isNumber }
    address = "http://127.0.0.1:\(port)"
  }

  /// The file with the accounts.
  nonisolated var accounts: URL { data.appending(path: "demo-accounts.json") }

  /// Ends it in order.
  func stop() -> Int32 { child.stop() }

  /// Ends it at once.
  func kill() { child.kill() }

  /// An account's password.
  nonisolated func password(of login: String) throws -> String {
    let list = try JSON.parse(Array(Data(contentsOf: accounts)))
    let found = list.array?.first { $0["account"]?.string == login }
    guard let password = found?["password"]?.string else {
      throw TestProblem("there is no account `\(login)`")
    }
    return password
  }

  /// A client that is signed in.
  nonisolated func client(_ login: String) async throws -> TestClient {
    var client = TestClient(address)
    let reply = try await client.send(
      "POST", "/api/v1/sessions",
      ["account": .string(login), "password": .string(try password(of: login))])
    guard let token = reply.json["token"]?.string else {
      throw TestProblem("`\(login)` cannot sign in: \(reply.status)")
    }
    client.token = token
    return client
  }
}

/// What keeps a test from being run at all.
struct TestProblem: Error, CustomStringConvertible {
  /// What is wrong.
  let description: String

  /// Says what is wrong.
  init(_ description: String) { self.description = description }
}
