// SPDX-License-Identifier: Apache-2.0

/// A column a grant allows a scenario to use, with its class.
package struct GrantedColumn: Codable, Hashable, Sendable {
  /// The column's name.
  package let name: String
  /// What the column is to its subject.
  package let role: Role
  /// Whether the column holds text a person wrote freely.
  package let isFreeText: Bool

  /// Describes a granted column.
  package init(name: String, role: Role, isFreeText: Bool = false) {
    self.name = name
    self.role = role
    self.isFreeText = isFreeText
  }

  /// The classes of columns (GB/T 37964, GB/T 42460).
  package enum Role: String, Codable, Hashable, Sendable, CaseIterable {
    /// Points at the subject by itself.
    case identifier
    /// Points at the subject together with others.
    case quasiIdentifier = "quasi-identifier"
    /// Sensitive about the subject.
    case sensitive
    /// Anything else.
    case other
  }
}
