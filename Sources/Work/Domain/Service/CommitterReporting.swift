// SPDX-License-Identifier: Apache-2.0
package import Core
package import Platform
package import Store

/// The committer and its database as the domain's workers see them.
package struct CommitterReporting: Reporting {
  private let committer: Committer
  private let database: PlatformDatabase

  /// Reports through a committer, reads from its database.
  package init(committer: Committer, database: PlatformDatabase) {
    self.committer = committer
    self.database = database
  }

  /// Looks records up outside of a decision.
  package func read<T>(_ body: (any RecordReader) throws -> T) throws -> T {
    try database.read(body)
  }

  /// Hands a system action over and waits until it is decided and on the disk.
  package func report(_ action: String, place: String, input: JSON) async throws -> Answer {
    try await committer.submit(.system(action, place: place, input: input))
  }

  /// Whether an action named an uploaded file by its digest.
  package func isPaper(_ upload: RecordID) throws -> Bool {
    try UploadRegister(database).isPaper(upload)
  }

  /// Forgets an uploaded file that was destroyed.
  package func forgetDestroyed(_ upload: RecordID) throws {
    try UploadRegister(database).forgetDestroyed(upload)
  }

  /// A value after each commit that added entries.
  package func commits() -> AsyncStream<Int> { committer.commits() }
}
