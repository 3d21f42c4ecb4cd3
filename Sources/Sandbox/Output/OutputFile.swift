// SPDX-License-Identifier: Apache-2.0
/// A file that was accepted as a job's output.
package struct OutputFile: Codable, Sendable, Hashable {
  /// Its name in the output folder.
  package var name: String

  /// Its size in bytes.
  package var bytes: UInt64

  /// Names a file.
  package init(name: String, bytes: UInt64) {
    self.name = name
    self.bytes = bytes
  }
}
