// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

/// One organisation's vote on one gate of a scenario (EZ-02.10-b, EZ-02.13-c).
package struct ScenarioReview: Codable, Hashable, Sendable {
  /// The organisation.
  package let by: RecordID
  /// As what it votes: the bureau, a source unit, or both.
  package let roles: [Capacity]
  /// The gate: a name of the profile.
  package let gate: String
  /// What it found.
  package let conclusion: Conclusion
  /// What it said.
  package let opinion: String?
  /// What it found on each aspect of the gate, by the aspect's name; nil where the gate has none.
  package let findings: [String: String]?
  /// The account that voted.
  package let account: RecordID
  /// The day.
  package let on: Day
}

/// How data reach the domain (EZ-02.4-a, EZ-02.4-d).
package enum SupplyRoute: String, ChoiceValue {
  /// Through the place's own platform.
  case cityPlatform
  /// Through a platform of a district or another body.
  case otherPlatform
  /// From hand to hand, without a platform.
  case direct

  /// The words of one choice.
  package var label: LocalText {
    switch self {
    case .cityPlatform: LocalText(zh: "市授权运营平台", en: "the place's platform")
    case .otherPlatform: LocalText(zh: "其他平台", en: "another platform")
    case .direct: LocalText(zh: "直接交付", en: "from hand to hand")
    }
  }
}
