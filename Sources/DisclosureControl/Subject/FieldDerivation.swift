// SPDX-License-Identifier: Apache-2.0

/// How a field of a subject release is derived from its source columns.
package enum FieldDerivation: Codable, Hashable, Sendable {
  /// The value as it is; the least protective form, allowed for `other` columns only unless the
  /// template gives a reason.
  case value
  /// The band a number falls in; strictly rising edges as decimal text, 1 to 100 of them.
  case band(edges: [String])
  /// Whether a number is at least a bound, given as decimal text.
  case atLeast(String)
  /// Whether a text is one of 1 to 100 values.
  case isOneOf([String])
  /// Whether the value is present.
  case isPresent
  /// A score in whole steps from `low` to `high`, computed by registered code from several
  /// columns.
  case score(low: Int, high: Int, step: Int)
}
