// SPDX-License-Identifier: Apache-2.0
import Cryptography

extension RandomSource {
  /// A number that nobody can predict.
  func number() -> UInt64 {
    bytes(8).reduce(0) { $0 << 8 | UInt64($1) }
  }
}
