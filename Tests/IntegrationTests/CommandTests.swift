// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Testing

/// What the command line says without a server.
@Suite struct CommandTests {
  private func run(_ arguments: String...) throws -> (lines: [String], status: Int32) {
    let child = try ChildProgram("shuyu", arguments)
    let lines = child.lines()
    return (lines, child.status())
  }

  @Test func `the fields of an action are shown in words`() throws {
    let (lines, status) = try run("act", "agreement.sign", "--fields")
    #expect(status == 0)
    let text = lines.joined(separator: "\n")
    #expect(text.contains("day as YYYY-MM-DD"))
    #expect(text.contains("id of: agreement"))
    #expect(text.contains("state: draft"))
    #expect(!text.contains("optional("))
  }

  @Test func `the fields of an action are shown as JSON where asked`() throws {
    let (lines, status) = try run("act", "agreement.sign", "--fields", "--json")
    #expect(status == 0)
    let json = try JSON.parse(Array(lines.joined().utf8))
    #expect(json["name"] == "agreement.sign")
    #expect(json["fields"]?.array?.first?["name"] == "agreement")
  }

  @Test func `a server that is not there ends with its own code`() throws {
    // Nothing listens on port 1.
    let (lines, status) = try run("get", "agreements", "--server", "http://127.0.0.1:1")
    #expect(status == 69)
    #expect(lines.isEmpty)
  }

  @Test(arguments: [
    ["get", "agreements", "--account", "bureau"],
    ["tour", "--json", "--server", "http://127.0.0.1:1"],
  ])
  func `an accounts file that is not there is said so in plain words`(
    arguments: [String]
  ) throws {
    let end = try ClientRun(arguments + ["--accounts", "/nonexistent/demo-accounts.json"])
    #expect(end.status == (arguments.first == "tour" ? 3 : 64))
    #expect(end.words.contains("there is no accounts file `/nonexistent/demo-accounts.json`"))
    #expect(!end.words.contains("NSCocoa") && !end.words.contains("Domain"))
  }

  @Test(arguments: [
    ["--account", "bureau"], ["--account", "bureau", "--json"],
    ["--accounts", "accounts.json", "--account", "nobody-here"],
    ["--accounts", "accounts.json"], ["--server", "nonsense", "--account", "bureau"],
  ])
  func `an account without a password is a mistake and asks no server`(
    arguments: [String]
  ) throws {
    let folder = Built.temporary("command")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "accounts.json")
    try Data(#"[{"account":"bureau","password":"x"}]"#.utf8).write(to: file)
    let end = try ClientRun(
      ["get", "agreements"] + arguments.map { $0 == "accounts.json" ? file.path : $0 })
    #expect(end.status == 64)
    #expect(end.output.isEmpty)
    #expect(end.words.hasPrefix("shuyu: ") && end.words.hasSuffix("\n"))
    #expect(!end.words.contains("Error"))
  }

  @Test func `a file of fields that is no object is a mistake`() throws {
    let folder = Built.temporary("command")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "b.json")
    try Data("[1]".utf8).write(to: file)
    let end = try ClientRun(["act", "agreement.sign", "--file", file.path, "agreement=X"])
    #expect(end.status == 64 && end.output.isEmpty)
  }

  @Test(arguments: [["act", "no.such"], ["act", "agreement.sign", "nonsense"]])
  func `a mistake ends with the code for mistakes and no usage`(arguments: [String]) throws {
    let child = try ChildProgram("shuyu", arguments)
    #expect(child.lines().isEmpty)
    #expect(child.status() == 64)
  }
}
