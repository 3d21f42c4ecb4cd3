// SPDX-License-Identifier: Apache-2.0

/// The disk takes no more: nothing was recorded, and nothing can be until there is room.
package struct PlatformFull: Error, Hashable, Sendable {
  /// Says so.
  package init() {}
}
