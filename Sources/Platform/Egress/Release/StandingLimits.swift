// SPDX-License-Identifier: Apache-2.0
package import Core

/// The bounds of a release that stands: how often it answers, until when, and how far a refresh of
/// it may go without people.
package struct StandingLimits: Codable, Hashable, Sendable {
  /// The most answers to one caller in a day, 1 to 1,000,000.
  package let callsPerDay: Int
  /// The last day on which it answers.
  package let expiresOn: Day
  /// By how many per cent the figures of a refresh may differ from those that are out, 1 to 100;
  /// nil when every refresh goes before people.
  package var driftPercent: Int?
  /// The least days from one refresh to the next, 1 to 366; nil when new data suffice.
  package var refreshDays: Int?
  /// Within how many working days a refresh that is held is to be decided, 1 to 60; nil when no
  /// day is set.
  package var decideWithinDays: Int?

  /// Sets the bounds.
  package init(
    callsPerDay: Int, expiresOn: Day, driftPercent: Int? = nil, refreshDays: Int? = nil,
    decideWithinDays: Int? = nil
  ) {
    self.callsPerDay = callsPerDay
    self.expiresOn = expiresOn
    self.driftPercent = driftPercent
    self.refreshDays = refreshDays
    self.decideWithinDays = decideWithinDays
  }
}
