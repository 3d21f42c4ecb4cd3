// SPDX-License-Identifier: Apache-2.0
package import Core
import GRDB
package import Platform

extension PlatformDatabase {
  /// How many accounts a place has.
  package func accounts(in place: String) throws -> Int {
    try pool.read { connection in
      try DatabaseReader(database: connection).count(Account.self, [.equal("place", place)])
    }
  }

  /// When the last entry was recorded; nil when there is none.
  package func lastInstant() throws -> Instant? {
    try pool.read { connection in
      try Int64.fetchOne(
        connection, sql: "SELECT recorded_at FROM entry ORDER BY idx DESC LIMIT 1"
      ).map { Instant(milliseconds: $0) }
    }
  }

  /// The latest moment to which a clock was moved by hand; nil when none was.
  package func clockSetting() throws -> Instant? {
    try pool.read { connection in
      try DatabaseReader(database: connection).all(ClockSetting.self).map(\.instant.instant).max()
    }
  }

  /// Looks records up outside of a decision: for the platform's services.
  ///
  /// It waits for one of a few readers, so a reader is never held across a suspension: those who
  /// wait would hold the threads on which the holder was to go on.
  package func read<T>(_ body: (any RecordReader) throws -> T) throws -> T {
    try pool.read { try body(DatabaseReader(database: $0)) }
  }
}
