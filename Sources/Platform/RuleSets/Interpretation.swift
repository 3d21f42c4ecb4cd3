// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

/// A note by which the body that interprets a place's text says how a clause is to be read.
package struct Interpretation: Record {
  /// The table.
  package static let table = TableSpec(
    "interpretation", prefix: "INT", columns: [.text("place"), .text("clause")])

  /// The most notes that stand beside one refusal.
  package static let besideMax = 3

  /// The random id.
  package let id: RecordID
  /// The place.
  package let place: String
  /// The clause.
  package let clause: ClauseID
  /// The note.
  package let note: String
  /// The number of the document by which it was given.
  package let documentNumber: String
  /// The day on which it was given.
  package let on: Day
  /// The organisation that gave it.
  package let organisation: RecordID
  /// The account that wrote it.
  package let by: RecordID
}

extension Interpretation {
  /// The reasons with the notes on the clauses that they cite, the newest first.
  package static func beside(
    _ reasons: [Reason], in place: String, _ read: any RecordReader
  ) throws -> [Reason] {
    try reasons.map { reason in
      let notes = try reason.clauses.prefix(20).flatMap { clause in
        try read.all(
          Interpretation.self, .equal("place", place), .equal("clause", clause.rawValue))
      }
      guard !notes.isEmpty else { return reason }
      let newest = notes.sorted { ($0.on, $0.id) > ($1.on, $1.id) }.prefix(besideMax)
      return reason.noted(newest.map { "\($0.clause)（\($0.documentNumber)）\($0.note)" })
    }
  }
}
