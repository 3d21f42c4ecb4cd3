// SPDX-License-Identifier: Apache-2.0

/// The id of one atomic clause of a regulation text, such as `EZ-02.6-i`.
package struct ClauseID: Hashable, Comparable, Sendable, Codable, CustomStringConvertible,
  ExpressibleByStringLiteral
{
  /// The id as printed.
  package let rawValue: String

  /// Takes the id as it is written in a profile or an action's specification.
  package init(_ rawValue: String) {
    self.rawValue = rawValue
  }

  /// Takes a literal.
  package init(stringLiteral value: String) {
    self.init(value)
  }

  /// Decodes a plain string.
  package init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode(String.self))
  }

  /// Encodes a plain string.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }

  /// The id as printed.
  package var description: String { rawValue }

  /// Orders ids as text.
  package static func < (left: ClauseID, right: ClauseID) -> Bool {
    left.rawValue < right.rawValue
  }
}
