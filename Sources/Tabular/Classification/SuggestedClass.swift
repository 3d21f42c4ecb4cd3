// SPDX-License-Identifier: Apache-2.0

/// What a column may give away; a suggestion that people decide on.
package enum SuggestedClass: String, Codable, Hashable, Sendable, CaseIterable {
  /// Names one person: identity number, telephone, name, address.
  case directIdentifier
  /// Names one enterprise: its unified social credit code.
  case enterpriseIdentifier
  /// Narrows persons down together with others: birth, division, sex, age.
  case quasiIdentifier
  /// Is delicate to know of somebody: income, health, credit.
  case sensitive
  /// None of these was found.
  case other
}
