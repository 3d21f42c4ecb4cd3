// SPDX-License-Identifier: Apache-2.0
package import Core
package import Cryptography

/// What one scenario may use of one resource: columns, masks, rows.
package struct Grant: Record {
  /// The life of a grant.
  package enum State: String, Codable, Sendable, CaseIterable {
    case requested
    case approved
    case rejected
    /// The platform is writing it.
    case materialising
    case ready
    /// Behind its data or the subjects' consents; the platform writes it anew.
    case stale
    /// The platform could not write it.
    case failed
    /// Withdrawn; its copy is to be destroyed.
    case revoked
    /// Its copy is gone.
    case destroyed

    /// Whether it gives or may come to give rights.
    package var isLive: Bool {
      switch self {
      case .requested, .approved, .materialising, .ready, .stale, .failed: true
      case .rejected, .revoked, .destroyed: false
      }
    }
  }

  /// How many earlier policies are remembered.
  package static let policiesMax = 16

  /// The table.
  package static let table = TableSpec(
    "grant", prefix: "GRT",
    columns: [
      .text("place"), .text("state"), .text("scenario"), .text("agreement"), .text("operator"),
      .text("resource"), .text("sourceUnit"), .text("tableName"), .text("sampleState"),
    ])

  /// The random id.
  package let id: RecordID
  /// The place.
  package let place: String
  /// The scenario.
  package let scenario: RecordID
  /// The agreement.
  package let agreement: RecordID
  /// The operator.
  package let `operator`: RecordID
  /// The resource.
  package let resource: RecordID
  /// The unit that holds the data.
  package let sourceUnit: RecordID
  /// The name under which programs read it; unique among the scenario's live grants.
  package let tableName: String
  /// What it is used for.
  package let purpose: GrantPurpose
  /// The columns with their masks, in order.
  package let columns: [GrantColumn]
  /// Which rows; all when empty. All tests must hold.
  package let rowFilter: [RowTest]
  /// The digest of the policy, by which a written copy is recognised.
  package var policyDigest: Digest
  /// How many resources the scenario joins with this grant.
  package let joinedResources: Int
  /// Whether people must look at the risk of joining (EZ-02.13-e).
  package let needsLinkageReview: Bool
  /// The digest of the assessment of that risk.
  package var linkageAssessment: DigestText?
  /// Who asked.
  package let requestedBy: RecordID
  /// Who decided.
  package var decidedBy: RecordID?
  /// What the bureau said.
  package var opinion: String?
  /// The life of the grant.
  package var state: State
  /// Why it is stale, failed or revoked: a class.
  package var stateReason: String?
  /// How often the subjects' consents changed; part of what a copy is recognised by.
  package var consentEpoch: Int
  /// How often subjects withdrew authorisations on which it rests; nil for never.
  package var withdrawals: Int?
  /// The last day on which every authorisation by which its rows were chosen holds; nil when none
  /// chose them.
  package var consentsUntil: Day?
  /// The version from which it was written.
  package var datasetVersion: RecordID?
  /// The written copy in the vault.
  package var vaultObject: RecordID?
  /// Its rows.
  package var rows: Int?
  /// Where the development sample stands; nil when nobody asked.
  package var sampleState: SampleState?
  /// The development sample.
  package var sample: GrantSample?
  /// The digest of the certificate that its copies are gone.
  package var certificate: DigestText?
  /// The version of the compiler that the policy's digest speaks of; nil for the first.
  package var compiler: Int?
  /// The digests that the policy had before, under which copies may lie in the vault.
  package var earlierPolicies: [Digest]?
  /// How the subjects' authorisations choose rows; nil when they choose none.
  package var consentRows: ConsentRows?
  /// The digest of the subjects so chosen when it was written.
  package var consentDigest: Digest?
  /// The day on which it was written.
  package var writtenOn: Day?
  /// The import whose data it gives; nil where they are the catalogue's.
  package var dataImport: RecordID?
  /// The last day on which those data may be used.
  package var importUntil: Day?

  /// Whether an authorisation by which its rows were chosen has run out before a day, or nothing
  /// says until when they hold: it is to be written anew.
  package func hasRunOut(by day: Day) -> Bool {
    guard consentRows == .consented, rows != 0, vaultObject != nil else { return false }
    return consentsUntil.map { $0 < day } ?? true
  }

  /// The operator and the unit.
  package var parties: [RecordID] { [`operator`, sourceUnit] }

  /// The sample in the vault once it is signed; nil before.
  package var sampleObject: RecordID? { sampleState == .signed ? sample?.object : nil }

  /// The policy by which it is written, over its resource as that stands.
  package func policy(over resource: Resource?) -> GrantPolicy {
    GrantPolicy(
      scenario: scenario, resource: self.resource, purpose: purpose, columns: columns,
      rowFilter: rowFilter, consentRows: consentRows,
      hierarchies: GrantPolicy.hierarchies(of: columns, in: resource))
  }

  /// The digests of all policies under which it may have been written, the present one first.
  package var policyDigests: [Digest] { [policyDigest] + (earlierPolicies ?? []) }
}
