// SPDX-License-Identifier: Apache-2.0

/// How hard it is to try one password or passphrase (RFC 7914).
package struct ScryptCost: Hashable, Sendable, Codable {
  /// The cost of processor and memory, a power of two.
  package let n: Int
  /// The block size.
  package let r: Int
  /// The parallelism.
  package let p: Int

  /// Makes a cost.
  package init(n: Int, r: Int, p: Int) {
    self.n = n
    self.r = r
    self.p = p
  }

  /// For passwords: 2^15, 8, 3 (OWASP Password Storage Cheat Sheet).
  package static let interactive = ScryptCost(n: 1 << 15, r: 8, p: 3)
  /// For key files: 2^17, 8, 1, which takes 128 MiB and some tenths of a second.
  package static let standard = ScryptCost(n: 1 << 17, r: 8, p: 1)
  /// For tests only: too weak for a real passphrase.
  package static let weakForTests = ScryptCost(n: 16, r: 1, p: 1)
}
