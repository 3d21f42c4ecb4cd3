// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc
import Sandbox

/// A temporary PostgreSQL with its defaults, reached by a socket in its own folder only.
struct PostgresCluster {
  private static let folders = (9...20).reversed().map { "/usr/lib/postgresql/\($0)/bin" }

  /// Its version, such as "pgbench (PostgreSQL) 15.13".
  let version: String
  private let folder: String
  private let bin: String

  /// Runs a body beside a cluster that is made before and stopped afterwards.
  static func with<Result>(
    in scratch: Scratch, _ body: (PostgresCluster) async throws -> Result
  ) async throws -> Result {
    let files = FileManager.default
    guard let bin = folders.first(where: { files.isExecutableFile(atPath: "\($0)/initdb") }) else {
      throw BenchError("there is no PostgreSQL; install Debian's package `postgresql`")
    }
    let folder = try scratch.make("postgres")
    if geteuid() == 0 { _ = try Child("/bin/chown", ["postgres", folder]).run() }
    let version = try Child("\(bin)/pgbench", ["--version"]).run().output
    let cluster = PostgresCluster(
      version: version.trimmingCharacters(in: .whitespacesAndNewlines), folder: folder, bin: bin)
    let server = try cluster.start()
    do {
      let result = try await body(cluster)
      try cluster.stop(server)
      return result
    } catch {
      try cluster.stop(server)
      throw error
    }
  }

  /// Makes the table that is appended to, with one index beside its key.
  func makeTable() throws {
    try sql("CREATE TABLE entry (id bigserial PRIMARY KEY, subject text, body jsonb NOT NULL)")
    try sql("CREATE INDEX entry_by_subject ON entry (subject)")
  }

  /// Appends rows with a JSON of so many bytes, each in a transaction of its own.
  func append(bytes: Int, clients: Int, seconds: Int, in scratch: Scratch) throws -> AppendLoad {
    let name = "pgbench-\(clients)"
    try scratch.remove(name)
    let logs = try scratch.make(name)
    if geteuid() == 0 { _ = try Child("/bin/chown", ["postgres", logs]).run() }
    let filler = (0..<max(1, bytes - 40)).map { String($0 * 7_919 % 16, radix: 16) }.joined()
    let script = """
      \\set number random(1, 1000000000)
      INSERT INTO entry (subject, body) VALUES \
      ('SUB-' || :number::text,
      jsonb_build_object('number', :number::bigint, 'filler', '\(filler)'));
      """
    try script.write(toFile: "\(logs)/append.sql", atomically: false, encoding: .utf8)
    let used = try tool(
      "pgbench",
      [
        "--no-vacuum", "--protocol=prepared", "--file=\(logs)/append.sql", "--client=\(clients)",
        "--jobs=\(min(2, clients))", "--time=\(seconds)", "--log", "--log-prefix=\(logs)/times",
        "--host=\(folder)", "postgres",
      ]
    ).run(in: logs)
    return AppendLoad(
      perSecond: try rate(used.output), milliseconds: try times(in: logs))
  }

  private func rate(_ output: String) throws -> Double {
    for line in output.split(separator: "\n") where line.hasPrefix("tps = ") {
      if let rate = line.split(separator: " ").dropFirst(2).first.flatMap({ Double($0) }) {
        return rate
      }
    }
    throw BenchError("pgbench printed no rate: \(output.suffix(500))")
  }

  /// The third field of each line is the time of a transaction in microseconds.
  private func times(in folder: String) throws -> [Double] {
    var times: [Double] = []
    for name in try FileManager.default.contentsOfDirectory(atPath: folder)
    where name.hasPrefix("times") {
      let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
      for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
        let fields = line.split(separator: UInt8(ascii: " "))
        if fields.count > 2, let micros = Double(String(decoding: fields[2], as: UTF8.self)) {
          times.append(micros / 1_000)
        }
      }
    }
    return times
  }

  /// Starts the server as our own child. Not by `pg_ctl start`: what that leaves behind keeps the
  /// descriptor open by whose end Foundation knows that a process ended.
  private func start() throws -> HostProgram {
    let data = "\(folder)/data"
    _ = try tool("initdb", ["-D", data, "-A", "trust", "-U", "postgres"]).run(in: folder)
    let settings = [
      "listen_addresses=", "unix_socket_directories=\(folder)", "fsync=on", "synchronous_commit=on",
    ]
    let server = tool("postgres", ["-D", data] + settings.flatMap { ["-c", $0] })
    var call = HostProgram.Call(server.program, server.arguments)
    call.folder = folder
    call.streams = (.nothing, .nothing, .nothing)
    let process = try HostProgram(call)
    // It tries for ten seconds.
    _ = try tool("psql", ["-h", folder, "-c", "SELECT 1", "postgres"]).retried(100, in: folder)
    return process
  }

  private func stop(_ server: HostProgram) throws {
    _ = try tool("pg_ctl", ["-D", "\(folder)/data", "-w", "-m", "fast", "stop"]).run(in: folder)
    server.wait()
  }

  private func sql(_ statement: String) throws {
    _ = try tool("psql", ["-h", folder, "-q", "-c", statement, "postgres"]).run(in: folder)
  }

  /// One of its programs, run as the user `postgres` by root: it refuses to run as root itself.
  private func tool(_ name: String, _ arguments: [String]) -> Child {
    guard geteuid() == 0 else { return Child("\(bin)/\(name)", arguments) }
    return Child("/sbin/runuser", ["-u", "postgres", "--", "\(bin)/\(name)"] + arguments)
  }
}
