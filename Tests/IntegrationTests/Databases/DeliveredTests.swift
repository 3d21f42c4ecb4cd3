// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Testing

private let tables = [
  "CREATE TABLE power(uscc varchar(18), month char(7), kwh numeric(12,2));",
  "INSERT INTO power SELECT '91429904M0000006XW', '2024-' || lpad(i::text, 2, '0'), i * 100.5",
  "FROM generate_series(1, 12) i;",
  "INSERT INTO power VALUES ('no code', '2024-01', 1), ('91429904M0000006XW', '2025-01', NULL);",
]

/// From a table of a database to a version in the domain.
@Suite("A table becomes a version", .database(.postgresql, tables), .serialized)
struct DeliveredTests {
  @Test(.enabled(if: Built.hasTools, "DuckDB is not installed; run scripts/install-tools"))
  func `rows of a table are delivered, attested and taken in, and again by key`() async throws {
    let address = try ServedDatabase.need()
    let data = Built.temporary("delivered")
    let server = try RunningServer(data: data, roles: "office,domain,edge")
    do {
      try await journey(server, address)
    } catch {
      await server.kill()
      try Built.remove(data)
      throw error
    }
    #expect(await server.stop() == 0)
    try Built.remove(data)
  }

  private func journey(_ server: RunningServer, _ address: DatabaseAddress) async throws {
    // Up to an approved scenario and a first delivery, which its unit declined.
    let (_, lines) = try ChildProgram.run(
      "shuyu",
      [
        "tour", "--json", "--server", server.address, "--accounts", server.accounts.path,
        "--shared", "/nonexistent", "--calls", "20", "--until", "batch.deliver",
      ])
    #expect(try lines.map(TourLine.init).allSatisfy(\.isOK))
    let client = try await server.client("platform")
    let batches = try await client.send("GET", "/api/v1/batches?limit=10").json["items"]?.array
    let known = try #require(batches?.first)
    let scenario = try #require(known["scenario"]?.string)
    let resource = try #require(known["resource"]?.string)
    let arguments = ["--scenario", scenario, "--resource", resource, "--table", "power"]
    let first = try await deliver(arguments, server, address)
    #expect(first["state"] == "accepted", "\(first.canonicalText)")
    #expect(first["rowsGood"] == 13 && first["rowsBad"] == 1)
    #expect(first["failureCounts"]?["notUSCC"] == 1)

    let repeated = try run(arguments, server, address)
    #expect(repeated.status == 4)
    #expect(repeated.output.contains("batch.repeated"))

    try address.run("UPDATE power SET kwh = 7 WHERE month = '2024-02';")
    try address.run("DELETE FROM power WHERE kwh > 7;")
    let second = try await deliver(arguments + ["--mode", "upsert"], server, address)
    #expect(second["state"] == "accepted", "\(second.canonicalText)")
    let version = try #require(second["datasetVersion"]?.string)
    let found = try await client.send("GET", "/api/v1/dataset-versions/\(version)").json
    #expect(found["rows"] == 13 && found["number"] == 2)
  }

  private func run(
    _ arguments: [String], _ server: RunningServer, _ address: DatabaseAddress
  ) throws -> ClientRun {
    try ClientRun(
      ["deliver", "--server", server.address, "--account", "platform", "--accounts"]
        + [server.accounts.path, "--json"] + arguments,
      environment: ["SHUYU_ODBC_CONNECTION": address.connection()])
  }

  /// Delivers, attests as the unit, and gives the batch once it is decided.
  private func deliver(
    _ arguments: [String], _ server: RunningServer, _ address: DatabaseAddress
  ) async throws -> JSON {
    let end = try run(arguments, server, address)
    let done = try JSON.parse(Array(end.output.utf8))
    let id = try #require(done["result"]?["id"]?.string, "\(end.output) \(end.words)")
    let client = try await server.client("platform")
    let batch = try await client.send("GET", "/api/v1/batches/\(id)").json
    let digest = try #require(batch["manifest"]?["digest"]?.string)
    let unit = try await server.client("power")
    let attested = try await unit.act(
      "batch.attest", ["batch": .string(id), "digest": .string(digest)])
    #expect(attested.status == 200, "\(attested.codes)")
    for _ in 0..<100_000 {
      let found = try await client.send("GET", "/api/v1/batches/\(id)").json
      if ["accepted", "rejected"].contains(found["state"]?.string) { return found }
    }
    throw TestProblem("the batch is not decided")
  }
}
