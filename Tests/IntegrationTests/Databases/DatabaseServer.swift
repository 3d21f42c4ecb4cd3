// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc
import Sandbox

/// A database server of this test's own: a folder, a socket in it, no port.
///
/// It runs as nobody where the tests run as root, since neither server starts as root.
final class DatabaseServer {
  /// Which server.
  enum Kind: String, Sendable {
    case postgresql, mariadb
  }

  /// Why there is none here.
  struct NotHere: Error, CustomStringConvertible {
    let description: String
  }

  /// The password of its user; sought in everything that is said.
  static let password = "geheim-8f2c"
  /// Its user.
  static let user = "shuyu_reader"

  let kind: Kind
  let folder: String
  private var process: HostProgram?
  private var output: FileHandle?

  /// Starts one; `statements` are run before anybody connects, one in each line.
  init(_ kind: Kind, _ statements: [String] = []) throws {
    self.kind = kind
    var template = Array("/tmp/sydb-XXXXXX".utf8CString)
    let made = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.map { mkdtemp($0) != nil } ?? false
    }
    guard made else { throw NotHere(description: "no folder for a database") }
    folder = String(
      decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    if getuid() == 0 { chown(folder, DatabaseServer.nobody, DatabaseServer.nobody) }
    do {
      switch kind {
      case .postgresql: try startPostgreSQL(statements)
      case .mariadb: try startMariaDB(statements)
      }
    } catch {
      stop()
      throw error
    }
  }

  /// Where it is.
  var address: DatabaseAddress { DatabaseAddress(kind: kind, folder: folder) }

  /// Ends it at once with all of its processes, as a power failure would.
  func kill() {
    guard let process, process.isRunning else { return }
    for one in DatabaseServer.family(of: process.id).reversed() {
      Glibc.kill(one, SIGKILL)
    }
    process.wait()
    self.process = nil
  }

  /// Ends it and removes its folder.
  func stop() {
    // An end at once and in order: shared memory of the system is given back.
    if kind == .postgresql, let process {
      process.send(SIGQUIT)
      process.wait()
      self.process = nil
    }
    kill()
    try? FileManager.default.removeItem(atPath: folder)
  }

  deinit {
    stop()
  }

  private static let nobody: UInt32 = 65_534

  private func startPostgreSQL(_ statements: [String]) throws {
    let secret = "\(folder)/secret"
    try Data("\(DatabaseServer.password)\n".utf8).write(to: URL(filePath: secret))
    chmod(secret, 0o644)
    try end(
      try DatabaseServer.program("initdb"),
      [
        "-D", "\(folder)/data", "-U", "owner", "-A", "scram-sha-256", "--pwfile", secret, "-E",
        "UTF8", "--locale=C.UTF-8", "-N",
      ])
    // Refused statements are not written down: nobody reads on once it is ready.
    try serve(
      "postgres",
      [
        "-D", "\(folder)/data", "-k", folder, "-c", "listen_addresses=", "-c", "fsync=off", "-c",
        "log_min_messages=log",
      ], until: "ready to accept connections")
    try address.run(
      "CREATE ROLE \(DatabaseServer.user) LOGIN PASSWORD '\(DatabaseServer.password)';"
        + "CREATE DATABASE town;", database: "postgres")
    try address.run(statements.joined(separator: "\n"))
    try address.run(
      "GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA public TO \(DatabaseServer.user);")
  }

  private func startMariaDB(_ statements: [String]) throws {
    try end(
      try DatabaseServer.program("mariadb-install-db"),
      [
        "--no-defaults", "--datadir=\(folder)/data", "--skip-test-db",
        "--auth-root-authentication-method=normal",
      ])
    let first = [
      "CREATE DATABASE town CHARACTER SET utf8mb4;", "USE town;",
      "CREATE USER '\(DatabaseServer.user)'@'localhost' IDENTIFIED BY "
        + "'\(DatabaseServer.password)';",
      "GRANT ALL ON town.* TO '\(DatabaseServer.user)'@'localhost';",
      "SET NAMES utf8mb4;", "SET sql_mode = '';",
    ]
    let file = "\(folder)/first.sql"
    try Data((first + statements).joined(separator: "\n").utf8).write(to: URL(filePath: file))
    chmod(file, 0o644)
    try serve(
      "mariadbd",
      [
        "--no-defaults", "--datadir=\(folder)/data", "--socket=\(folder)/socket",
        "--skip-networking", "--pid-file=\(folder)/pid", "--init-file=\(file)",
        "--innodb-flush-log-at-trx-commit=0", "--innodb-buffer-pool-size=64M",
      ], until: "ready for connections")
  }

