// SPDX-License-Identifier: Apache-2.0

/// The holder of one private key; a file now, a cryptographic machine or an HSM later.
package protocol Signer: Sendable {
  /// The name under which verifiers know the key, such as `example.org/ledger`.
  var name: String { get }
  /// The algorithm of the key and its signatures.
  var algorithm: SignatureAlgorithm { get }
  /// The public key, encoded as `algorithm` says.
  var publicKey: [UInt8] { get }
  /// The signature of `message`, 64 bytes; throws when the holder cannot sign.
  func sign(_ message: [UInt8]) throws -> [UInt8]
}
