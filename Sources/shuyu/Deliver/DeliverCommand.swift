// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Core
import Foundation
import ODBC

/// Delivers a table or query of a database at the unit's side.
struct DeliverCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deliver", abstract: "从数据库交付数据 / deliver from a database",
    discussion: """
      Reads a table or query through unixODBC, in one read-only transaction, compares its columns \
      with the resource's before a row is read, and delivers the rows as a batch.

      The connection string comes from --odbc-connection, a file that nobody else may read, or \
      from SHUYU_ODBC_CONNECTION; never from an argument. With --spool what was read is kept in a \
      folder until it is delivered, and the same command goes on from there.

      Exit codes: 0 done, 2 malformed, 4 refused by a rule or by the columns, 5 no capacity or not \
      signed in, 64 a mistake in the command, 65 values that cannot be delivered, 66 no connection \
      string or query, 69 no answer from database or platform, 74 the database broke off, 1 \
      anything else.
      """)

  @Option(help: "the scenario for which is delivered")
  var scenario: String?

  @Option(help: "the resource of the catalogue")
  var resource: String?

  @Option(help: "a file with the connection string, mode 600")
  var odbcConnection: String?

  @Option(help: "the table or view, with its schema before a point")
  var table: String?

  @Option(help: "a file with the query")
  var query: String?

  @Option(help: "what the batch does: full, append, upsert, delete")
  var mode = "full"

  @Option(help: "the route of supply")
  var route = "cityPlatform"

  @Option(help: "the number of the delivery within its resource")
  var sequence: Int?

  @Option(help: "the zone in which times with a zone are delivered")
  var zone = "+08:00"

  @Option(help: "the most rows")
  var rowsMax = 1_000_000_000

  @Option(help: "a folder that keeps what was read until it is delivered")
  var spool: String?

  @Flag(help: "show the columns and what differs; read and deliver nothing")
  var dryRun = false

  @OptionGroup var options: ClientOptions

  func run() async throws {
    let order = try order()
    if dryRun { return try await show(order) }
    guard let scenario, order.resource != nil else {
      throw ClientEnding.mistake("a delivery needs --scenario and --resource")
    }
    let client = try await ClientEnding.reaching { try await options.client() }
    let registered = try await registered(order, client)
    let spool = try SourceSpool(folder: self.spool, order: order)
    defer { spool.leave() }
    if try spool.kept() == nil {
      let (columns, rows, taken) = try DeliverEnding.reading {
        try read(order, registered, into: spool)
      }
      try spool.keep(taken, columns: columns, rows: rows)
    }
    try await Delivery(
      scenario: scenario, route: route, sequence: sequence, options: options, client: client
    ).send(order, spool)
  }

  /// What is wanted, checked as far as it can be without anybody.
  private func order() throws -> SourceOrder {
    guard (table == nil) != (query == nil) else {
      throw ClientEnding.mistake("give either --table or --query")
    }
    guard let zone = ZoneOffset(zone) else {
      throw ClientEnding.mistake("--zone is an offset such as +08:00")
    }
    guard ["full", "append", "upsert", "delete"].contains(mode) else {
      throw ClientEnding.mistake("--mode is full, append, upsert or delete")
    }
    guard (1...1_000_000_000).contains(rowsMax) else {
      throw ClientEnding.mistake("--rows-max is between 1 and 1000000000")
    }
    let read: SourceQuery
    if let table {
      read = .table(table)
    } else {
      read = .query(try DeliverEnding.query(query ?? ""))
    }
    return SourceOrder(read: read, zone: zone, mode: mode, resource: resource)
  }

  private func database() throws -> Database {
    try Database(DeliverEnding.connection(odbcConnection))
  }

  private func bounds() -> Extraction.Bounds {
    var bounds = Extraction.Bounds()
    bounds.rowsMax = rowsMax
    return bounds
  }

  /// The resource's columns as the catalogue has them.
  private func registered(
    _ order: SourceOrder, _ client: APIClient
  ) async throws -> RegisteredColumns {
    let reply = try await ClientEnding.reaching {
      try await client.send("GET", "/api/v1/resources/\(order.escapedResource)")
    }
    guard reply.isSuccess else {
      try options.show(reply)
      throw ExitCode(1)
    }
    guard let columns = RegisteredColumns(reply.json, mode: order.mode) else {
      throw ClientEnding.mistake("the platform's answer names no columns")
    }
    return columns
  }

  /// Shows the columns, and what differs from those of the resource where one is named.
  private func show(_ order: SourceOrder) async throws {
    var registered: RegisteredColumns?
    if order.resource != nil {
      let client = try await ClientEnding.reaching { try await options.client() }
      registered = try await self.registered(order, client)
    }
    let columns = try DeliverEnding.reading {
      try Extraction(order.read, of: database(), zone: order.zone, bounds: bounds()).columns()
    }
    let sheet = SourceSheet(columns: columns, registered: registered)
    print(options.json ? sheet.json.canonicalText : sheet.text)
    if sheet.isRefused { throw ExitCode(4) }
  }

  /// Reads the rows into the spool, unless the columns differ.
  private func read(
    _ order: SourceOrder, _ registered: RegisteredColumns, into spool: SourceSpool
  ) throws -> (columns: [String], rows: Int, file: SourceSpool.Taken) {
    let extraction = try Extraction(
      order.read, of: database(), zone: order.zone, bounds: bounds())
    let sheet = SourceSheet(columns: try extraction.columns(), registered: registered)
    for finding in sheet.findings { ClientEnding.say("\(finding.explanation) (\(finding.code))") }
    guard !sheet.isRefused else {
      if options.json { print(sheet.json.canonicalText) }
      throw ExitCode(4)
    }
    let columns = sheet.ordered
    var told = 0
    let (rows, taken) = try spool.fill { sink in
      try extraction.read(columns, into: sink) { rows in
        guard rows - told >= 100_000 else { return }
        told = rows
        ClientEnding.say("\(rows) rows read")
      }
    }
    return (columns.map(\.name), rows, taken)
  }
}
