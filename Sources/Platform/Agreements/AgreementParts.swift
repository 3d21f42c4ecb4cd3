// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// A party's signature under an agreement, with what proves it.
package struct PartySignature: Codable, Hashable, Sendable {
  /// The party.
  package let organisation: RecordID
  /// The day of signing.
  package let signedOn: Day
  /// The digest of the signed paper or the electronic signature.
  package let evidenceDigest: DigestText
  /// The digest of the evidence of the official seal.
  package let sealDigest: DigestText
  /// The account that recorded it.
  package let recordedBy: RecordID
}

/// Why an agreement runs longer than the rules have it.
package struct TermException: StructuredValue, Hashable {
  /// The reason; 1 to 1,000 characters.
  package let reason: String
  /// The number of the approval; 1 to 100 characters.
  package let documentNumber: String
  /// The digest of the approval.
  package let digest: DigestText

  /// Its members.
  package static let members = [
    Field<String>("reason", zh: "理由", en: "Reason", bounds: 1...1_000).info,
    Field<String>("documentNumber", zh: "批准文号", en: "Number of the approval", bounds: 1...100).info,
    Field<DigestText>("digest", zh: "批准文件", en: "The approval").info,
  ]

  /// An example in JSON.
  package static let example =
    #"{"reason":"…","documentNumber":"市府〔2026〕1号","digest":"e3b0c442…"}"#

  /// The texts have bounds.
  package func problem() -> FieldProblem? {
    guard (1...1_000).contains(reason.unicodeScalars.count) else { return .bounds(1...1_000) }
    return (1...100).contains(documentNumber.unicodeScalars.count) ? nil : .bounds(1...100)
  }
}

/// An operator's wish to leave before the end.
package struct ExitRequest: Codable, Hashable, Sendable {
  /// The day of the wish.
  package let requestedOn: Day
  /// The digest of its acceptance of liability.
  package let liabilityDigest: DigestText?
  /// Who asked.
  package let by: RecordID
}

/// What was done at the end of an agreement.
package struct ExitRecord: Codable, Hashable, Sendable {
  /// When the platform had closed the operator's permissions, as a day and time.
  package var permissionsClosedAt: Instant?
  /// What was handed over, by the profile's names (EZ-02.7-e).
  package var handover: [HandoverItem] = []
  /// The certificates that copies were destroyed (EZ-02.7-f).
  package var certificates: [DestructionCertificate] = []
  /// What was stopped and destroyed in the domain, once nothing is left there.
  package var destruction: DomainDestruction?
  /// When that was found.
  package var destroyedAt: Instant?

  /// Nothing done yet.
  package init() {}
}

/// One thing that was handed over.
package struct HandoverItem: Codable, Hashable, Sendable {
  /// The item: a name of the profile.
  package let item: String
  /// The digest of the inventory.
  package let digest: DigestText
  /// The organisation that received it.
  package let receiver: RecordID
  /// The account that signed for it.
  package let receivedBy: RecordID
  /// The day.
  package let on: Day
  /// The resource's entry, where each resource is confirmed by its unit.
  package var entry: RecordID?
  /// What became of its data, there.
  package var treatment: DataTreatment?
}

/// A certificate that copies of data were destroyed.
package struct DestructionCertificate: Codable, Hashable, Sendable {
  /// The digest of the certificate.
  package let digest: DigestText
  /// Which copies.
  package let copies: [String]
  /// How they were destroyed.
  package let method: String
  /// The organisation that watched.
  package let witness: RecordID
  /// The account that certified.
  package let certifiedBy: RecordID
  /// The day.
  package let on: Day
}
