// SPDX-License-Identifier: Apache-2.0
import Glibc
import Synchronization

/// Hands out a host user number of its own to each running job, when the runner is root.
///
/// The numbers lie above those of people, services and containers, and below the range the kernel
/// keeps for overflow. No account has them.
enum JobUsers {
  private static let first: UInt32 = 1_900_000_000
  private static let perProcess: UInt32 = 1024
  private static let taken = Mutex<Set<UInt32>>([])

  /// A number no other running job of this process has; none when 1,024 jobs run.
  static func take() -> uid_t? {
    taken.withLock { taken in
      let base = first + (UInt32(bitPattern: getpid()) & 0x7FFF) * perProcess
      guard let user = (base..<base + perProcess).first(where: { !taken.contains($0) }) else {
        return nil
      }
      taken.insert(user)
      return user
    }
  }

  /// Gives a number back once no process has it any more.
  static func release(_ user: uid_t) {
    _ = taken.withLock { $0.remove(user) }
  }
}
