// SPDX-License-Identifier: Apache-2.0

/// How the fields of a delivered file are separated; quoting is always RFC 4180's.
package enum CSVDialect: String, Codable, Hashable, Sendable, CaseIterable {
  /// Fields separated by U+002C.
  case comma
  /// Fields separated by U+0009.
  case tab
  /// Fields separated by U+003B.
  case semicolon
  /// Fields separated by U+007C.
  case pipe

  /// The separating byte.
  package var delimiter: UInt8 {
    switch self {
    case .comma: UInt8(ascii: ",")
    case .tab: UInt8(ascii: "\t")
    case .semicolon: UInt8(ascii: ";")
    case .pipe: UInt8(ascii: "|")
    }
  }
}
