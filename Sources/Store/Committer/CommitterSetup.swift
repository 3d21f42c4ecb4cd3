// SPDX-License-Identifier: Apache-2.0
package import Core
package import Cryptography
package import Platform
package import Regulation

/// What the committer needs besides the database.
package struct CommitterSetup: Sendable {
  /// The rules of each place.
  package let profiles: [String: Profile]
  /// The rules of each place before the present ones, for cases that began under them.
  package let earlier: EarlierProfiles
  /// What serves which clause, for what decisions cite.
  package let coverage: Coverage
  /// Working days.
  package let calendar: WorkingCalendar
  /// The time.
  package let clock: any PlatformClock
  /// Randomness for ids and salts.
  package let random: any RandomSource
  /// The key under which codes of persons and enterprises are hidden.
  package let subjects: SubjectMarker
  /// Threads for slow work.
  package let slowWork: SlowWork
  /// The rules with what newer or higher instruments put in the place of their values.
  let overlays = RuleOverlays()
  /// Which controls are in effect; only a run of scenarios has any other value than `all`.
  package let controls: Controls

  /// Makes a set-up.
  package init(
    profiles: [String: Profile], calendar: WorkingCalendar, clock: any PlatformClock,
    random: any RandomSource, subjects: SubjectMarker, slowWork: SlowWork = SlowWork(),
    coverage: Coverage = .none, earlier: EarlierProfiles = .none, controls: Controls = .all
  ) {
    self.profiles = profiles
    self.earlier = earlier
    self.coverage = coverage
    self.calendar = calendar
    self.clock = clock
    self.random = random
    self.subjects = subjects
    self.slowWork = slowWork
    self.controls = controls
  }
}
