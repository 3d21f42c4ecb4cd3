// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// The names of the rules in an answer, as the field uses them.
package enum CheckRule: String, Hashable, Sendable, CaseIterable {
  case minimumContributors = "minimum-contributors"
  case dominance
  case pPercent = "p-percent"
  case classDisclosure = "class-disclosure"
  case degreesOfFreedom = "degrees-of-freedom"
  case differencing
  case complementaryDisclosure = "complementary-disclosure"
  case kAnonymity = "k-anonymity"
  case lDiversity = "l-diversity"
  case tCloseness = "t-closeness"
  case reidentificationRisk = "reidentification-risk"
  case rawOverlap = "raw-overlap"
  case reversibleEncoding = "reversible-encoding"
  case directIdentifier = "direct-identifier"
  case embeddedData = "embedded-data"
  case extremeValue = "extreme-value"
  case refreshDifferencing = "refresh-differencing"

  /// The rule under which an objection of the engine is reported; its formula says more.
  init(_ finding: Finding) {
    self =
      switch finding.rule {
      case .minimumContributors, .unreadableValues, .missingSubject: .minimumContributors
      case .dominance, .negativeValues: .dominance
      case .pPercent, .priorPosterior: .pPercent
      case .zeroCell, .classDisclosure: .classDisclosure
      case .suspectLabel: finding.severity == .fail ? .directIdentifier : .embeddedData
      case .complementaryDisclosure: .complementaryDisclosure
      case .differencing: .differencing
      }
  }
}
