// SPDX-License-Identifier: Apache-2.0

/// A column of a generated table, with what a source unit would say about it.
package struct CityColumn: Hashable, Sendable {
  /// How far a column alone or with others names somebody.
  package enum Role: Hashable, Sendable {
    /// Names one person or enterprise by itself.
    case directIdentifier
    /// Narrows down who it is together with other columns.
    case quasiIdentifier
    /// What an attacker would like to learn.
    case sensitive
    /// Neither.
    case other
  }

  /// The name in the file's first row, ASCII.
  package let name: String
  /// The label in Chinese.
  package let label: String
  /// Its role.
  package let role: Role

  init(_ name: String, _ label: String, _ role: Role) {
    self.name = name
    self.label = label
    self.role = role
  }
}
