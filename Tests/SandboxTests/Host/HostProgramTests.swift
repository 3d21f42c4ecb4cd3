// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc
import Sandbox
import Testing

@Suite struct HostProgramTests {
  private static func shell(_ code: String) -> HostProgram.Call {
    HostProgram.Call("/bin/sh", ["-c", code])
  }

  @Test(arguments: [("exit 0", 0), ("exit 7", 7), ("kill -9 $$", 137), ("kill -TERM $$", 143)])
  func `the status is the program's, or 128 and the signal`(code: String, status: CInt) throws {
    #expect(try HostProgram(Self.shell(code)).wait() == status)
  }

  @Test func `what goes in comes out, and errors among it where they are asked for`() throws {
    let code = "cat; echo wrong >&2; exit 3"
    var call = Self.shell(code)
    let merged = try HostProgram.run(call, input: "一行\n", merged: true)
    #expect(merged.status == 3 && merged.output == "一行\nwrong\n")
    call.streams.errors = .nothing
    let apart = try HostProgram.run(call, input: "一行\n")
    #expect(apart.status == 3 && apart.output == "一行\n")
  }

  @Test func `folder and environment are those of the call alone`() throws {
    var call = Self.shell("pwd; env | sort; echo \"$1|$0\"")
    call.arguments += ["zero", "a b'c\"d"]
    (call.folder, call.environment) = ("/usr", ["A": "1", "B": "x y"])
    let lines = try HostProgram.run(call).output.split(separator: "\n").map(String.init)
    #expect(lines.first == "/usr" && lines.contains("A=1") && lines.contains("B=x y"))
    #expect(lines.last == "a b'c\"d|zero")
    #expect(!lines.contains { $0.hasPrefix("HOME=") })
  }

  @Test func `no other descriptor is inherited, marked or not`() throws {
    let unmarked = open("/etc/passwd", O_RDONLY)
    try #require(unmarked >= 0)
    defer { close(unmarked) }
    let output = try HostProgram.run(
      HostProgram.Call("/bin/sh", ["-c", "for f in /proc/$$/fd/*; do readlink $f; done"])
    ).output
    #expect(output.split(separator: "\n").count <= 4, "\(output)")
    #expect(!output.contains("passwd"))
  }

  @Test func `thousands of open descriptors are no trouble`() throws {
    var held: [CInt] = []
    defer { held.forEach { close($0) } }
    for _ in 0..<2_000 {
      let one = open("/dev/null", O_RDONLY | O_CLOEXEC)
      try #require(one >= 0, "raise the limit of open files: ulimit -n 8192")
      held.append(one)
    }
    for _ in 0..<20 {
      #expect(try HostProgram(Self.shell("exit 5")).wait() == 5)
    }
  }

  @Test func `no signal is blocked and none is ignored`() throws {
    let output = try HostProgram.run(
      HostProgram.Call("/bin/grep", ["-E", "^Sig(Blk|Ign)", "/proc/self/status"])
    ).output
    let masks = output.split(separator: "\n").map { $0.split(separator: "\t").last ?? "" }
    // Signals 32 and 33 are the C library's own, which leaves them to nobody.
    let told = masks.map { UInt64($0, radix: 16).map { $0 & ~0x1_8000_0000 } }
    #expect(told == [0, 0], "\(output)")
  }

  @Test func `an end is taken although nobody asks`() throws {
    let program = try HostProgram(Self.shell("exit 0"))
    let deadline = ContinuousClock.now + .seconds(20)
    while access("/proc/\(program.id)", F_OK) == 0, ContinuousClock.now < deadline { sched_yield() }
    #expect(access("/proc/\(program.id)", F_OK) != 0)
    #expect(program.wait() == 0 && !program.isRunning)
    program.send(SIGKILL)
  }

  @Test func `it runs until it is told to end`() throws {
    var call = HostProgram.Call("/bin/sleep", ["600"])
    call.streams = (.nothing, .nothing, .nothing)
    let program = try HostProgram(call)
    #expect(program.wait(milliseconds: 20) == nil && program.isRunning)
    #expect(getpgid(program.id) == program.id)
    program.send(SIGTERM)
    #expect(program.wait(milliseconds: 20_000) == 128 + SIGTERM)
  }

  @Test func `what cannot be started is said`() {
    #expect(throws: SandboxError.system("start a program", ENOENT)) {
      try HostProgram(HostProgram.Call("/nonexistent/program"))
    }
    #expect(throws: SandboxError.system("start a program", EACCES)) {
      try HostProgram(HostProgram.Call("/etc/passwd"))
    }
    var call = Self.shell("exit 0")
    call.folder = "/nonexistent"
    #expect(throws: SandboxError.system("start a program", ENOENT)) { try HostProgram(call) }
    call = Self.shell("exit 0")
    call.streams.output = .descriptor(1)
    #expect(throws: SandboxError.specification("descriptor 1 as a stream")) {
      try HostProgram(call)
    }
  }
}
