// SPDX-License-Identifier: Apache-2.0
package import Tabular

/// Reads the rows of a table or query, in one transaction that sees one state of the database.
package struct Extraction {
  /// How much may be read.
  package struct Bounds: Sendable {
    /// The most columns, those of a delivery's manifest.
    package var columnsMax = 120
    /// The most rows, those of a delivery's manifest.
    package var rowsMax = 1_000_000_000
    /// The most rows of an answer that the driver keeps in memory.
    package var keptRowsMax = 1_000_000
    /// Room for a block of rows in bytes.
    package var blockBytes = 16 << 20

    /// The bounds of a delivery.
    package init() {}
  }

  private let database: Database
  private let query: SourceQuery
  private let zone: ZoneOffset
  private let bounds: Bounds

  /// Begins to read: from now on the database is seen as it is now.
  package init(
    _ query: SourceQuery, of database: Database, zone: ZoneOffset = .china,
    bounds: Bounds = Bounds()
  ) throws(DatabaseFault) {
    self.database = database
    self.query = query
    self.zone = zone
    self.bounds = bounds
    try database.begin(zone)
  }

  /// The columns, before any row is read.
  ///
  /// - Throws: `DatabaseFault`, also for columns that cannot be told apart.
  package func columns() throws(DatabaseFault) -> [SourceColumn] {
    try database.run(query.describing(database.product), .describing)
    defer { database.finish() }
    let columns = try database.columns(maximum: bounds.columnsMax)
    var seen: Set<String> = []
    for column in columns where !seen.insert(column.name).inserted {
      throw .sameName(column: column.name)
    }
    return columns
  }

  /// Writes columns of all rows as CSV in UTF-8 with a header; returns the number of rows.
  ///
  /// - Parameters:
  ///   - columns: some of those that are there, in the order of the file.
  ///   - sink: where the file goes.
  ///   - progress: told how many rows were read, after each block.
  package func read(
    _ columns: [SourceColumn], into sink: any ByteSink, progress: (Int) -> Void = { _ in }
  ) throws(DatabaseFault) -> Int {
    for column in columns where column.type == .undelivered {
      throw .notDelivered(column: column.name, type: column.typeName)
    }
    try refuseToKeepTooMuch()
    var writer = RowWriter(sink)
    for column in columns { writer.name(column.name) }
    try writer.endRow()
    try database.run(query.reading(columns, database.product, zone), .reading)
    defer { database.finish() }
    let rowBytes = columns.reduce(0) { $0 + 2 * $1.units }
    try database.bind(columns, rows: min(1_000, max(1, bounds.blockBytes / max(1, rowBytes))))
    var rows = 0
    while true {
      let block = try database.fetch()
      guard block > 0 else { break }
      guard rows + block <= bounds.rowsMax else { throw .tooManyRows(maximum: bounds.rowsMax) }
      for row in 0..<block { try write(row, before: rows, columns, to: &writer) }
      rows += block
      progress(rows)
    }
    try writer.flush()
    return rows
  }

  private func write(
    _ row: Int, before rows: Int, _ columns: [SourceColumn], to writer: inout RowWriter
  ) throws(DatabaseFault) {
    for (index, column) in columns.enumerated() {
      switch database.cell(row: row, column: index) {
      case .missing: writer.missing()
      case .tooLong: throw .tooLong(row: rows + row + 1, column: column.name)
      case .units(let units):
        guard writer.value(units) else {
          throw .badText(row: rows + row + 1, column: column.name)
        }
      }
    }
    try writer.endRow()
  }

  /// A driver that keeps all of an answer in memory is not asked for more than fits.
  private func refuseToKeepTooMuch() throws(DatabaseFault) {
    guard !database.streams else { return }
    try database.run(query.counting(database.product), .reading)
    defer { database.finish() }
    try database.bind([SourceColumn(name: "rows", type: .integer, typeName: "bigint")], rows: 1)
    guard try database.fetch() == 1, case .units(let units) = database.cell(row: 0, column: 0),
      let rows = Int(String(decoding: units, as: UTF16.self))
    else { throw .noColumns }
    guard rows <= bounds.keptRowsMax else {
      throw .wouldNotFit(rows: rows, maximum: bounds.keptRowsMax)
    }
  }
}

extension RowWriter {
  /// Writes a column's name.
  fileprivate mutating func name(_ name: String) {
    _ = Array(name.utf16).withUnsafeBufferPointer { value($0) }
  }
}
