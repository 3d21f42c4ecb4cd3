// SPDX-License-Identifier: Apache-2.0

/// The kinds of codes a scan finds in text.
package enum ScanKind: String, Codable, Hashable, Sendable, CaseIterable {
  /// An 18-character resident identity number with a right check character (GB 11643-1999).
  case residentIdentity = "resident-identity"
  /// A 15-digit resident identity number of the old form; it has no check digit.
  case oldResidentIdentity = "old-resident-identity"
  /// An identity number with its middle digits starred out.
  case maskedIdentity = "masked-identity"
  /// A unified social credit code with a right check character (GB 32100-2015).
  case socialCreditCode = "social-credit-code"
  /// A mainland mobile telephone number.
  case mobilePhone = "mobile-phone"
  /// A mainland fixed-line telephone number with its area code.
  case landline
  /// A payment card number with a right Luhn digit (ISO/IEC 7812-1).
  case bankCard = "bank-card"
  /// An e-mail address.
  case email
  /// An IP version 4 address.
  case ipAddress = "ip-address"

  /// Whether the code points at one person with little doubt.
  package var isPersonal: Bool {
    switch self {
    case .residentIdentity, .mobilePhone, .bankCard, .email, .maskedIdentity: true
    case .oldResidentIdentity, .socialCreditCode, .landline, .ipAddress: false
    }
  }
}
