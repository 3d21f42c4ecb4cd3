// SPDX-License-Identifier: Apache-2.0
package import Core
import Cryptography
import GRDB
package import Platform

/// The names of uploaded files that wait for an action; outside of evidence.
package struct UploadRegister: Sendable {
  private let database: PlatformDatabase

  /// Uses a database.
  package init(_ database: PlatformDatabase) {
    self.database = database
  }

  /// Notes an upload.
  package func add(
    _ upload: Upload, for actor: Actor, name: String, mediaType: String, at now: Instant
  ) throws {
    try database.pool.write { connection in
      try connection.execute(
        sql: """
          INSERT INTO upload
          (id, account, organisation, name, media_type, bytes, digest, created_at)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          upload.id.rawValue, actor.account.rawValue, actor.organisation.rawValue, name,
          mediaType, upload.bytes, upload.digest.hex, now.milliseconds,
        ])
    }
  }

  /// Whether an organisation uploaded a file with this digest.
  package func isKept(_ digest: DigestText, of organisation: RecordID) throws -> Bool {
    try database.pool.read { connection in
      try Int.fetchOne(
        connection, sql: "SELECT 1 FROM upload WHERE digest = ? AND organisation = ? LIMIT 1",
        arguments: [digest.text, organisation.rawValue]) != nil
    }
  }

  /// The upload with this id.
  package func find(_ id: RecordID) throws -> Upload? {
    try database.pool.read { connection in
      let row = try Row.fetchOne(
        connection, sql: "SELECT bytes, digest FROM upload WHERE id = ?", arguments: [id.rawValue])
      guard let row, let digest = Digest(hex: row["digest"]) else { return nil }
      return Upload(id: id, bytes: row["bytes"], digest: digest)
    }
  }
}
