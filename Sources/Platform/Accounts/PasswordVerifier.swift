// SPDX-License-Identifier: Apache-2.0
import Core
package import Cryptography

/// What is kept of a password: scrypt (RFC 7914) with its own salt and cost.
package struct PasswordVerifier: Codable, Sendable, Hashable {
  /// CPU and memory cost.
  package let n: Int
  /// Block size.
  package let r: Int
  /// Parallelism.
  package let p: Int
  /// The salt, 16 bytes, hex.
  package let salt: String
  /// The derived key, 32 bytes, hex.
  package let key: String

  /// Derives a verifier; the salt is cut to 16 bytes.
  package static func make(
    password: String, salt: [UInt8], cost: ScryptCost = .interactive
  ) throws -> PasswordVerifier {
    let salt = Array(salt.prefix(16))
    let key = try Scrypt.derive(
      password: Array(password.utf8), salt: salt, n: cost.n, r: cost.r, p: cost.p, length: 32)
    return PasswordVerifier(
      n: cost.n, r: cost.r, p: cost.p, salt: Hex.encode(salt), key: Hex.encode(key))
  }

  /// A verifier that no password fits, at the usual cost.
  package static let decoy = PasswordVerifier(
    n: ScryptCost.interactive.n, r: ScryptCost.interactive.r, p: ScryptCost.interactive.p,
    salt: String(repeating: "00", count: 16), key: String(repeating: "00", count: 32))

  /// Whether a password gives the same key; compared in constant time.
  package func matches(_ password: String) throws -> Bool {
    guard let salt = Hex.decode(salt), let expected = Hex.decode(key) else { return false }
    let derived = try Scrypt.derive(
      password: Array(password.utf8), salt: salt, n: n, r: r, p: p, length: expected.count)
    return constantTimeEqual(derived, expected)
  }
}
