// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Glibc
import Testing

private let tables = [
  "CREATE TABLE power(uscc varchar(18), month char(7), kwh numeric(12,2));",
  "INSERT INTO power SELECT '91429904M0000006XW', '2024-' || lpad(i::text, 2, '0'), i * 100.5",
  "FROM generate_series(1, 12) i;",
  "INSERT INTO power VALUES ('no code', '2024-01', 1), ('91429904M0000006XW', '2025-01', NULL);",
  "CREATE TABLE changed AS SELECT uscc, month, kwh::text || ' kWh' AS kwh2, kwh > 1 AS kwh",
  "FROM power;",
  "CREATE TABLE faces(uscc text, month text, kwh bytea);",
  "CREATE TABLE large AS SELECT '91429904M0000006XW' AS uscc, i::text AS month, i AS kwh",
  "FROM generate_series(1, 300000) i;",
]

/// `shuyu deliver` from a real database to a running platform.
@Suite("Delivery from a database", .server, .database(.postgresql, tables), .serialized)
struct DeliverTests {
  private let server: RunningServer
  private let address: DatabaseAddress
  private let folder: URL

  init() throws {
    server = try #require(RunningServer.current)
    address = try ServedDatabase.need()
    folder = Built.temporary("deliver")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// A file of this user's own with a connection string.
  private func secret(_ text: String, mode: mode_t = 0o600) throws -> String {
    let file = folder.appending(path: "connection-\(UUID().uuidString)")
    try Data(text.utf8).write(to: file)
    chmod(file.path, mode)
    return file.path
  }

  private func deliver(
    _ arguments: [String], as account: String = "power", connection: String? = nil
  ) throws -> ClientRun {
    let file = try secret(connection ?? address.connection())
    return try ClientRun(
      ["deliver", "--odbc-connection", file, "--server", server.address] + arguments
        + ["--account", account],
      environment: ["SHUYU_PASSWORD": try server.password(of: account)])
  }

  /// A resource of the power company with the columns of the table.
  private func resource() async throws -> String {
    let client = try await server.client("power")
    let reply = try await client.act(
      "resource.register",
      [
        "name": .string("用电 \(UUID().uuidString.prefix(8))"), "keyColumns": ["uscc", "month"],
        "columns": [
          ["name": "uscc", "type": "creditCode", "label": "代码"],
          ["name": "month", "type": "text", "label": "月份"],
          ["name": "kwh", "type": "decimal", "label": "电量"],
        ],
      ])
    return try #require(reply.json["result"]?["id"]?.string, "\(reply.codes)")
  }

  @Test func `a dry run shows columns and kinds, reads no row and needs no platform`() throws {
    let file = try secret(address.connection())
    let end = try ClientRun(
      ["deliver", "--odbc-connection", file, "--table", "power", "--dry-run", "--json"])
    #expect(end.status == 0, "\(end.words)")
    let columns = try JSON.parse(Array(end.output.utf8))["columns"]?.array ?? []
    #expect(columns.compactMap { $0["name"]?.string } == ["uscc", "month", "kwh"])
    #expect(columns.compactMap { $0["delivered"]?.string } == ["text", "text", "decimal(2)"])
  }

  @Test func `columns that drifted are told and nothing is sent`() async throws {
    let resource = try await resource()
    let arguments = ["--scenario", "SCN-x", "--resource", resource, "--table"]
    let fits = try deliver(arguments + ["power", "--dry-run", "--json"])
    #expect(fits.status == 0, "\(fits.words)")
    let spool = folder.appending(path: "drift")
    let drift = try deliver(arguments + ["changed", "--json", "--spool", spool.path])
    #expect(drift.status == 4)
    let findings = try JSON.parse(Array(drift.output.utf8))["findings"]?.array ?? []
    #expect(findings.compactMap { $0["code"]?.string } == ["drift.type", "drift.added"])
    #expect(findings.compactMap { $0["column"]?.string } == ["kwh", "kwh2"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: spool.path).isEmpty)
    let face = try deliver(arguments + ["faces"])
    #expect(face.status == 4 && face.words.contains("kwh"))
  }

  @Test func `neither password nor value is said, whatever goes wrong`() async throws {
    let resource = try await resource()
    let query = folder.appending(path: "query.sql")
    try Data("SELECT uscc, month, (uscc || 'Z')::int AS kwh FROM power".utf8).write(to: query)
    let arguments = ["--scenario", "SCN-x", "--resource", resource]
    let wrong = try deliver(
      arguments + ["--table", "power"], connection: address.connection(password: "falsch-77"))
    #expect(wrong.status == 69)
    let failing = try deliver(arguments + ["--query", query.path])
    #expect(failing.status == 74)
    #expect(failing.words.contains("22P02"))
    for end in [wrong, failing] {
      for secret in [
        "falsch", DatabaseServer.password, DatabaseServer.user, "M0000006XW", "SELECT",
      ] {
        #expect(!(end.output + end.words).contains(secret))
      }
    }
  }

  @Test func `a connection string that others may read is not used`() throws {
    let file = try secret(address.connection(), mode: 0o640)
    let end = try ClientRun(
      ["deliver", "--odbc-connection", file, "--table", "power", "--dry-run"])
    #expect(end.status == 66)
    #expect(!end.words.contains(DatabaseServer.password))
    let none = try ClientRun(["deliver", "--table", "power", "--dry-run"])
    #expect(none.status == 66)
    let variable = try ClientRun(
      ["deliver", "--table", "power", "--dry-run"],
      environment: ["SHUYU_ODBC_CONNECTION": address.connection()])
    #expect(variable.status == 0, "\(variable.words)")
  }

  @Test(arguments: [
    ["--table", "a", "--query", "b"], [], ["--table", "a", "--zone", "CST"],
    ["--table", "a", "--mode", "replace"], ["--table", "a", "--rows-max", "0"],
  ])
  func `options that make no sense end with the usage code`(arguments: [String]) throws {
    #expect(try ClientRun(["deliver"] + arguments).status == 64)
  }

  @Test func `what was read is kept, and the same command goes on without the database`()
    async throws
  {
    let resource = try await resource()
    let spool = folder.appending(path: "spool")
    let arguments = [
      "--scenario", "SCN-none", "--resource", resource, "--table", "power", "--json", "--spool",
      spool.path,
    ]
    let first = try deliver(arguments)
    // The account may not deliver; what was read is there all the same.
    #expect(first.status == 5, "\(first.output) \(first.words)")
    let note = try JSON.parse(
      Array(Data(contentsOf: spool.appending(path: "delivery.json"))))
    #expect(note["rows"] == 14)
    let rows = try String(contentsOf: spool.appending(path: "rows.csv"), encoding: .utf8)
    #expect(rows.hasPrefix("uscc,month,kwh\n91429904M0000006XW,2024-01,100.50\n"))
    #expect(rows.hasSuffix("91429904M0000006XW,2025-01,\n"))
    let again = try deliver(arguments, connection: "Driver=nowhere")
    #expect(again.status == 5, "\(again.words)")
    let other = try deliver(arguments + ["--mode", "append"], connection: "Driver=nowhere")
    #expect(other.status == 64)
  }

  @Test func `a database that breaks off while it is read leaves no delivery`() async throws {
    let resource = try await resource()
    let spool = folder.appending(path: "dying")
    let query = folder.appending(path: "dying.sql")
    // The server ends its own session when row 250,000 is asked for.
    let text = """
      SELECT uscc, month, kwh FROM large
      WHERE CASE WHEN kwh = 250000 THEN NOT pg_terminate_backend(pg_backend_pid()) ELSE true END
      """
    try Data(text.utf8).write(to: query)
    let arguments = ["--scenario", "SCN-x", "--resource", resource, "--spool", spool.path]
    let end = try deliver(arguments + ["--query", query.path])
    #expect(end.status == 74, "\(end.words)")
    #expect(end.words.contains(" rows read"))
    let note = spool.appending(path: "delivery.json").path
    #expect(!FileManager.default.fileExists(atPath: note))
    // What is left is begun anew, with this query or another.
    let again = try deliver(arguments + ["--table", "power"])
    #expect(again.status == 5)
    let rows = try Data(contentsOf: spool.appending(path: "rows.csv"))
    #expect(rows.split(separator: 0x0A).count == 15)
  }
}
