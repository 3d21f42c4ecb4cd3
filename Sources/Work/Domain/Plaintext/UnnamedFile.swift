// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc

/// A file that has no name any more: it is gone with whoever has it open, whatever ends them.
package final class UnnamedFile: Sendable {
  /// Open for reading and writing, until this value is gone.
  package let descriptor: CInt

  /// Makes an empty one in a private folder.
  ///
  /// - Throws: `DomainFault.memory` when the folder takes none.
  package init(in folder: String) throws {
    let path = "\(folder)/unnamed-\(UUID().uuidString)"
    let opened = unsafe open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard opened >= 0 else { throw DomainFault.memory }
    guard unsafe unlink(path) == 0 else {
      close(opened)
      throw DomainFault.memory
    }
    descriptor = opened
  }

  deinit { close(descriptor) }
}
