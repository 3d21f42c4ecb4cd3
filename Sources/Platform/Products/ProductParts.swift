// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

/// A compliance review before release (EZ-02.11-e).
package struct ComplianceReview: Codable, Hashable, Sendable {
  /// What was found on each item of the profile, by the item's name.
  package let findings: [String: String]
  /// The items that are not in order.
  package let failing: [String]
  /// Answers of other authorities by the profile's names.
  package let others: [String: String]
  /// What it came to.
  package let conclusion: ComplianceConclusion
  /// The digest of the review's record.
  package let digest: DigestText
  /// The organisation that organised it.
  package let organisation: RecordID
  /// The account that recorded it.
  package let by: RecordID
  /// The day.
  package let on: Day

  /// Whether every item was found in order.
  package var isClean: Bool { failing.isEmpty }
}

/// What a compliance review came to.
package enum ComplianceConclusion: String, ChoiceValue {
  case passed
  /// The operator changes something and hands it in again.
  case returned
  case rejected

  /// The words of one choice.
  package var label: LocalText {
    switch self {
    case .passed: LocalText(zh: "通过", en: "passed")
    case .returned: LocalText(zh: "退回修改", en: "returned")
    case .rejected: LocalText(zh: "不通过", en: "rejected")
    }
  }
}

/// A price of a product.
package struct ProductPrice: Codable, Hashable, Sendable {
  /// The amount for one unit; zero for free use.
  package let amount: Money
  /// The unit; `call`.
  package let unit: String
  /// The first day on which it holds.
  package let from: Day
  /// The ceiling that it was compared with; nil for free use or where the place needs none.
  package let ceiling: RecordID?
  /// What was said with it, by the item's name in the profile; nil where nothing is asked.
  package let statement: [String: String]?
}

/// One party's stop of a product, for a time or for good: whose and why.
package struct ProductSuspension: Codable, Hashable, Sendable {
  /// The party: only it lifts its suspension.
  package let organisation: RecordID
  /// Whether an authority did.
  package let byAuthority: Bool
  /// Why; empty where an operator withdrew its own without saying.
  package let ground: String
  /// The day.
  package let on: Day
}

/// How often a product was called.
package struct UsageFigures: Codable, Hashable, Sendable {
  /// Answered for a fee.
  package var charged: Int
  /// Answered without a fee.
  package var free: Int
  /// Refused.
  package var refused: Int

  /// Nothing yet.
  package static let none = UsageFigures(charged: 0, free: 0, refused: 0)

  /// Makes figures.
  package init(charged: Int, free: Int, refused: Int) {
    self.charged = charged
    self.free = free
    self.refused = refused
  }

  /// All of them together.
  package var records: Int { charged + free + refused }

  /// The sum of two figures.
  package func adding(_ other: UsageFigures) -> UsageFigures {
    UsageFigures(
      charged: charged + other.charged, free: free + other.free, refused: refused + other.refused)
  }

  /// Whether no figure is greater than the other's.
  package func isWithin(_ other: UsageFigures) -> Bool {
    charged <= other.charged && free <= other.free && refused <= other.refused
  }
}
