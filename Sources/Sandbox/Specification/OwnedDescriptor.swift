// SPDX-License-Identifier: Apache-2.0
import CSandbox
import Glibc
import Synchronization

/// A file descriptor with one owner, closed when told or when the owner goes.
package final class OwnedDescriptor: Sendable {
  private let number: Mutex<CInt?>

  /// Takes over an open descriptor.
  package init(_ number: CInt) {
    self.number = Mutex(number)
  }

  deinit {
    close()
  }

  /// The number while it is open, for calls made before this object goes.
  package var raw: CInt? {
    number.withLock { $0 }
  }

  /// Closes it now; later calls do nothing.
  package func close() {
    let open = number.withLock { value in
      defer { value = nil }
      return value
    }
    if let open { _ = Glibc.close(open) }
  }

  /// Makes a pipe whose ends are not inherited by other programs.
  ///
  /// - Throws: ``SandboxError`` when the process has no descriptors left.
  package static func pipe() throws -> (reader: OwnedDescriptor, writer: OwnedDescriptor) {
    var ends: [CInt] = [-1, -1]
    guard csandbox_pipe(&ends) == 0 else { throw SandboxError.system("pipe", errno) }
    return (OwnedDescriptor(ends[0]), OwnedDescriptor(ends[1]))
  }
}
