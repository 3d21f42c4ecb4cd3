// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography

/// A receipt from above for one package.
struct RelayReceipt: Sendable {
  /// Why an answer is no receipt.
  enum Problem: String, Error {
    /// It names another package, or none.
    case digest
    /// It neither files nor returns.
    case conclusion
    /// It has no number.
    case number
  }

  /// `filed` or `returned`.
  let conclusion: String
  /// The number of the receipt.
  let number: String
  private let opinion: JSON
  private let items: JSON

  /// Reads an answer for a package of this digest.
  init(_ answer: JSON, of package: Digest) throws(Problem) {
    guard answer["packageDigest"]?.string == package.hex else { throw .digest }
    guard let conclusion = answer["conclusion"]?.string, ["filed", "returned"].contains(conclusion)
    else { throw .conclusion }
    guard let number = answer["receiptNumber"]?.string, !number.isEmpty else { throw .number }
    self.conclusion = conclusion
    self.number = number
    opinion = answer["opinion"] ?? .null
    items = answer["items"] ?? .array([])
  }

  /// The fields of the action that records it; the platform checks them as any other's.
  func fields(of filing: String) -> JSON {
    var fields: [String: JSON] = [
      "filing": .string(filing), "conclusion": .string(conclusion),
      "receiptNumber": .string(number), "items": items,
    ]
    if opinion != .null { fields["opinion"] = opinion }
    return .object(fields)
  }
}
