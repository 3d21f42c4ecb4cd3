// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc

/// Holds the roles of an installation for this process, so that no second one plays them on the
/// same folder; the system lets go when the process ends, however it ends.
final class InstallationLock: Sendable {
  private let descriptors: [Int32]

  /// Takes a lock for each role; throws `SetupError` when another process has one of them.
  init(_ installation: Installation, roles: Set<Role>) throws {
    var taken: [Int32] = []
    do {
      for role in roles.sorted(by: { $0.rawValue < $1.rawValue }) {
        taken.append(try InstallationLock.take(installation.lock(of: role), role))
      }
    } catch {
      for descriptor in taken { close(descriptor) }
      throw error
    }
    descriptors = taken
  }

  deinit {
    for descriptor in descriptors { close(descriptor) }
  }

  private static func take(_ file: URL, _ role: Role) throws -> Int32 {
    let descriptor = unsafe open(file.path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw SetupError("cannot write `\(file.path)`") }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      let folder = file.deletingLastPathComponent().path
      throw SetupError(
        "another server plays the role `\(role.rawValue)` on `\(folder)`; stop it first, or give "
          + "--data another folder")
    }
    return descriptor
  }
}