  /// Starts the server itself and reads what it says until it is ready.
  private func serve(_ name: String, _ arguments: [String], until ready: String) throws {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw NotHere(description: "no pipe") }
    // No other program that is started meanwhile keeps the pipe open.
    for one in ends { _ = fcntl(one, F_SETFD, FD_CLOEXEC) }
    let words = FileHandle(fileDescriptor: ends[0], closeOnDealloc: true)
    let error = FileHandle(fileDescriptor: ends[1], closeOnDealloc: true)
    let (executable, all) = DatabaseServer.asNobody(try DatabaseServer.program(name), arguments)
    var call = HostProgram.Call(executable, all)
    (call.folder, call.environment) = (folder, environment)
    call.streams = (.nothing, .nothing, .descriptor(error.fileDescriptor))
    let child = try HostProgram(call)
    try error.close()
    (process, output) = (child, words)
    var said = ""
    while !said.contains(ready) {
      let more = words.availableData
      guard !more.isEmpty else {
        throw NotHere(description: "\(name) did not start: \(said.suffix(400))")
      }
      said += String(decoding: more, as: UTF8.self)
    }
  }

  /// Nothing of the tests' own, whose temporary folder others may not enter.
  private var environment: [String: String] {
    ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "TMPDIR": folder, "LC_ALL": "C.UTF-8"]
  }

  /// A program of a server, wherever Debian put it.
  static func program(_ name: String) throws -> String {
    let versions = names(in: "/usr/lib/postgresql").sorted(by: >)
    let folders =
      ["/usr/bin", "/usr/sbin", "/usr/local/bin"]
      + versions.map { "/usr/lib/postgresql/\($0)/bin" }
    let found = folders.map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
    guard let found else { throw NotHere(description: "there is no `\(name)` here") }
    return found
  }

  /// What is in a folder; nothing where there is none.
  private static func names(in folder: String) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
      return []
    }
  }

  private static func asNobody(_ program: String, _ arguments: [String]) -> (String, [String]) {
    guard getuid() == 0 else { return (program, arguments) }
    return (
      "/usr/bin/setpriv",
      ["--reuid=\(nobody)", "--regid=\(nobody)", "--clear-groups", program] + arguments
    )
  }

  /// Runs a program to its end.
  private func end(_ program: String, _ arguments: [String]) throws {
    let (executable, all) = DatabaseServer.asNobody(program, arguments)
    var call = HostProgram.Call(executable, all)
    (call.folder, call.environment) = (folder, environment)
    call.streams = (.nothing, .nothing, .nothing)
    let status = try HostProgram(call).wait()
    guard status == 0 else {
      let name = program.split(separator: "/").last ?? ""
      throw NotHere(description: "\(name) ended with \(status)")
    }
  }

  /// A process with those that it began, itself first.
  private static func family(of root: Int32) -> [Int32] {
    let children = names(in: "/proc").compactMap { Int32($0) }.filter { parent(of: $0) == root }
    return [root] + children.flatMap { family(of: $0) }
  }

  private static func parent(of process: Int32) -> Int32? {
    guard let bytes = FileManager.default.contents(atPath: "/proc/\(process)/stat") else {
      return nil
    }
    // pid (name) state parent …; the name may hold anything.
    let text = String(decoding: bytes, as: UTF8.self)
    let rest = text.split(separator: ")").last?.split(separator: " ") ?? []
    return rest.count > 1 ? Int32(rest[1]) : nil
  }
}
