// SPDX-License-Identifier: Apache-2.0
import Core

/// The databases whose ways are known; others are read by ODBC's own means.
package enum DatabaseProduct: Hashable, Sendable {
  case postgresql
  case mariadb
  case other

  /// The product by what driver and server say of themselves.
  init(server: String, driver: String) {
    let server = server.lowercased()
    if server.contains("postgres") || driver.lowercased().contains("psqlodbc") {
      self = .postgresql
    } else if server.contains("mariadb") || server.contains("mysql") {
      self = .mariadb
    } else {
      self = .other
    }
  }

  /// What a connection needs beside what its owner wrote: reading in blocks, types as they are, and
  /// none of the driver's own logs, which hold statements and values.
  var connectionOptions: String {
    switch self {
    case .postgresql:
      ";UseDeclareFetch=1;Fetch=200;MaxVarcharSize=65536;MaxLongVarcharSize=65536;BoolsAsChar=0"
        + ";ByteaAsLongVarBinary=1;Debug=0;CommLog=0"
    case .mariadb: ";FORWARDONLY=1;NO_CACHE=1"
    case .other: ""
    }
  }

  /// SQL_TXN_REPEATABLE_READ, where the product knows no better statement for it.
  var isolation: Int { self == .other ? 4 : 0 }

  /// What begins a transaction that reads one state of the database and can write nothing.
  func beginning(_ zone: ZoneOffset) -> [String] {
    switch self {
    case .postgresql: ["SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"]
    case .mariadb:
      [
        "SET SESSION time_zone = '\(zone.text)'",
        "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ",
        "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY",
      ]
    case .other: []
    }
  }

  /// Quotes a name.
  func quoted(_ name: String) -> String {
    QuotedText.of(name, in: self == .mariadb ? "`" : "\"")
  }

  /// How a column is read.
  ///
  /// PostgreSQL writes its values itself: its driver loses the era of a day and makes a day of
  /// what is infinite.
  func expression(_ column: SourceColumn, _ zone: ZoneOffset) -> String {
    let name = quoted(column.name)
    switch (self, column.type) {
    case (.postgresql, .timestamp(isZoned: true)):
      return "CAST(timezone(INTERVAL '\(zone.text)', delivered.\(name)) AS text) AS \(name)"
    case (.postgresql, _): return "CAST(delivered.\(name) AS text) AS \(name)"
    case (.mariadb, .bits): return "delivered.\(name) + 0 AS \(name)"
    case (.mariadb, _), (.other, _): return "delivered.\(name) AS \(name)"
    }
  }
}
