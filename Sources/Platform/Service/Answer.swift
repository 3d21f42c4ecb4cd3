// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

/// What became of a submission.
package enum Answer: Sendable, Hashable, Codable {
  /// Allowed and recorded.
  case allowed(Receipt, result: JSON)
  /// Refused by a rule and recorded.
  case refused(Receipt, [Reason])
  /// The account lacks the capacity; recorded.
  case forbidden(Receipt, [Reason])
  /// The request itself is wrong; nothing is recorded.
  case malformed([Reason])
  /// There is no such action.
  case unknownAction
  /// The account is gone or closed; nothing is recorded.
  case notSignedIn

  /// The receipt, where there is one.
  package var receipt: Receipt? {
    switch self {
    case .allowed(let receipt, _), .refused(let receipt, _), .forbidden(let receipt, _): receipt
    case .malformed, .unknownAction, .notSignedIn: nil
    }
  }
}
