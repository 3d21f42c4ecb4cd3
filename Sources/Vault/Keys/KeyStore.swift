// SPDX-License-Identifier: Apache-2.0

/// The holder of master keys, which wrap the keys of objects and never leave it.
///
/// A sealed file now; a cryptographic machine (SDF, GM/T 0018) or an HSM (PKCS#11) later.
package protocol KeyStore: Sendable {
  /// The name of the master key that wraps new keys.
  var currentKeyID: String { get }
  /// Seals a key of 32 bytes under the current master key, bound to `context`.
  func wrap(_ key: [UInt8], context: [UInt8]) throws -> WrappedKey
  /// Opens a wrapped key.
  ///
  /// Throws `VaultError.unknownKey` when its master key is not here, and
  /// `CryptographyError.notAuthentic` when the key or its context was changed.
  func unwrap(_ wrapped: WrappedKey, context: [UInt8]) throws -> [UInt8]
}
