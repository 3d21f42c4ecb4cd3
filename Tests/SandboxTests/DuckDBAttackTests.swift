// SPDX-License-Identifier: Apache-2.0
import Foundation
import Sandbox
import Testing

extension SandboxTests {
  /// SQL and shell commands that reach for more than the job's tables.
  @Suite struct DuckDBAttackTests {
    private static let output = [EngineOutput(name: "o", format: .csv, query: "SELECT 1 AS one")]

    @Test(arguments: [
      "SELECT * FROM read_text('/etc/passwd')",
      "SELECT * FROM read_blob('/engine/duckdb')",
      "SELECT * FROM read_csv('/etc/passwd')",
      "SELECT * FROM read_csv_auto('/usr/lib/os-release')",
      "SELECT * FROM read_json('/tmp/x.json')",
      "SELECT * FROM '/in/other.parquet'",
      "SELECT * FROM read_parquet('/in/*.parquet')",
      "SELECT * FROM glob('/*')",
      "SELECT * FROM glob('/in/*')",
      "SELECT * FROM read_csv('https://example.org/x.csv')",
      "SELECT * FROM read_text('/dev/stdin')",
      "SELECT * FROM parquet_metadata('/in/other.parquet')",
      "SELECT * FROM sniff_csv('/etc/passwd')",
      "SELECT getenv('PATH')",
      "COPY (SELECT 1) TO '/out/leak.csv'",
      "COPY (SELECT 1) TO '/tmp/leak.parquet' (FORMAT parquet)",
      "CREATE TABLE t (a INT); COPY t FROM '/etc/passwd'",
      "EXPORT DATABASE '/out/leak'",
      "IMPORT DATABASE '/in/leak'",
      "ATTACH '/tmp/leak.duckdb' AS leak",
      "ATTACH '/out/other.duckdb' AS leak",
      "ATTACH 'https://example.org/x.duckdb' AS leak",
      "INSTALL httpfs",
      "INSTALL spatial FROM community",
      "LOAD httpfs",
      "LOAD '/tmp/x.duckdb_extension'",
      "SET enable_external_access=true",
      "RESET enable_external_access",
      "SET lock_configuration=false",
      "SET allowed_directories=['/']",
      "SET allowed_paths=['/etc/passwd']",
      "SET threads=64",
      "SET memory_limit='64GB'",
      "SET temp_directory='/out'",
      "SET max_temp_directory_size='1TB'",
      "PRAGMA memory_limit='64GB'",
      "SET GLOBAL home_directory='/'",
      "SET extension_directory='/tmp'",
      "SET custom_extension_repository='http://localhost'",
      "SET allow_unsigned_extensions=true",
      "SET log_query_path='/out/log'",
      "PRAGMA enable_profiling='json'; PRAGMA profiling_output='/out/leak'",
      "CREATE PERSISTENT SECRET s (TYPE http, BEARER_TOKEN 'x')",
    ])
    func `SQL that reaches out of its tables is refused`(_ code: String) async throws {
      try await Fixture.with { fixture in
        let result = try await fixture.sql("SELECT 1;\n" + code, outputs: Self.output)
        guard case .failed(let failure) = result.outcome else {
          Issue.record("it succeeded")
          return
        }
        // Every refusal is one of DuckDB's own; none is the sandbox's, which stands behind.
        let text = result.receipts.map(\.errorText).joined()
        #expect(
          failure.class == .forbidden || text.contains("extension") || text.contains("disabled"),
          "\(text)")
        #expect(result.receipts.count == 1)
      }
    }

    /// Commands that change only how results are shown. One that is neither here nor refused
    /// fails the test, so that a newer shell cannot add a way out unseen.
    private static let harmless: Set<String> = [
      "bail", "binary", "changes", "columns", "databases", "decimal_sep", "display_colors", "dump",
      "echo", "edit", "exit", "headers", "help", "highlight", "highlight_colors",
      "highlight_errors", "highlight_mode", "highlight_results", "indexes",
      "large_number_rendering", "last", "maxrows", "maxwidth", "mode", "multiline", "nullvalue",
      "pager", "print", "progress_bar", "prompt", "quit", "read_line_version",
      "render_completion", "render_errors", "rows", "safe_mode", "schema", "separator", "show",
      "singleline", "startup_text", "tables", "thousand_sep", "timer", "ui_command", "version",
      "width",
    ]

    private static let refused = [
      "cd /", "excel", "import /etc/passwd t", "log /out/leak", "log stdout", "once /out/leak",
      "once |/bin/sh", "once -x", "open /tmp/leak", "open :memory:", "output /out/leak",
      "output |/bin/sh", "read /etc/passwd", "read /job/query.sql", "shell ls", "system ls",
      "sh ls", "w /out/leak", "save /out/leak", "restore /in/leak", "backup /out/leak",
      "load /tmp/leak", "clone /out/leak", "archive -c /out/leak", "edit", "session open",
    ]

