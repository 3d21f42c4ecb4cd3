// SPDX-License-Identifier: Apache-2.0

/// What the values of a column are.
package enum ColumnType: Hashable, Sendable {
  /// Any text.
  case text
  /// A whole number of 64 bits, optional minus sign.
  case integer
  /// A decimal number with at most `scale` (0 to 18) digits behind the point.
  case decimal(scale: Int)
  /// A floating-point number of 64 bits, exponent allowed, for measurements.
  case real
  /// A day, YYYY-MM-DD, years 0001 to 9999.
  case date
  /// A local time without zone, YYYY-MM-DD hh:mm[:ss[.ffffff]], blank or T between.
  case datetime
  /// true, false (any case), 1 or 0.
  case boolean
  /// A national code with its own check.
  case code(CodeKind)

  /// The form used in manifests and schemas, such as `decimal(2)` or `code(uscc)`.
  package var name: String {
    switch self {
    case .text: "text"
    case .integer: "integer"
    case .decimal(let scale): "decimal(\(scale))"
    case .real: "real"
    case .date: "date"
    case .datetime: "datetime"
    case .boolean: "boolean"
    case .code(let kind): "code(\(kind.rawValue))"
    }
  }

  /// Reads the form used in manifests; nil when it is none.
  package init?(name: String) {
    switch name {
    case "text": self = .text
    case "integer": self = .integer
    case "real": self = .real
    case "date": self = .date
    case "datetime": self = .datetime
    case "boolean": self = .boolean
    default:
      guard let open = name.firstIndex(of: "("), name.last == ")" else { return nil }
      let argument = String(name[name.index(after: open)...].dropLast())
      switch name[..<open] {
      case "decimal":
        guard argument.allSatisfy(\.isNumber), let scale = Int(argument), scale <= 18 else {
          return nil
        }
        self = .decimal(scale: scale)
      case "code":
        guard let kind = CodeKind(rawValue: argument) else { return nil }
        self = .code(kind)
      default: return nil
      }
    }
  }
}

extension ColumnType: Codable {
  /// Reads the type from its name.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let type = ColumnType(name: try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "not a column type")
    }
    self = type
  }

  /// Writes the type as its name.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(name)
  }
}
