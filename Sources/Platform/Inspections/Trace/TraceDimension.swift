// SPDX-License-Identifier: Apache-2.0
package import Regulation

/// What can be asked of a product's way (HD-18.p4-f): 来源、去向、行为、责任.
package enum TraceDimension: String, CaseIterable, Codable, Sendable {
  /// Where it comes from.
  case source
  /// What was done with it.
  case conduct
  /// Who answers for it.
  case responsibility
  /// Where it goes.
  case destination

  /// The words in both languages.
  package var label: LocalText {
    switch self {
    case .source: LocalText(zh: "来源", en: "source")
    case .conduct: LocalText(zh: "行为", en: "conduct")
    case .responsibility: LocalText(zh: "责任", en: "responsibility")
    case .destination: LocalText(zh: "去向", en: "destination")
    }
  }
}
