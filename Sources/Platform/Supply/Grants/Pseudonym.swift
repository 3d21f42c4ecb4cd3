// SPDX-License-Identifier: Apache-2.0
import Cryptography

/// The keyed pseudonym of a cell, the same as the compiled SQL makes it.
///
/// It is SHA-256(key ‖ SHA-256(key ‖ value)) over text, in lower-case hexadecimal digits. The key
/// is 64 hexadecimal digits of 32 random bytes, exactly one block of the hash. So both hashes
/// begin from the same secret chaining value, as HMAC's two begin from theirs: the inner one maps
/// the value to 256 bits, and the outer one is a keyed function of a text of fixed length, which
/// hides the inner result. That closes the extension of a known digest, the weakness of the plain
/// prefix construction, whose inputs are not of one length. As long as SHA-256's compression is
/// pseudorandom under a secret chaining value and the inner hash does not collide, outputs look
/// random to anybody without the key, who cannot test guesses of values either. The length must
/// be fixed: with keys of several lengths, bytes could move between key and value.
package enum Pseudonym {
  /// The digits of a key.
  package static let keyDigits = 64

  /// The pseudonym of a text; nil for a key of another length.
  package static func make(key: String, value: String) -> String? {
    guard key.utf8.count == keyDigits else { return nil }
    let inner = SHA256.hash(Array((key + value).utf8)).hex
    return SHA256.hash(Array((key + inner).utf8)).hex
  }
}
