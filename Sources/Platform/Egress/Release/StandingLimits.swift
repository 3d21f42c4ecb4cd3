// SPDX-License-Identifier: Apache-2.0
package import Core

/// The bounds of a release that stands: how often it answers, and until when.
package struct StandingLimits: Codable, Hashable, Sendable {
  /// The most answers to one caller in a day, 1 to 1,000,000.
  package let callsPerDay: Int
  /// The last day on which it answers.
  package let expiresOn: Day

  /// Sets the bounds.
  package init(callsPerDay: Int, expiresOn: Day) {
    self.callsPerDay = callsPerDay
    self.expiresOn = expiresOn
  }
}
