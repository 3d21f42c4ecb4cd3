// SPDX-License-Identifier: Apache-2.0
package import Core

/// Data that an operator brings into the domain for one scenario: one file, whose source and right
/// are declared, that is scanned, and on which several people decide (HD-12-b, QZ-20.3-a).
package struct DataImport: Record {
  /// The life of an import.
  package enum State: String, Codable, Sendable, CaseIterable {
    /// Asked for; the platform has not scanned the file yet.
    case requested
    /// The file cannot be taken, as the scan found.
    case unfit
    /// Scanned; people look at it.
    case scanned
    /// Enough people agreed; the file may be taken in.
    case approved
    /// The file is being taken in.
    case delivered
    /// Its data are in the vault, and grants may be asked for.
    case active
    case rejected
    /// Taken back before it was decided.
    case withdrawn
    /// Its right ran out, or it ended with its scenario or agreement.
    case ended

    /// Whether nothing of it is to be in the domain any more.
    package var isOver: Bool {
      switch self {
      case .unfit, .rejected, .withdrawn, .ended: true
      case .requested, .scanned, .approved, .delivered, .active: false
      }
    }

    /// Whether enough people agreed, and it has not ended.
    package var isAgreed: Bool {
      switch self {
      case .approved, .delivered, .active: true
      case .requested, .unfit, .scanned, .rejected, .withdrawn, .ended: false
      }
    }
  }

  /// The table.
  package static let table = TableSpec(
    "dataImport", prefix: "IMP",
    columns: [
      .text("place"), .text("state"), .text("agreement"), .text("scenario"), .text("operator"),
      .text("title"), .text("resource"), .text("upload"), .text("lastDay"),
      .text("requestedOn"), .text("certificate"),
    ], redactable: ["overlap"])

  /// The random id.
  package let id: RecordID
  /// The place.
  package let place: String
  /// The agreement from which the scenario's rights come.
  package let agreement: RecordID
  /// The only scenario in which it is used.
  package let scenario: RecordID
  /// The operator that brings it.
  package let `operator`: RecordID
  /// What it is called.
  package let title: String
  /// From whom the data come, by what right, until when.
  package let source: ImportSource
  /// The digest of the proof of source and right; nil where the place asks for none.
  package let proof: DigestText?
  /// Whether the operator says that there is personal information in it.
  package let personal: Bool
  /// On what ground personal information is used.
  package let basis: LawfulBasis?
  /// The digest of what shows that ground.
  package let basisProof: DigestText?
  /// The columns with what each is needed for, in the order of the file's declaration.
  package let columns: [ImportColumn]
  /// The columns that together identify a row; may be empty.
  package let keyColumns: [String]
  /// The column with the code of whom a row is about.
  package let subjectColumn: String?
  /// What is said about the file.
  package let manifest: BatchManifest
  /// The file as it was scanned.
  package let upload: RecordID
  /// The last day on which it may be used: of the right, or of the retention that was declared.
  package let lastDay: Day
  /// How many people must agree: the place's number on the day of the request.
  package let approvalsNeeded: Int
  /// Who asked.
  package let requestedBy: RecordID
  /// The day of the request.
  package let requestedOn: Day
  /// The life of the import.
  package var state: State
  /// What the scan found in the file itself; nil before.
  package var findings: ImportFindings?
  /// How far the file's values are those of data in the domain; for those who decide alone, so it
  /// stands in no entry.
  package var overlap: ImportOverlap?
  /// The votes in their order.
  package var votes: [ImportVote]
  /// The catalogue's stand-in for it, of which grants are asked for; nil before it is taken in.
  package var resource: RecordID?
  /// The delivery by which it was taken in last.
  package var batch: RecordID?
  /// The files that were taken for it since the scan, each with the digest that was agreed.
  package var uploads: [RecordID]
  /// Why it is unfit or ended: a class, or who ended it in their words.
  package var endGround: String?
  /// The digest of the certificate that nothing of it is left.
  package var certificate: DigestText?

  /// The operator is the party.
  package var parties: [RecordID] { [`operator`] }
}

/// One person's vote on an import.
package struct ImportVote: Codable, Hashable, Sendable {
  /// The account.
  package let account: RecordID
  /// The organisation for which it voted.
  package let organisation: RecordID
  /// What it found.
  package let conclusion: Conclusion
  /// What it said.
  package let opinion: String?
  /// The day.
  package let on: Day
}
