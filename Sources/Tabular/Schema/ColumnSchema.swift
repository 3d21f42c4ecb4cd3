// SPDX-License-Identifier: Apache-2.0

/// What one column is called and what its values must be.
package struct ColumnSchema: Codable, Hashable, Sendable {
  /// The name as in the header of the file.
  package let name: String
  /// What the values are.
  package let type: ColumnType
  /// Whether a value may be missing.
  package let isNullable: Bool
  /// The most characters (Unicode scalars) of a text; nil for the bound on fields alone.
  package let lengthMax: Int?
  /// What stands for a missing value; the empty token is the empty field.
  package let missingTokens: [String]
  /// Whether an empty field in quotes is an empty text; nil and false take it as missing.
  package let keepsQuotedEmpty: Bool?
  /// Whether a code that fails its check makes the row bad, or is only counted.
  package let refusesInvalidCodes: Bool

  /// Makes a column; by default any value may be missing and the empty field means missing.
  package init(
    name: String, type: ColumnType, isNullable: Bool = true, lengthMax: Int? = nil,
    missingTokens: [String] = [""], keepsQuotedEmpty: Bool? = nil,
    refusesInvalidCodes: Bool = true
  ) {
    self.name = name
    self.type = type
    self.isNullable = isNullable
    self.lengthMax = lengthMax
    self.missingTokens = missingTokens
    self.keepsQuotedEmpty = keepsQuotedEmpty
    self.refusesInvalidCodes = refusesInvalidCodes
  }
}
