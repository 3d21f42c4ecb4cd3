// SPDX-License-Identifier: Apache-2.0

/// A fixed distance from universal time, which decides the civil day of an instant.
package struct CivilZone: Hashable, Sendable {
  /// Milliseconds ahead of universal time.
  package let offsetMilliseconds: Int64

  /// Universal time.
  package static let utc = CivilZone(offsetMilliseconds: 0)
  /// China Standard Time, eight hours ahead, without summer time since 1992.
  package static let china = CivilZone(offsetMilliseconds: 8 * 3_600_000)

  private init(offsetMilliseconds: Int64) { self.offsetMilliseconds = offsetMilliseconds }
}
