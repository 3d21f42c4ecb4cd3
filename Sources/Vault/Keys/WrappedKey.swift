// SPDX-License-Identifier: Apache-2.0

/// A key sealed under a master key; useless to who has not that master key.
package struct WrappedKey: Hashable, Sendable, Codable {
  /// The name of the master key.
  package let keyID: String
  /// The sealed key in hexadecimal digits; only the key store knows its form.
  package let sealed: String

  /// Puts together what a key store made.
  package init(keyID: String, sealed: String) {
    self.keyID = keyID
    self.sealed = sealed
  }
}
