// SPDX-License-Identifier: Apache-2.0

/// What was generated: enough to write a delivery manifest and to check what a platform finds.
package struct CitySummary: Hashable, Sendable {
  /// The seed.
  package let seed: UInt64
  /// Persons asked for, repeated rows not counted.
  package let persons: Int
  /// Enterprises, repeated rows not counted.
  package let enterprises: Int
  /// One entry for each file, in the order written.
  package let files: [CityFileSummary]
}
