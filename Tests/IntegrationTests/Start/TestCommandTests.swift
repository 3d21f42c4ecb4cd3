// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc
import Sandbox
import Testing

/// `./test` itself, over a tree of its own in which the compiler and the tests are shell scripts.
@Suite struct TestCommandTests {
  /// Runs the command with a test program; gives its status, what it said and its folder.
  private func run(
    _ program: String, minutes: String = "84", _ arguments: [String] = []
  ) throws -> (status: CInt, output: String) {
    let folder = Built.temporary("test-command")
    defer { try? FileManager.default.removeItem(at: folder) }
    for part in ["scripts", "bin"] {
      try FileManager.default.createDirectory(
        at: folder.appending(path: part), withIntermediateDirectories: true)
    }
    try FileManager.default.copyItem(
      at: Built.root.appending(path: "test"), to: folder.appending(path: "test"))
    for (path, code) in [
      ("scripts/check-format", "true"),
      ("bin/swift", "if [ \"$2\" = --show-bin-path ]; then echo '\(folder.path)/bin'; fi"),
      ("bin/shuyuPackageTests.xctest", program),
    ] {
      let file = folder.appending(path: path).path
      try Data("#!/bin/bash\n\(code)\n".utf8).write(to: URL(filePath: file))
      try #require(chmod(file, 0o755) == 0)
    }
    var call = HostProgram.Call(folder.path + "/test", ["--no-install"] + arguments)
    call.environment = [
      "PATH": "\(folder.path)/bin:/usr/bin:/bin", "SHUYU_TEST_MINUTES": minutes,
      "TMPDIR": folder.path,
    ]
    // The output ends only when nobody holds it any more.
    return try HostProgram.run(call, merged: true)
  }

  /// Whether the child that a test program names has ended; its end is taken here, where orphans
  /// may come to.
  private func isChildEnded(_ output: String) throws -> Bool {
    let mark = try #require(output.range(of: "child "))
    let child = try #require(pid_t(output[mark.upperBound...].prefix { $0.isNumber }))
    ChildProgram.takeEnd(of: child)
    // One that goes elsewhere may lie there with its end untaken.
    guard let bytes = FileManager.default.contents(atPath: "/proc/\(child)/stat") else {
      return true
    }
    return String(decoding: bytes, as: UTF8.self).contains(") Z ")
  }

  private static let summary = "echo '✔ Test run with 3 tests in 1 suite passed after 1 second.'"

  @Test func `a pass is a pass, and the tests get their arguments`() throws {
    let end = try run(
      "echo \"args $*\"; \(Self.summary)",
      ["--filter", "Some Tests"])
    #expect(end.status == 0, "\(end.output)")
    #expect(end.output.contains("args --testing-library swift-testing --filter Some Tests"))
    #expect(end.output.contains("== result"))
  }

  @Test func `a failure is a failure`() throws {
    let end = try run("echo '✘ Test run with 3 tests failed after 1 second.'; exit 1")
    #expect(end.status == 1 && end.output.contains("failed: tests"), "\(end.output)")
  }

  @Test func `what a crashed run leaves holds up nobody`() throws {
    let end = try run(
      """
      (trap '' TERM HUP; exec sleep 3600) & echo "child $!"
      echo '◇ Test "one" started.'; echo '✔ Test "one" passed after 0.1 seconds.'
      echo '◇ Test "two" started.'
      kill -SEGV $$
      """)
    #expect(end.status == 1, "\(end.output)")
    #expect(end.output.contains("ended with status 139; it was in:\n  Test \"two\"\n"))
    #expect(try isChildEnded(end.output))
  }

  @Test func `a run without an end is ended and says where it was`() throws {
    let end = try run(
      """
      sleep 3600 & echo "child $!"
      echo '◇ Suite Slow started.'; echo '◇ Test "for ever" started.'
      exec sleep 3600
      """, minutes: "0")
    #expect(end.status == 1, "\(end.output)")
    #expect(end.output.contains("test: not ended after "))
    #expect(end.output.contains("  Suite Slow\n  Test \"for ever\"\n"))
    #expect(try isChildEnded(end.output))
  }

  @Test(arguments: ["exit 0", "exit 1", "echo '◇ Test \"one\" started.'; exit 0"])
  func `an end without a summary is no pass`(_ program: String) throws {
    let end = try run(program)
    #expect(end.status == 1 && end.output.contains("failed: tests"), "\(end.output)")
    #expect(end.output.contains("the test process ended with status"))
    #expect(!program.contains("one") || end.output.contains("  Test \"one\"\n"))
  }

  @Test func `a test process that was killed did not take too long`() throws {
    let end = try run("echo '◇ Test \"one\" started.'; kill -KILL $$")
    #expect(end.status == 1 && end.output.contains("ended with status 137"), "\(end.output)")
  }

  @Test func `a program that empties the output does not hide the summary`() throws {
    let end = try run("echo first; echo second >/dev/stderr; \(Self.summary)")
    #expect(end.status == 0 && end.output.hasSuffix("passed after 1 second.\n"), "\(end.output)")
  }

  @Test(arguments: [("abc", 64), ("-1", 64), ("", 0), ("08", 0)] as [(String, CInt)])
  func `a bound that is none is refused`(_ minutes: String, status: CInt) throws {
    let end = try run(Self.summary, minutes: minutes)
    #expect(end.status == status, "\(end.output)")
    #expect((status == 0) == end.output.contains("3 tests in 1 suite passed"))
  }

  @Test(arguments: [["--fliter", "A"], ["A"], ["--filter"]])
  func `an argument that is not known is refused`(_ arguments: [String]) throws {
    let end = try run(Self.summary, arguments)
    #expect(end.status == 64 && end.output.contains("test: "), "\(end.output)")
  }
}
