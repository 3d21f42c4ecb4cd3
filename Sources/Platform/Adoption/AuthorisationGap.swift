// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

/// One thing that the rules of today ask and that an earlier authorisation cannot show (SC-32-a).
package struct AuthorisationGap: Codable, Hashable, Sendable {
  /// What is lacking.
  package enum Kind: String, Codable, Sendable, CaseIterable {
    /// A step of the procedure of which there is no paper.
    case missingStep
    /// A material of a step of which there are other papers.
    case missingMaterial
    /// A section of the agreement.
    case missingSection
    /// What each product of the list has to say.
    case missingProductItems
    /// Who reviews each product.
    case missingReviewer
    /// A term longer than the rules have it.
    case longTerm
    /// A body that authorised and may not by the rules.
    case otherGrantor
    /// Source units that sign too.
    case missingCosigners
    /// Data that are not in the authorised catalogue.
    case unlistedEntry
    /// Rules, plans and records that come before an agreement is in force.
    case missingDocument
    /// The filing of the agreement.
    case missingFiling

    /// Whether the platform itself sees when it is made up for, so that a paper alone does not.
    var isSeen: Bool {
      switch self {
      case .missingStep, .missingMaterial, .missingSection, .otherGrantor, .missingCosigners: false
      case .missingProductItems, .missingReviewer, .longTerm, .unlistedEntry, .missingDocument,
        .missingFiling:
        true
      }
    }
  }

  /// Its name within the authorisation, by which it is planned and closed.
  package let gap: String
  /// What is lacking.
  package let kind: Kind
  /// The step of a missing material; nil for every other kind.
  package let step: String?
  /// The name in the profile, or the id of the record, that it is about.
  package let item: String
  /// The clauses that ask it.
  package let clauses: [ClauseID]
  /// Who sees to it; nil until the authority has said so.
  package var owner: RecordID?
  /// By when; nil until the authority has said so.
  package var dueOn: Day?
  /// The day on which it was made up for; nil while it is not.
  package var closedOn: Day?
  /// The digest of the paper that shows it.
  package var evidence: DigestText?

  /// A gap that nobody has planned yet.
  init(_ kind: Kind, _ item: String, step: String? = nil, _ clauses: [ClauseID]) {
    gap = ([kind.rawValue] + [step, item].compactMap { $0 }).joined(separator: "/")
    self.kind = kind
    self.step = step
    self.item = item
    self.clauses = clauses.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// The clauses of several gaps, each once.
  static func clauses(_ gaps: [AuthorisationGap]) -> [ClauseID] {
    gaps.flatMap(\.clauses).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}
