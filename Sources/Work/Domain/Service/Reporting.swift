// SPDX-License-Identifier: Apache-2.0
package import Core
package import Platform

/// Where the domain's workers read pending work and report what they did.
///
/// A seam: the committer and its database in production, a fault-injecting one in tests.
package protocol Reporting: Sendable {
  /// Looks records up outside of a decision.
  func read<T>(_ body: (any RecordReader) throws -> T) throws -> T

  /// Hands a system action over and waits until it is decided and on the disk.
  func report(_ action: String, place: String, input: JSON) async throws -> Answer

  /// A value after each commit that added entries.
  func commits() -> AsyncStream<Int>
}
