// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Sandbox
import Testing

/// The battery of tries to break out, as an operator runs it.
@Suite(.enabled(if: Built.hasTools)) struct BatteryTests {
  private static let command = ["domain", "battery", "--tools", Built.tools, "--json"]

  @Test(arguments: ["python", "duckdb"])
  func `nothing is reached, and without walls something is`(_ engine: String) throws {
    let held = try ChildProgram.run("shuyu", Self.command + ["--engine", engine])
    #expect(held.status == 0)
    let report = try JSON.parse(Array(held.lines.joined().utf8))
    #expect(report["reached"] == 0)
    #expect(report["failed"] == 0)
    #expect((report["tries"]?.array?.count ?? 0) >= 60)
    let open = try ChildProgram.run("shuyu", Self.command + ["--engine", engine, "--unsandboxed"])
    #expect(open.status == 1)
  }

  @Test(.enabled(if: OrdinaryUser.isPossible), arguments: ["python", "duckdb"])
  func `nothing is reached by an ordinary user's jobs either`(_ engine: String) throws {
    let (status, text) = try OrdinaryUser.run(Self.command + ["--engine", engine])
    let report = try JSON.parse(Array(text.utf8))
    for item in report["tries"]?.array ?? [] where item["end"] != "refused" {
      Issue.record("\(item["name"]?.string ?? "") \(item["end"]?.string ?? "")")
    }
    #expect(status == 0)
    #expect(report["user"] == 65534)
  }

  @Test func `locks are taken from an engine that has some`() throws {
    let arguments = ["--engine", "python", "--without-locks"]
    #expect(try ChildProgram.run("shuyu", Self.command + arguments).status == 64)
  }
}

/// Runs the built program as nobody, where this test is root and nobody can read the program.
enum OrdinaryUser {
  private static let prefix = [
    "--reuid", "65534", "--regid", "65534", "--clear-groups", "--no-new-privs",
  ]

  /// Whether it can be done here.
  static var isPossible: Bool {
    let program = Built.folder.appending(path: "shuyu").path
    do {
      let (status, _) = try start(["/usr/bin/test", "-x", program, "-a", "-x", Built.tools])
      return geteuid() == 0 && status == 0
    } catch {
      return false
    }
  }

  /// Runs it; gives status and what it printed.
  static func run(_ arguments: [String]) throws -> (Int32, String) {
    try start([Built.folder.appending(path: "shuyu").path] + arguments)
  }

  private static func start(_ arguments: [String]) throws -> (Int32, String) {
    var call = HostProgram.Call("/usr/bin/setpriv", prefix + arguments)
    call.folder = "/"
    return try HostProgram.run(call)
  }
}
