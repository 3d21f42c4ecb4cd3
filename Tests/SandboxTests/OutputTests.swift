// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc
import Sandbox
import Testing

extension SandboxTests {
  /// What a job leaves in `/out`, and what is taken from it.
  @Suite struct OutputTests {
    @Test(arguments: [
      ("os.symlink('/etc/passwd', '/out/a')", OutputRefusal.notARegularFile),
      ("os.mkdir('/out/a')", .notARegularFile),
      ("open('/out/a', 'w').close()\nos.link('/out/a', '/out/b')", .hardLink),
      ("open('/out/.hidden', 'w').close()", .badName),
      ("open('/out/a b', 'w').close()", .badName),
      ("open('/out/' + 'a' * 65, 'w').close()", .badName),
      ("open('/out/\\u6570', 'w').close()", .badName),
      ("open('/out/a\\nb', 'w').close()", .badName),
      ("open('/out/-rf', 'w').close()", .badName),
      ("[open('/out/%d' % n, 'w').close() for n in range(65)]", .tooManyFiles),
      ("open('/out/a', 'wb').truncate(8 << 20)", .sparse),
    ])
    func `an unacceptable output refuses all of them`(
      _ script: String, _ refusal: OutputRefusal
    ) async throws {
      try await Fixture.with { fixture in
        let code = "import os\nopen('/out/good', 'w').write('x')\n" + script
        let receipt = try await fixture.python(code, names: nil)
        #expect(receipt.errorText == "")
        #expect(receipt.outputs == .refused(refusal))
        #expect(try FileManager.default.contentsOfDirectory(atPath: fixture.outputs) == [])
      }
    }

    @Test func `a pipe or socket in the output folder is refused without being opened`() throws {
      let folder = try PlainFolder()
      mkfifo(folder.source + "/pipe", 0o644)
      #expect(try folder.collect() == .refused(.notARegularFile))
    }

    @Test func `an undeclared output is refused`() async throws {
      try await Fixture.with { fixture in
        let script = "open('/out/a', 'w').close()\nopen('/out/b', 'w').close()"
        let receipt = try await fixture.python(script, names: ["a"])
        #expect(receipt.outputs == .refused(.undeclaredName))
      }
    }

    @Test func `a failed job leaves no outputs`() async throws {
      try await Fixture.with { fixture in
        let script = "open('/out/a', 'w').close()\nraise ValueError"
        let receipt = try await fixture.python(script, names: nil)
        #expect(receipt.outputs == .none)
        #expect(try FileManager.default.contentsOfDirectory(atPath: fixture.outputs) == [])
      }
    }

    @Test func `good outputs are copied whole and private`() async throws {
      try await Fixture.with { fixture in
        let script = "open('/out/b.csv', 'w').write('1\\n')\nopen('/out/a', 'w').close()"
        let receipt = try await fixture.python(script, names: nil)
        let files = [OutputFile(name: "a", bytes: 0), OutputFile(name: "b.csv", bytes: 2)]
        #expect(receipt.outputs == .collected(files))
        #expect(try fixture.output("b.csv") == "1\n")
        var status = stat()
        #expect(stat(fixture.outputs + "/b.csv", &status) == 0)
        #expect(status.st_mode & 0o777 == 0o444)
        #expect(status.st_uid == getuid())
      }
    }

    @Test func `outputs larger together than allowed are refused`() throws {
      let folder = try PlainFolder()
      try Data(count: 600).write(to: URL(fileURLWithPath: folder.source + "/a"))
      try Data(count: 600).write(to: URL(fileURLWithPath: folder.source + "/b"))
      #expect(try folder.collect(bytesMax: 1000) == .refused(.tooLarge))
      #expect(try folder.collect(bytesMax: 500) == .refused(.tooLarge))
      #expect(try folder.collect(bytesMax: 1200).files.map(\.bytes) == [600, 600])
    }

    @Test func `an existing file is never overwritten`() throws {
      let folder = try PlainFolder()
      try Data("new".utf8).write(to: URL(fileURLWithPath: folder.source + "/a"))
      try Data("old".utf8).write(to: URL(fileURLWithPath: folder.target + "/a"))
      #expect(throws: SandboxError.system("create an output file", EEXIST)) {
        try folder.collect()
      }
      let text = try String(contentsOfFile: folder.target + "/a", encoding: .utf8)
      #expect(text == "old")
    }

    @Test(arguments: ["a", "A-9_z.csv", String(repeating: "x", count: 64)])
    func `a plain name is accepted`(_ name: String) {
      #expect(PlainName(name)?.text == name)
    }

    @Test(arguments: ["", ".", "..", ".a", "-a", "a/b", "a b", "a\u{0}", "ä", "a\n"])
    func `any other name is refused`(_ name: String) {
      #expect(PlainName(name) == nil)
    }
  }
}

/// Two folders on memory, for trying the collector without a sandbox.
private final class PlainFolder {
  let root: String
  var source: String { root + "/source" }
  var target: String { root + "/target" }

  init() throws {
    root = "/dev/shm/shuyu-test-\(getpid())-\(UInt64.random(in: 0...UInt64.max))"
    for path in [root, root + "/source", root + "/target"] {
      guard mkdir(path, 0o700) == 0 else { throw SandboxError.system("mkdir", errno) }
    }
  }

  deinit {
    try? FileManager.default.removeItem(atPath: root)
  }

  func collect(bytesMax: UInt64 = 1 << 20) throws -> CollectedOutputs {
    let folder = open(source, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    defer { close(folder) }
    let rule = OutputRule(folder: target)
    return try OutputCollector(rule: rule, bytesMax: bytesMax).collect(from: folder, into: target)
  }
}
