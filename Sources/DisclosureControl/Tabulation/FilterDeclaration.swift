// SPDX-License-Identifier: Apache-2.0

/// One filter as a person declared it, not yet checked.
package struct FilterDeclaration: Codable, Hashable, Sendable {
  /// The filtered column.
  package var column: String
  /// The comparison: `in`, `notIn`, `atLeast`, `below`, `present` or `missing`.
  package var comparison: String
  /// Text values for `in` and `notIn`, one decimal number for `atLeast` and `below`.
  package var values: [String]

  /// Declares a filter.
  package init(column: String, comparison: String, values: [String] = []) {
    self.column = column
    self.comparison = comparison
    self.values = values
  }

  /// Decodes the declaration and refuses unknown keys.
  package init(from decoder: any Decoder) throws {
    try StrictKeys.refuseUnknown(in: decoder, known: ["column", "comparison", "values"])
    let container = try decoder.container(keyedBy: CodingKeys.self)
    column = try container.decode(String.self, forKey: .column)
    comparison = try container.decode(String.self, forKey: .comparison)
    values = try container.decodeIfPresent([String].self, forKey: .values) ?? []
  }

  private enum CodingKeys: String, CodingKey { case column, comparison, values }
}
