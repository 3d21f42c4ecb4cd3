// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// A warning that the platform raised by itself, and what was done about it (QZ-24-h).
package struct Alert: Record {
  /// The life of a warning.
  package enum State: String, Codable, Sendable, CaseIterable {
    /// Nobody has taken it yet.
    case open
    /// Somebody sees to it by a day.
    case taken
    /// Put right, and a later inspection found nothing more.
    case closed
  }

  /// The table.
  package static let table = TableSpec(
    "alert", prefix: "ALT",
    columns: [
      .text("place"), .text("item"), .text("state"), .text("openedOn"), .text("dueOn"),
    ])

  /// The random id.
  package let id: RecordID
  /// The place.
  package let place: String
  /// What failed.
  package let item: InspectionItem
  /// The inspection that found it.
  package let inspection: RecordID
  /// What was found: codes of checks, never a value.
  package var failures: [String]
  /// The day on which it was raised.
  package let openedOn: Day
  /// The life of the warning.
  package var state: State
  /// The organisation that sees to it.
  package var takenBy: RecordID?
  /// The day on which it was taken.
  package var takenOn: Day?
  /// By when it is to be put right.
  package var dueOn: Day?
  /// Whether the longest period that the rules allow touches a year without a published notice, so
  /// that nobody can say yet whether the day keeps to it; nil where it does not.
  package var isUncertain: Bool?
  /// What is to be done.
  package var plan: String?
  /// What was done.
  package var measure: String?
  /// The day on which it was closed.
  package var closedOn: Day?

  /// Who sees to it is the party.
  package var parties: [RecordID] { takenBy.map { [$0] } ?? [] }

  /// The warning of an item that is not closed; nil when there is none.
  static func standing(
    _ item: InspectionItem, in place: String, _ read: any RecordReader
  ) throws -> Alert? {
    for state in [State.open, .taken] {
      let found = try read.first(
        Alert.self, .equal("place", place), .equal("item", item.rawValue),
        .equal("state", state.rawValue))
      if let found { return found }
    }
    return nil
  }

  /// The warning of the actor's place; nil for any other.
  static func here(_ id: RecordID, _ read: any RecordReader, _ context: Context) throws -> Alert? {
    guard let alert = try read.find(Alert.self, id), alert.place == context.place else {
      return nil
    }
    return alert
  }

  static let unknown = Refusals.unknown("alert", zh: "预警", en: "warning", field: "alert")

  var wrongState: Reason {
    Refusals.state(
      "alert", is: state.rawValue, zh: "预警的状态不允许此操作",
      en: "the warning's state does not allow this")
  }
}
