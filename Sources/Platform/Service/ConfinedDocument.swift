// SPDX-License-Identifier: Apache-2.0

/// A document of the domain that some may read inside the platform, and nobody may take out.
package enum ConfinedDocument: String, Sendable, CaseIterable {
  /// The value profile of a dataset version: for its source unit.
  case profile
  /// The rows that were kept apart, as they were delivered: for the source unit.
  case badRows = "bad-rows"
  /// The evidence behind a release: for its checkers.
  case evidence
  /// The bytes that would leave: for the checkers of a release.
  case content

  /// Whether it belongs to a dataset version; else to a release.
  package var isOfVersion: Bool { self == .profile || self == .badRows }
}
