// SPDX-License-Identifier: Apache-2.0

/// A column of a table or query.
package struct SourceColumn: Hashable, Sendable {
  /// The most characters of a value (UTF-16 units), those of a delivered field.
  static let unitsMax = 65_536
  /// Room for the longest decimal that a database writes without an exponent in practice.
  private static let decimalUnits = 1_200

  /// Its name.
  package let name: String
  /// What it holds.
  package let type: SourceType
  /// The database's own name of its type.
  package let typeName: String
  /// Whether a value may be missing, as far as the database says.
  package let isNullable: Bool
  /// The characters that the database declares; 0 when it declares none.
  let size: Int

  /// Describes a column.
  package init(
    name: String, type: SourceType, typeName: String, isNullable: Bool = true, size: Int = 0
  ) {
    self.name = name
    self.type = type
    self.typeName = typeName
    self.isNullable = isNullable
    self.size = size
  }

  /// Room for a value in UTF-16 units, the closing zero included.
  ///
  /// A declared length is believed for `char` and `varchar` alone, and twice over, since drivers
  /// count characters or units; a value that is longer all the same is noticed when it is read.
  var units: Int {
    switch type {
    case .integer, .date, .boolean, .bits: return 32
    case .real, .timestamp: return 80
    case .decimal: return SourceColumn.decimalUnits
    case .text, .undelivered:
      let isBounded = ["char", "varchar", "bpchar"].contains(typeName.lowercased())
      guard isBounded, (1..<SourceColumn.unitsMax / 2).contains(size) else {
        return SourceColumn.unitsMax + 1
      }
      return max(256, 2 * size + 1)
    }
  }
}
