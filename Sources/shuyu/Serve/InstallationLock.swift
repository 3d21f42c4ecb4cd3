// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc

/// Holds an installation for this process, so that no second one works on the same folder, whatever
/// roles it plays; the system lets go when the process ends, however it ends.
///
/// Two processes would publish one log, and each would sweep away what the other is writing.
final class InstallationLock: Sendable {
  private let descriptor: Int32

  /// Takes the lock; throws `SetupError` when another process has it.
  init(_ installation: Installation) throws {
    let file = installation.lock
    descriptor = unsafe open(file.path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw SetupError("cannot write `\(file.path)`") }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw SetupError(
        "another server works on `\(installation.root.path)`; stop it first, or give --data "
          + "another folder")
    }
  }

  deinit {
    close(descriptor)
  }
}
