// SPDX-License-Identifier: Apache-2.0
package import Core

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

  /// The place in which the platform itself acts, nil for an account.
  package let systemPlace: String?

  /// Makes the platform's own report in a place.
  package static func system(_ name: String, place: String, input: JSON) -> Submission {
    Submission(
      name: name, account: Bootstrap.platformAccount, input: input, idempotencyKey: nil,
      systemPlace: place)
  }

  private init(
    name: String, account: RecordID, input: JSON, idempotencyKey: String?, systemPlace: String?
  ) {
    self.name = name
    self.account = account
    self.input = input
    self.idempotencyKey = idempotencyKey
    self.systemPlace = systemPlace
  }

  /// Makes a submission.
  package init(name: String, account: RecordID, input: JSON, idempotencyKey: String? = nil) {
    self.name = name
    self.account = account
    self.input = input
    self.idempotencyKey = idempotencyKey
    systemPlace = nil
  }
}
