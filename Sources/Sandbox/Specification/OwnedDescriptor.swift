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

  /// Whether it has not been closed.
  package var isOpen: Bool { borrowed != nil }

  /// Calls a function with the number, keeping it open meanwhile; none when it was closed.
  package func with<Result>(_ body: (CInt) throws -> Result) rethrows -> Result? {
    // Without this the optimiser may let go of the object, and so close it, once it was read.
    try withExtendedLifetime(self) {
      guard let borrowed else { return nil }
      return try body(borrowed)
    }
  }

  /// The number, for a caller that keeps this object alive until the number's last use.
  var borrowed: CInt? {
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
