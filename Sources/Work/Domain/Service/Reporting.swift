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

  /// Whether an action named an uploaded file by its digest, so that it is evidence of a record
  /// and stays, whatever it was handed in for besides.
  func isPaper(_ upload: RecordID) throws -> Bool

  /// Forgets an uploaded file that was destroyed with what it was handed in for.
  func forgetDestroyed(_ upload: RecordID) throws

  /// A value after each commit that added entries.
  func commits() -> AsyncStream<Int>
}
