// SPDX-License-Identifier: Apache-2.0
package import Core
package import Cryptography

/// An action handed to the committer.
package struct Submission: Sendable {
  /// The action's name.
  package let name: String
  /// The account that acts; its capacities are read within the transaction.
  package let account: RecordID
  /// The fields as they came.
  package let input: JSON
  /// The caller's idempotency key, if any.
  package let idempotencyKey: String?
  /// The digest of the token of the session in which it was asked for, if any.
  package let session: Digest?

  /// The place in which the platform itself acts, nil for an account.
  package let systemPlace: String?

  /// Makes the platform's own report in a place.
  package static func system(_ name: String, place: String, input: JSON) -> Submission {
    Submission(name: name, systemPlace: place, input: input)
  }

  private init(name: String, systemPlace: String, input: JSON) {
    self.name = name
    self.input = input
    self.systemPlace = systemPlace
    account = Bootstrap.platformAccount
    idempotencyKey = nil
    session = nil
  }

  /// Makes a submission; `token` is that of the session in which it is asked for.
  package init(
    name: String, account: RecordID, input: JSON, idempotencyKey: String? = nil,
    token: String? = nil
  ) {
    self.name = name
    self.account = account
    self.input = input
    self.idempotencyKey = idempotencyKey
    session = token.map { SHA256.hash(Array($0.utf8)) }
    systemPlace = nil
  }
}
