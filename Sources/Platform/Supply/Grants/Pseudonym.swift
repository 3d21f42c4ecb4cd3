// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography

/// The keyed pseudonym of a cell: HMAC-SM3 (GM/T 0042-2015) of the cell's text in UTF-8, in
/// lower-case hexadecimal digits.
///
/// Texts and codes are in one writing before (`PersonText.capital`), so that one person has one
/// pseudonym. The key is 32 random bytes of the scenario. Equal texts have equal pseudonyms under
/// one key; under two keys nothing can be told, and without the key no guess of a text can be
/// tested.
package enum Pseudonym {
  /// The bytes of a key.
  package static let keyBytes = 32
  /// The bytes of a pseudonym, before they are written as digits.
  package static let codeBytes = HMAC.byteCount

  /// The pseudonym of a text; nil for a key of another length.
  package static func make(key: [UInt8], value: String) -> String? {
    guard key.count == keyBytes else { return nil }
    return Hex.encode(HMAC.authenticate(Array(value.utf8), key: key, algorithm: .sm3))
  }

  /// The pseudonyms of many texts as bytes, 32 each; nil for a key of another length.
  ///
  /// The texts lie end to end; `ends` says where each ends, in ascending order.
  package static func codes(
    of texts: [UInt8], endingAt ends: [Int], key: [UInt8]
  ) -> [UInt8]? {
    guard key.count == keyBytes else { return nil }
    return HMAC.authenticate(texts, endingAt: ends, key: key, algorithm: .sm3)
  }
}
