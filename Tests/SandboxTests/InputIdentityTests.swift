// SPDX-License-Identifier: Apache-2.0
import Glibc
import Sandbox
import Testing

extension SandboxTests {
  /// An input that was opened before is shown, or nothing: never what lies at its path since.
  @Suite struct InputIdentityTests {
    private func write(_ path: String, _ text: String) throws {
      let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o444)
      try #require(file >= 0)
      defer { close(file) }
      let bytes = Array(text.utf8)
      try #require(Glibc.write(file, bytes, bytes.count) == bytes.count)
    }

    private func identity(_ path: String) throws -> FileIdentity {
      var status = stat()
      try #require(stat(path, &status) == 0)
      return FileIdentity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
    }

    private func read(_ fixture: Fixture, _ identity: FileIdentity?) async throws -> String {
      let input = InputFile(
        name: "t.csv", path: fixture.inputs + "/t.csv", identity: identity)
      return try await TrustedQuery(
        sql: "SELECT a FROM read_csv('/in/t.csv', header=true)", inputs: [input],
        outputs: OutputRule(folder: nil), limits: Fixture.limits
      ).run(with: fixture.runner).outputText
    }

    @Test func `the file that was opened is shown`() async throws {
      try await Fixture.with { fixture in
        try write(fixture.inputs + "/t.csv", "a\n1\n")
        let own = try identity(fixture.inputs + "/t.csv")
        #expect(try await read(fixture, own) == "a\n1\n")
        #expect(try await read(fixture, nil) == "a\n1\n")
      }
    }

    @Test func `a file put in its place is not shown`() async throws {
      try await Fixture.with { fixture in
        let path = fixture.inputs + "/t.csv"
        try write(path, "a\n1\n")
        let own = try identity(path)
        try write(fixture.inputs + "/other.csv", "a\n2\n")
        try #require(rename(fixture.inputs + "/other.csv", path) == 0)
        #expect(try await read(fixture, nil) == "a\n2\n", "the path leads there")
        await #expect(throws: SandboxError.self) { try await read(fixture, own) }
      }
    }

    @Test func `neither is one of the same number on another file system`() async throws {
      try await Fixture.with { fixture in
        let path = fixture.inputs + "/t.csv"
        try write(path, "a\n1\n")
        var own = try identity(path)
        own.device += 1
        await #expect(throws: SandboxError.self) { try await read(fixture, own) }
      }
    }
  }
}
