// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL

/// Whether two byte strings are equal, taking the same time wherever they differ.
///
/// Use it for codes, tokens and whatever else an attacker may try to guess byte by byte. The
/// lengths are not secret: different lengths are unequal at once.
package func constantTimeEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
  left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
}
