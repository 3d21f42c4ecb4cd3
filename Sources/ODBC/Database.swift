// SPDX-License-Identifier: Apache-2.0
import CODBC

/// A connection to a database through unixODBC; used by one task at a time.
package final class Database {
  /// Facts that driver and server say of themselves (SQLGetInfo).
  private enum Info {
    static let driverName: UInt16 = 6
    static let driverVersion: UInt16 = 7
    static let serverName: UInt16 = 17
  }

  /// Whether unixODBC is installed.
  package static var isPresent: Bool { codbc_is_present() != 0 }

  /// Which database it is.
  package let product: DatabaseProduct
  /// Whether the driver hands rows on as they come; if not it keeps all of an answer in memory.
  let streams: Bool
  private let connection: OpaquePointer

  /// Connects.
  ///
  /// - Parameter text: a connection string; it holds a password and is shown nowhere.
  package init(_ text: String) throws(DatabaseFault) {
    guard Database.isPresent else { throw .noDriverManager }
    let guess = Database.guess(text)
    let first = try Database.open(text + guess.connectionOptions)
    let found = DatabaseProduct(
      server: Database.info(first, Info.serverName), driver: Database.info(first, Info.driverName))
    if found == guess {
      connection = first
    } else {
      // A data source's name says nothing of its driver; what the driver needs goes in anew.
      codbc_close(first)
      connection = try Database.open(text + found.connectionOptions)
    }
    product = found
    let version = Database.info(connection, Info.driverVersion)
    streams = found != .mariadb || Database.number(version) >= 30_117
  }

  deinit {
    codbc_close(connection)
  }

  /// Begins a transaction that reads one state and writes nothing.
  func begin(_ zone: ZoneOffset) throws(DatabaseFault) {
    var fault = codbc_fault()
    guard codbc_begin(connection, product.isolation, &fault) != 0 else {
      throw Database.gaveUp(.beginning, fault)
    }
    for statement in product.beginning(zone) {
      try run(statement, .beginning)
      finish()
    }
  }

  /// Runs a statement.
  func run(_ sql: String, _ step: DatabaseFault.Step) throws(DatabaseFault) {
    let text = Array(sql.utf16)
    var fault = codbc_fault()
    guard codbc_run(connection, text, Int32(clamping: text.count), &fault) != 0 else {
      throw Database.gaveUp(step, fault)
    }
  }

  /// The columns of the result.
  ///
  /// - Parameter maximum: how many there may be.
  func columns(maximum: Int) throws(DatabaseFault) -> [SourceColumn] {
    var fault = codbc_fault()
    let count = Int(codbc_count(connection, &fault))
    guard count >= 0 else { throw Database.gaveUp(.describing, fault) }
    guard count > 0 else { throw .noColumns }
    guard count <= maximum else { throw .tooManyColumns(found: count, maximum: maximum) }
    var columns: [SourceColumn] = []
    for number in 1...count {
      var told = codbc_column()
      guard codbc_describe(connection, Int32(number), &told, &fault) != 0 else {
        throw Database.gaveUp(.describing, fault)
      }
      guard let column = SourceColumn(told) else { throw .columnName(column: number) }
      columns.append(column)
    }
    return columns
  }

  /// Makes room for blocks of rows.
  func bind(_ columns: [SourceColumn], rows: Int) throws(DatabaseFault) {
    let widths = columns.map { Int32(2 * $0.units) }
    var fault = codbc_fault()
    guard codbc_bind(connection, Int32(columns.count), widths, Int32(rows), &fault) != 0 else {
      throw Database.gaveUp(.reading, fault)
    }
  }

  /// The rows of the next block; 0 at the end.
  func fetch() throws(DatabaseFault) -> Int {
    var fault = codbc_fault()
    let rows = codbc_fetch(connection, &fault)
    guard rows >= 0 else { throw Database.gaveUp(.reading, fault) }
    return rows
  }

  /// A cell of the block.
  enum Cell {
    case missing
    case tooLong
    case units(UnsafeBufferPointer<UInt16>)
  }

  /// A cell of the block, both counted from 0; valid until the next block.
  func cell(row: Int, column: Int) -> Cell {
    var length = 0
    let bytes = codbc_cell(connection, Int32(column), row, &length)
    switch length {
    case -1: return .missing
    case -2: return .tooLong
    default:
      return .units(
        UnsafeBufferPointer(
          start: bytes?.assumingMemoryBound(to: UInt16.self), count: length / 2))
    }
  }

  /// Ends a result.
  func finish() {
    codbc_end(connection)
  }

  private static func open(_ text: String) throws(DatabaseFault) -> OpaquePointer {
    let units = Array(text.utf16)
    var fault = codbc_fault()
    guard let connection = codbc_open(units, Int16(clamping: units.count), &fault) else {
      throw gaveUp(.connecting, fault)
    }
    return connection
  }

  private static func guess(_ text: String) -> DatabaseProduct {
    let text = text.lowercased()
    if text.contains("driver=postgres") || text.contains("psqlodbc") { return .postgresql }
    return text.contains("driver=mariadb") || text.contains("libmaodbc") ? .mariadb : .other
  }

  private static func info(_ connection: OpaquePointer, _ what: UInt16) -> String {
    text(128) { codbc_info(connection, what, $0, $1) }
  }

  /// A version such as `03.01.0015` as 30115.
  private static func number(_ version: String) -> Int {
    let parts = version.split(separator: ".").prefix(3).map { Int($0) ?? 0 }
    return parts.count == 3 ? parts[0] * 10_000 + parts[1] * 100 + parts[2] : 0
  }

  private static func gaveUp(
    _ step: DatabaseFault.Step, _ fault: codbc_fault
  ) -> DatabaseFault {
    let state = withUnsafeBytes(of: fault.state) { $0.prefix { $0 != 0 } }
    return .gaveUp(
      step, state: String(decoding: state, as: UTF8.self), native: Int(fault.native))
  }

  /// Text that C writes into a buffer.
  private static func text(
    _ room: Int, _ fill: (UnsafeMutablePointer<CChar>, Int) -> Int32
  ) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: room) { buffer in
      guard let base = buffer.baseAddress, fill(base, room) != 0 else { return "" }
      return String(cString: base)
    }
  }
}

extension SourceColumn {
  /// A column as the driver describes it; nil where its name is none.
  fileprivate init?(_ told: codbc_column) {
    let count = Int(told.name_count)
    guard (1...255).contains(count) else { return nil }
    let units = withUnsafeBytes(of: told.name) {
      Array($0.bindMemory(to: UInt16.self).prefix(count))
    }
    guard let name = String(validating: units, as: UTF16.self),
      (1...64).contains(name.unicodeScalars.count)
    else { return nil }
    let typeName = withUnsafeBytes(of: told.type_name) {
      String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
    }
    self.init(
      name: name,
      type: SourceType(kind: told.kind, typeName: typeName, digits: Int(told.digits)),
      typeName: typeName, isNullable: told.nullable != 0, size: Int(clamping: told.size))
  }
}
