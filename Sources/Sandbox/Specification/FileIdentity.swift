// SPDX-License-Identifier: Apache-2.0
/// Which file a path led to when it was opened: its number on its file system.
package struct FileIdentity: Sendable, Hashable {
  /// The number of the file system.
  package var device: UInt64

  /// The number of the file on it, never zero.
  package var inode: UInt64

  /// Names a file.
  package init(device: UInt64, inode: UInt64) {
    self.device = device
    self.inode = inode
  }
}
