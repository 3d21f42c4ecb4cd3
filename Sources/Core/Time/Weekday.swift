// SPDX-License-Identifier: Apache-2.0

/// A day of the week; the raw value is its number in ISO 8601.
package enum Weekday: Int, CaseIterable, Sendable {
  case monday = 1
  case tuesday, wednesday, thursday, friday, saturday, sunday

  /// Whether it is Saturday or Sunday.
  package var isWeekend: Bool { self == .saturday || self == .sunday }
}
