// SPDX-License-Identifier: Apache-2.0

/// Why a class was suggested, as a code.
package enum ClassificationEvidence: String, Codable, Hashable, Sendable, CaseIterable {
  /// The header speaks of something that names a person.
  case headerDirect
  /// The header speaks of an enterprise's code.
  case headerEnterprise
  /// The header speaks of something that narrows persons down.
  case headerQuasi
  /// The header speaks of something delicate.
  case headerSensitive
  /// At least half of the values are valid resident identity numbers.
  case valuesResidentID
  /// At least half of the values are telephone numbers.
  case valuesPhone
  /// At least half of the values are bank cards' numbers.
  case valuesBankCard
  /// At least half of the values are valid unified social credit codes.
  case valuesUSCC
  /// At least half of the values are division codes.
  case valuesDivision
  /// Some values (at least 1 in 100, or the type says so) are resident identity numbers.
  case someResidentIDs
  /// The type of the column says so.
  case declaredType
}
