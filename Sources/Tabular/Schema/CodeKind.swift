// SPDX-License-Identifier: Apache-2.0

/// The national codes a column may hold.
package enum CodeKind: String, Codable, Hashable, Sendable, CaseIterable {
  /// Unified social credit code, 18 characters (GB 32100-2015).
  case uscc
  /// Resident identity number, 18 characters (GB 11643-1999).
  case residentID
  /// Administrative division, 6 digits (GB/T 2260), or 9 or 12 (GB/T 10114 and below).
  case division
  /// Mobile or fixed-line telephone number of the mainland.
  case phone
  /// Bank card, 16, 17 or 19 digits with a check digit (ISO/IEC 7812-1).
  case bankCard
}
