// SPDX-License-Identifier: Apache-2.0
/// A small read-only file made from memory at a path inside the sandbox.
package struct StagedFile: Sendable, Hashable {
  /// The absolute path inside the sandbox.
  package var path: String

  /// The content, at most 16 MiB.
  package var bytes: [UInt8]

  /// Names a file.
  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  /// Names a file of UTF-8 text.
  package init(path: String, text: String) {
    self.init(path: path, bytes: Array(text.utf8))
  }
}
