// SPDX-License-Identifier: Apache-2.0

/// What a column of a database holds, as far as a delivery tells kinds apart.
package enum SourceType: Hashable, Sendable {
  /// Any text.
  case text
  /// Whole numbers.
  case integer
  /// Exact decimals; the scale is that of the column.
  case decimal(scale: Int)
  /// Floating-point numbers.
  case real
  /// Days.
  case date
  /// Times of a day on a clock; with a zone they are delivered in the zone that was asked for.
  case timestamp(isZoned: Bool)
  /// Yes or no.
  case boolean
  /// A string of bits of the database's own that is read as a number.
  case bits
  /// What cannot be delivered: bytes, and amounts in the locale's own writing.
  case undelivered

  /// The kind of a column by ODBC's type and the database's own name for it.
  init(kind: Int16, typeName: String, digits: Int) {
    switch typeName.lowercased() {
    case "money", "bytea", "geometry", "geography": self = .undelivered
    case "bool", "boolean": self = .boolean
    case "bit" where kind == -7 || kind == -2: self = .bits
    case "timestamptz", "timestamp with time zone": self = .timestamp(isZoned: true)
    default: self = SourceType(kind: kind, digits: digits)
    }
  }

  /// The kind by ODBC's type alone (ODBC 3.8 appendix D).
  private init(kind: Int16, digits: Int) {
    switch kind {
    case -6, -5, 4, 5: self = .integer
    case 2, 3: self = .decimal(scale: max(0, digits))
    case 6, 7, 8: self = .real
    case 9, 91: self = .date
    case 11, 93: self = .timestamp(isZoned: false)
    case -7: self = .boolean
    case -2, -3, -4: self = .undelivered
    default: self = .text
    }
  }

  /// A word for people and programs.
  package var name: String {
    switch self {
    case .text: "text"
    case .integer: "integer"
    case .decimal(let scale): "decimal(\(scale))"
    case .real: "real"
    case .date: "date"
    case .timestamp(let isZoned): isZoned ? "timestamp with zone" : "timestamp"
    case .boolean: "boolean"
    case .bits: "bits"
    case .undelivered: "not delivered"
    }
  }
}
