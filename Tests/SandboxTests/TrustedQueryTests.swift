// SPDX-License-Identifier: Apache-2.0
import Glibc
import Sandbox
import Testing

extension SandboxTests {
  /// The platform's own SQL.
  @Suite struct TrustedQueryTests {
    private static let toParquet =
      "COPY (FROM read_csv('/dev/stdin', header=true)) TO '/out/t.parquet' (FORMAT parquet)"

    private struct Broken: Error, Equatable {}

    private func query(
      _ fixture: Fixture, _ sql: String = toParquet, input: StandardInput = .none,
      inputs: [InputFile] = []
    ) async throws -> SandboxReceipt {
      try await TrustedQuery(
        sql: sql, inputs: inputs, standardInput: input,
        outputs: OutputRule(folder: fixture.outputs, names: ["t.parquet"]),
        limits: Fixture.limits
      ).run(with: fixture.runner)
    }

    private func count(_ fixture: Fixture) async throws -> String {
      let input = InputFile(name: "t.parquet", path: fixture.outputs + "/t.parquet")
      let sql = "SELECT count(*) AS n, sum(a) AS s FROM '/in/t.parquet'"
      return try await query(fixture, sql, inputs: [input]).outputText
    }

    @Test func `rows written by a function become a file`() async throws {
      try await Fixture.with { fixture in
        let receipt = try await query(
          fixture,
          input: .stream { writer in
            try writer.write("a,b\n".utf8)
            for number in 0..<200_000 { try writer.write("\(number),x\n".utf8) }
          })
        #expect(receipt.errorText == "")
        #expect(TrustedQuery.failure(of: receipt) == nil)
        #expect(try await count(fixture) == "n,s\n200000,19999900000\n")
      }
    }

    @Test func `rows from a pipe become a file`() async throws {
      try await Fixture.with { fixture in
        let pipe = try OwnedDescriptor.pipe()
        try PipeWriter(to: pipe.writer).write("a,b\n1,x\n2,y\n".utf8)
        pipe.writer.close()
        let receipt = try await query(fixture, input: .pipe(pipe.reader))
        #expect(receipt.errorText == "")
        #expect(!pipe.reader.isOpen)
        #expect(try await count(fixture) == "n,s\n2,3\n")
      }
    }

    @Test func `bytes become a file`() async throws {
      try await Fixture.with { fixture in
        let receipt = try await query(fixture, input: .bytes(Array("a,b\n1,x\n".utf8)))
        #expect(receipt.errorText == "")
        #expect(try await count(fixture) == "n,s\n1,1\n")
      }
    }

    @Test func `a source that fails midway leaves no file and its error`() async throws {
      try await Fixture.with { fixture in
        await #expect(throws: Broken.self) {
          _ = try await query(
            fixture,
            input: .stream { writer in
              try writer.write("a,b\n1,x\n".utf8)
              throw Broken()
            })
        }
        #expect(access(fixture.outputs + "/t.parquet", F_OK) != 0)
        #expect(await fixture.leftovers() == [])
      }
    }

    @Test func `a job that stops reading ends its writer`() async throws {
      try await Fixture.with { fixture in
        let receipt = try await query(
          fixture, "SELECT error('enough')",
          input: .stream { writer in
            while true { try writer.write(repeatElement(UInt8(ascii: "x"), count: 4096)) }
          })
        #expect(receipt.exit == .exited(1))
      }
    }

    @Test func `a file or device as standard input is refused`() async throws {
      try await Fixture.with { fixture in
        let file = OwnedDescriptor(open("/dev/null", O_RDONLY | O_CLOEXEC))
        await #expect(throws: SandboxError.specification("standard input must be a pipe")) {
          _ = try await query(fixture, input: .pipe(file))
        }
      }
    }

    @Test func `even trusted SQL reaches only its own folders`() async throws {
      try await Fixture.with { fixture in
        for sql in [
          "FROM read_text('/etc/passwd')", "COPY (SELECT 1) TO '/in/x.csv'", "INSTALL httpfs",
          "COPY (SELECT 1) TO '/job/x.csv'", "SET threads=1",
        ] {
          let receipt = try await query(fixture, sql)
          #expect(receipt.exit == .exited(1), "\(sql)")
        }
      }
    }
  }
}
