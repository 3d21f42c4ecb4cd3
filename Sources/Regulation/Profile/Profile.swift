// SPDX-License-Identifier: Apache-2.0

/// The rules of one place.
package struct Profile: Sendable {
  /// The place.
  package let place: String
}
