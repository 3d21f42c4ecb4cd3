// SPDX-License-Identifier: Apache-2.0

/// How many uploaded files wait for an action, and their bytes.
package struct StagedFiles: Sendable, Hashable {
  /// The number of files.
  package var count: Int
  /// Their bytes together.
  package var bytes: Int

  /// Counts files; none by default.
  package init(count: Int = 0, bytes: Int = 0) {
    self.count = count
    self.bytes = bytes
  }

  /// Both together.
  package static func + (one: StagedFiles, other: StagedFiles) -> StagedFiles {
    StagedFiles(count: one.count + other.count, bytes: one.bytes + other.bytes)
  }
}
