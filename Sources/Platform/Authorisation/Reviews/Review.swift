// SPDX-License-Identifier: Apache-2.0
package import Core

/// What one reviewer found about one application (EZ-02.6-e).
package struct Review: Record {
  /// Whether the reviewer judged.
  package enum State: String, Codable, Sendable {
    case scored
    /// Stood back because of a link to an applicant.
    case recused
  }

  /// The table.
  package static let table = TableSpec(
    "review", prefix: "REV",
    columns: [
      .text("place"), .text("call"), .text("application"), .text("reviewer"), .text("state"),
      .text("isConcluded"),
    ],
    unique: [["application", "reviewer"]], redactable: ["opinion"])

  /// The random id.
  package let id: RecordID
  /// The place.
  package let place: String
  /// The call.
  package let call: RecordID
  /// The application; nil-like recusals name it too.
  package let application: RecordID
  /// The account that judged.
  package let reviewer: RecordID
  /// Its organisation.
  package let organisation: RecordID
  /// Whether it judged.
  package let state: State
  /// The points by criterion.
  package let scores: [String: Int]
  /// The opinion; it can be erased.
  package var opinion: String?
  /// `yes` once the review of the call is concluded; scores are shown then.
  package var isConcluded: String

  /// All points.
  package var total: Int { scores.values.reduce(0, +) }
}
