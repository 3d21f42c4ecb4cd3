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
    var client: APIClient
    do {
      client = try APIClient(server, token: environment["SHUYU_TOKEN"])
    } catch let problem as SetupError {
      throw ClientEnding.mistake(problem.description)
    }
    guard let account else {
      if accounts == nil { return client }
      throw ClientEnding.mistake("--accounts needs --account, the account to act as")
    }
    let password = try password(of: account, environment["SHUYU_PASSWORD"])
    do {
      try await client.signIn(account: account, password: password)
    } catch let refusal as SignInRefused {
      try show(refusal.reply)
      throw ExitCode(1)
    }
    return client
  }

  /// The account's password: from the file where one is given, else from the environment.
  private func password(of account: String, _ known: String?) throws -> String {
    guard let accounts else {
      if let known { return known }
      throw ClientEnding.mistake(
        "no password for `\(account)`: set SHUYU_PASSWORD or give --accounts")
    }
    let list: JSON
    do {
      list = try JSON.parse(Array(try AccountsFile.read(URL(filePath: accounts))))
    } catch let problem as SetupError {
      throw ClientEnding.mistake(problem.description)
    } catch {
      throw ClientEnding.mistake("`\(accounts)` cannot be read as JSON")
    }
    let found = list.array?.first { $0["account"]?.string == account }
    guard let password = found?["password"]?.string else {
      throw ClientEnding.mistake("`\(accounts)` has no account `\(account)`")
    }
    return password
  }

  /// Prints an answer and gives the exit code: 0 done, 4 refused, 5 not allowed or not signed in,
  /// 2 malformed, 1 anything else.
  func show(_ reply: APIClient.Reply) throws {
    if json {
      print(reply.json.canonicalText)
    } else if reply.isSuccess {
      print(Pretty.text(reply.json))
    } else {
      let reasons = reply.json["reasons"]?.array ?? []
      for reason in reasons { ClientOptions.lines(of: reason).forEach { print($0) } }
      if reasons.isEmpty { print("HTTP \(reply.status)") }
    }
    switch reply.status {
    case 200..<300: return
    case 400, 409, 413: throw ExitCode(2)
    case 422: throw ExitCode(4)
    case 401, 403: throw ExitCode(5)
    default: throw ExitCode(1)
    }
  }

  /// A reason for people: its words, and its clauses where it cites any.
  private static func lines(of reason: JSON) -> [String] {
    let clauses = (reason["clauses"]?.array ?? []).compactMap(\.string).joined(separator: " ")
    let field = reason["field"]?.string.map { "\($0): " } ?? ""
    let cited = clauses.isEmpty ? "" : " [\(clauses)]"
    return [
      "\(field)\(reason["message"]?["zh"]?.string ?? "")\(cited)",
      "  \(reason["message"]?["en"]?.string ?? "") (\(reason["code"]?.string ?? ""))",
    ]
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
