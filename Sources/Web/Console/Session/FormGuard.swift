// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography

/// Tokens that show that a form was made here for this session (OWASP CSRF Prevention).
struct FormGuard: Sendable {
  /// The member of every form that holds the token.
  static let field = "_csrf"
  private let key: [UInt8]

  /// Makes tokens under a key of 32 bytes that lives as long as the process.
  init(key: [UInt8]) {
    self.key = key
  }

  /// The token for a session's secret.
  func token(for secret: String) -> String {
    Hex.encode(
      HMAC.authenticate(Array("csrf/\(secret)".utf8), key: key, algorithm: .sha256))
  }

  /// Whether a token belongs to a session's secret; compared in constant time.
  func accepts(_ token: String?, for secret: String) -> Bool {
    guard let token else { return false }
    return constantTimeEqual(Array(token.utf8), Array(self.token(for: secret).utf8))
  }
}