    @Test func `every command of the shell is refused or known to be harmless`() async throws {
      try await Fixture.with { fixture in
        let spec = SandboxSpec(
          executable: "/engine/duckdb", arguments: ["-batch", "-no-init", "-c", ".help --all"],
          readOnlyBinds: [Bind(Fixture.tools.duckdb, at: "/engine/duckdb")])
        let help = try await fixture.runner.run(spec)
        let names = Self.commands(help.outputText)
        #expect(names.count > 40)
        let open = names.filter { name in
          !Self.harmless.contains(name)
            && !Self.refused.contains { $0.split(separator: " ").first.map(String.init) == name }
        }
        #expect(open == [])
      }
    }

    private static func commands(_ help: String) -> [String] {
      help.split(separator: "\n").compactMap { line in
        guard let dot = line.firstIndex(of: ".") else { return nil }
        let name = line[line.index(after: dot)...].prefix { $0.isLetter || $0 == "_" }
        let lead = line[..<dot]
        return name.isEmpty || lead.contains(" ") ? nil : String(name)
      }
    }

    @Test(arguments: refused)
    func `a command that reaches out is refused`(_ command: String) async throws {
      try await Fixture.with { fixture in
        let result = try await fixture.sql("." + command + "\n", outputs: Self.output)
        let text = result.receipts.map(\.errorText).joined()
        let isRefused =
          text.contains("in -safe mode") || text.contains("Unrecognized command")
          || text.contains("unsupported")
        if isRefused {
          guard case .failed = result.outcome else {
            Issue.record("it went on")
            return
          }
        } else {
          // An abbreviation of a harmless command, such as .w for .width.
          #expect(command.hasPrefix("w "))
          #expect(result.outcome == .finished([OutputFile(name: "o.csv", bytes: 6)]))
        }
      }
    }

    @Test func `harmless commands with hostile arguments leave nothing behind`() async throws {
      try await Fixture.with { fixture in
        let names = Self.harmless.subtracting(["exit", "quit", "bail"]).sorted()
        let lines = names.flatMap { name in
          ["", " /out/leak", " |/bin/sh", " on", " '/bin/touch /out/leak'", " --file /out/leak"]
            .map { "." + name + $0 }
        }
        let text =
          "ATTACH '/tmp/r.duckdb' AS r;\n.safe_mode\n" + lines.joined(separator: "\n")
          + "\n.mode csv\nSELECT 'still' || 'here' AS s;\n"
        // The shell runs below a script that looks afterwards, as its own status tells nothing.
        let script = """
          import os, subprocess
          with open("/job/commands.sql") as commands:
              done = subprocess.run(
                  ["/engine/duckdb", "-batch", "-no-init"], stdin=commands,
                  stdout=subprocess.PIPE, stderr=subprocess.PIPE)
          print(b"stillhere" in done.stdout)
          print(sorted(os.listdir("/out")), sorted(os.listdir("/tmp")))
          """
        let job = EngineJob(
          code: script, outputs: [EngineOutput(name: "none")], limits: Fixture.limits,
          outputFolder: fixture.outputs)
        var spec = try PythonEngine(tools: Fixture.tools)
          .spec(for: job, outputFolder: fixture.outputs)
        spec.readOnlyBinds.append(Bind(Fixture.tools.duckdb, at: "/engine/duckdb"))
        spec.files.append(StagedFile(path: "/job/commands.sql", text: text))
        let receipt = try await fixture.runner.run(spec)
        #expect(receipt.errorText == "")
        #expect(receipt.outputText == "True\n[] ['r.duckdb']\n")
      }
    }

    @Test func `leaving the shell early makes no outputs`() async throws {
      try await Fixture.with { fixture in
        for code in [".exit", ".quit", ".exit 0"] {
          let result = try await fixture.sql(code + "\n", outputs: Self.output)
          guard case .failed = result.outcome else {
            Issue.record("\(code) succeeded")
            continue
          }
        }
      }
    }

    @Test func `an output that is a view reaches nothing in the second step`() async throws {
      try await Fixture.with { fixture in
        let table = try await fixture.table("secret", query: "SELECT 'a' AS word")
        let code = """
          CREATE VIEW result.main.x AS FROM read_parquet('/in/secret.parquet');
          SELECT 1;
          """
        let outputs = [EngineOutput(name: "o", format: .csv, query: "SELECT 1 AS one")]
        let result = try await fixture.sql(code, over: [table], outputs: outputs)
        #expect(result.outcome == .finished([OutputFile(name: "o.csv", bytes: 6)]))
      }
    }

    @Test func `without the sandbox and safe mode the same attacks succeed`() throws {
      let call = HostProgram.Call(
        Fixture.tools.duckdb,
        [
          "-batch", "-no-init", "-csv", "-noheader", "-c",
          "SELECT length(content) > 0 FROM read_text('/etc/passwd')", "-c", ".shell echo reached",
        ])
      let output = try HostProgram.run(call).output
      #expect(output.contains("true"))
      #expect(output.contains("reached"))
    }
  }
}
