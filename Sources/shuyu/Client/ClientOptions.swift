// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Core
import Foundation

/// How a command finds the server and signs in.
struct ClientOptions: ParsableArguments {
  @Option(help: "the platform's address")
  var server = "http://127.0.0.1:8080"

  @Option(help: "the account; its password is read from SHUYU_PASSWORD")
  var account: String?

  @Option(help: "a file like demo-accounts.json to take the password from")
  var accounts: String?

  @Flag(help: "print JSON only")
  var json = false

  /// A client, signed in when an account or SHUYU_TOKEN is given.
  func client() async throws -> APIClient {
    let environment = ProcessInfo.processInfo.environment
    var client = try APIClient(server, token: environment["SHUYU_TOKEN"])
    if let account {
      let password = try password(of: account) ?? environment["SHUYU_PASSWORD"]
      guard let password else { throw SetupError("set SHUYU_PASSWORD or give --accounts") }
      try await client.signIn(account: account, password: password)
    }
    return client
  }

  private func password(of account: String) throws -> String? {
    guard let accounts else { return nil }
    let list = try JSON.parse(Array(try AccountsFile.read(URL(filePath: accounts))))
    return list.array?.first { $0["account"]?.string == account }?["password"]?.string
  }

  /// Prints an answer and gives the exit code: 0 done, 4 refused, 5 not allowed or not signed in,
  /// 2 malformed, 1 anything else.
  func show(_ reply: APIClient.Reply) throws {
    if json {
      print(reply.json.canonicalText)
    } else if reply.isSuccess {
      print(Pretty.text(reply.json))
    } else {
      for reason in reply.json["reasons"]?.array ?? [] {
        let clauses = (reason["clauses"]?.array ?? []).compactMap(\.string).joined(separator: " ")
        let field = reason["field"]?.string.map { "\($0): " } ?? ""
        print("\(field)\(reason["message"]?["zh"]?.string ?? "") [\(clauses)]")
        print("  \(reason["message"]?["en"]?.string ?? "") (\(reason["code"]?.string ?? ""))")
      }
    }
    switch reply.status {
    case 200..<300: return
    case 400, 409, 413: throw ExitCode(2)
    case 422: throw ExitCode(4)
    case 401, 403: throw ExitCode(5)
    default: throw ExitCode(1)
    }
  }
}

/// Indented JSON for people.
enum Pretty {
  /// The text of a document.
  static func text(_ json: JSON, indent: String = "") -> String {
    switch json {
    case .object(let members):
      return members.sorted { $0.key < $1.key }.map { key, value in
        switch value {
        case .object, .array: "\(indent)\(key):\n\(text(value, indent: indent + "  "))"
        case .null, .bool, .int, .string: "\(indent)\(key): \(text(value))"
        }
      }.joined(separator: "\n")
    case .array(let items):
      return items.map { "\(indent)-\n\(text($0, indent: indent + "  "))" }
        .joined(separator: "\n")
    case .string(let text): return indent + text
    case .null, .bool, .int: return indent + json.canonicalText
    }
  }
}
