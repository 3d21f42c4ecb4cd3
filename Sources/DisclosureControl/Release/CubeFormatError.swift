// SPDX-License-Identifier: Apache-2.0

/// Why bytes are not a released cube.
package enum CubeFormatError: Error, Hashable, Sendable {
  /// The bytes are not JSON of the cube's form.
  case malformed
  /// The parts do not fit together or exceed the bounds.
  case inconsistent
  /// The bytes are not the canonical form of the cube they describe.
  case notCanonical
}
