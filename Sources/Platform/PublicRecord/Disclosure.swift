// SPDX-License-Identifier: Apache-2.0
package import Core

/// What the bureau made public about an authorisation (EZ-02.15-a).
package struct Disclosure: Record {
  /// The table.
  package static let table = TableSpec(
    "disclosure", prefix: "PUB",
    columns: [.text("place"), .text("kind"), .text("agreement"), .text("publishedOn")])

  /// The random id.
  package let id: RecordID
  /// The place.
  package let place: String
  /// Which disclosure: `authorisation` for the bureau's.
  package let kind: String
  /// The agreement it is about.
  package let agreement: RecordID
  /// The texts by item, such as the authorised party, content, scope and term.
  package let items: [String: String]
  /// The day of publication.
  package let publishedOn: Day
  /// By when the next one is due; nil where no interval is set.
  package let nextDueOn: Day?
  /// Who published it.
  package let publishedBy: RecordID
  /// By when it was due; nil where no interval was set.
  package let wasDueOn: Day?
  /// Whether it came after that day; nil where there was none.
  package let isLate: Bool?
}
