// SPDX-License-Identifier: Apache-2.0
package import Core

/// Something filed with another body: filed only once that body's receipt is recorded.
package struct FilingRecord: Record {
  /// The life of a filing.
  package enum State: String, Codable, Sendable, CaseIterable {
    /// Handed in; no receipt yet.
    case submitted
    /// The receipt is recorded.
    case filed
    /// The body sent it back.
    case returned
  }

  /// The table.
  package static let table = TableSpec(
    "filing", prefix: "FIL",
    columns: [
      .text("place"), .text("kind"), .text("state"), .text("subject"), .text("organisation"),
      .text("dueOn"),
    ])

  /// The random id.
  package let id: RecordID
  /// The place.
  package let place: String
  /// What is filed: the name in the profile.
  package let kind: String
  /// The record that is filed.
  package let subject: RecordID
  /// The organisation that files.
  package let organisation: RecordID
  /// The digest of what was handed in.
  package let digest: DigestText
  /// The day of the event from which the period runs.
  package let eventOn: Day
  /// The day of handing in.
  package let submittedOn: Day
  /// By when it was due; nil where no period is set.
  package let dueOn: Day?
  /// Who handed it in.
  package let submittedBy: RecordID
  /// The life of the filing.
  package var state: State
  /// The number of the receipt.
  package var receiptNumber: String?
  /// The day of the receipt.
  package var receivedOn: Day?
  /// What the body said of it; always there when it was sent back.
  package var opinion: String?
  /// Its papers one by one; nil where it was handed in as one.
  package var items: [FiledItem]?
  /// What the body said of each paper; nil before, and where it was handed in as one.
  package var itemReceipts: [ItemReceipt]?

  /// Why the day by which it was due is not certain; nil when it is.
  package var uncertain: UncertainCount?

  /// Whether it is that of a signed agreement, whose row says how it stands; nil where it is not.
  package var isOfAgreement: Bool?

  /// Who files is the party.
  package var parties: [RecordID] { [organisation] }

  /// What it changes of the agreement that it files; nothing where it files something else.
  func changesOfAgreement(_ read: any RecordReader) throws -> [Change] {
    guard isOfAgreement == true, var agreement = try read.find(Agreement.self, subject) else {
      return []
    }
    switch state {
    case .submitted:
      agreement.filingState = .submitted
      agreement.submittedOn = submittedOn
      agreement.filedVersion = agreement.version ?? 1
    case .filed:
      agreement.filingState = .filed
      agreement.filedOn = receivedOn
      agreement.filingNumber = receiptNumber
    case .returned: agreement.filingState = .returned
    }
    return [.put(agreement)]
  }

  /// Whether it was handed in after it was due; never while the due day is not certain.
  package func isLate(_ calendar: WorkingCalendar) -> Bool {
    guard let dueOn else { return false }
    return calendar.isLate(submittedOn, after: CountedDay(day: dueOn, uncertain: uncertain))
  }
}
