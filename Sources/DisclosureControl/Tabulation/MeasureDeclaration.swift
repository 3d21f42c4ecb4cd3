// SPDX-License-Identifier: Apache-2.0

/// One measure as a person declared it, not yet checked.
package struct MeasureDeclaration: Codable, Hashable, Sendable {
  /// The function by name: `count`, `contributors`, `sum` or `mean`.
  package var function: String
  /// The measured column; none for `contributors` and for a count of records.
  package var column: String?

  /// Declares a measure.
  package init(function: String, column: String? = nil) {
    self.function = function
    self.column = column
  }

  /// Decodes the declaration and refuses unknown keys.
  package init(from decoder: any Decoder) throws {
    try StrictKeys.refuseUnknown(in: decoder, known: ["function", "column"])
    let container = try decoder.container(keyedBy: CodingKeys.self)
    function = try container.decode(String.self, forKey: .function)
    column = try container.decodeIfPresent(String.self, forKey: .column)
  }

  private enum CodingKeys: String, CodingKey { case function, column }
}
