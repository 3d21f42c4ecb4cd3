// SPDX-License-Identifier: Apache-2.0
package import Core

/// Where an administrator has set the clock of a place that is moved by hand.
package struct ClockSetting: Record {
  /// The table.
  package static let table = TableSpec(
    "clockSetting", prefix: "CLK", columns: [.text("place")], unique: [["place"]])

  /// The random id.
  package let id: RecordID
  /// The place.
  package let place: String
  /// The moment to which it was set.
  package let instant: InstantText
  /// The account that moved it.
  package let movedBy: RecordID
}
