// SPDX-License-Identifier: Apache-2.0
package import Cryptography

/// What the slow work of an action may use, before the writer's transaction.
package struct Preparation: Sendable {
  /// Randomness for salts.
  package let random: any RandomSource
  /// The account that acts, as it was when the work began; nil for the platform itself.
  package let account: Account?

  /// Hands over what slow work needs.
  package init(random: any RandomSource, account: Account? = nil) {
    self.random = random
    self.account = account
  }
}
