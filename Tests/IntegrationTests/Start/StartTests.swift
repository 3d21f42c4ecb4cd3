// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Testing

/// What a start refuses, and what it says then.
@Suite("Starts that are refused", .serialized)
struct StartTests {
  /// A start that is expected to end by itself: its status and its words on standard error.
  private func refused(_ arguments: [String]) throws -> (status: Int32, words: String) {
    let end = try ClientRun(
      ["serve", "--port", "0", "--regulations", Built.regulations, "--tools", Built.tools]
        + arguments)
    return (end.status, end.words)
  }

  private func file(_ folder: URL, _ text: String) throws -> String {
    let file = folder.appendingPathExtension("founding.json")
    try Data(text.utf8).write(to: file)
    return file.path
  }

  @Test func `a key that is missing in an installation in use is not made anew`() throws {
    let data = Built.temporary("keys")
    let founding = try file(
      data, #"[{"place":"ezhou","organisation":"运维单位","uscc":"91429900MA00001086"}]"#)
    defer { try? Built.remove(data) }
    let arguments = ["--data", data.path, "--roles", "office", "--founding", founding]
    let first = try ChildProgram(
      "shuyu", ["serve", "--port", "0", "--regulations", Built.regulations] + arguments)
    #expect(first.line()?.contains("http://127.0.0.1:") == true)
    #expect(first.stop() == 0)
    for name in ["office/identity-key.json", "office/log-keys.json", "domain/keys.json"] {
      let key = data.appending(path: name)
      let aside = key.appendingPathExtension("aside")
      try FileManager.default.moveItem(at: key, to: aside)
      let start = try refused(arguments)
      #expect(start.status == 3, "\(name)")
      #expect(start.words.contains("\(key.path)` is missing"), "\(start.words)")
      #expect(start.words.contains("restore the file from a backup"))
      #expect(!FileManager.default.fileExists(atPath: key.path), "\(name) was made anew")
      try FileManager.default.moveItem(at: aside, to: key)
    }
    let again = try ChildProgram(
      "shuyu", ["serve", "--port", "0", "--regulations", Built.regulations] + arguments)
    #expect(again.line()?.contains("http://127.0.0.1:") == true)
    #expect(again.stop() == 0)
  }

  @Test(
    arguments: [
      (#"[{"place":"ezhou","organisation":"甲","uscc":"000000000000000000"}]"#, "check digit"),
      (#"[{"place":"ezhou","organisation":"甲","uscc":"91429900MA00001087"}]"#, "check digit"),
      (#"[{"place":"nowhere","organisation":"甲","uscc":"91429900MA00001086"}]"#, "no rules"),
      (#"[{"place":"ezhou","organisation":" ","uscc":"91429900MA00001086"}]"#, "no organisation"),
      (#"[{"place":"ezhou","organisation":"甲"}]"#, "names no credit code"),
      (#"{"place":"ezhou"}"#, "is no list"),
    ])
  func `who runs the platform is named by a real name and a code that checks`(
    _ text: String, _ complaint: String
  ) throws {
    let data = Built.temporary("founding")
    let founding = try file(data, text)
    defer { try? Built.remove(data) }
    let start = try refused(["--data", data.path, "--roles", "office", "--founding", founding])
    #expect(start.status == 3)
    #expect(start.words.contains(complaint), "\(start.words)")
  }

  @Test func `without anybody named its administrators sign in and its code is not recorded`()
    async throws
  {
    let data = Built.temporary("unnamed")
    defer { try? Built.remove(data) }
    let server = try ChildProgram(
      "shuyu",
      [
        "serve", "--port", "0", "--regulations", Built.regulations, "--data", data.path,
        "--roles", "office",
      ])
    defer { _ = server.stop() }
    let greeting = try #require(server.line())
    let start = try #require(greeting.range(of: "http://127.0.0.1:"))
    let file = data.appending(path: "first-accounts.json")
    #expect(server.line()?.contains(file.path) == true)
    #expect(server.line()?.contains("--founding") == true)
    let accounts = try JSON.parse(Array(Data(contentsOf: file))).array ?? []
    let own = accounts.filter { $0["place"] == "ezhou" }
    #expect(own.count == 3)
    var client = TestClient(
      "http://127.0.0.1:" + greeting[start.upperBound...].prefix { $0.isNumber })
    for account in own {
      let reply = try await client.send(
        "POST", "/api/v1/sessions",
        ["account": account["account"] ?? .null, "password": account["password"] ?? .null])
      #expect(reply.json["token"]?.string != nil, "\(account["account"]?.string ?? "")")
      client.token = reply.json["token"]?.string
    }
    let organisations = try await client.send("GET", "/api/v1/organisations")
    let running = try #require(organisations.json["items"]?.array?.first)
    #expect(running["name"] == "平台运行单位")
    #expect(running["uscc"] == nil || running["uscc"] == .null)
  }
}
