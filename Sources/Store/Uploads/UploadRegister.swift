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

  /// Notes an upload; one that is said to be data can be handed in and never is a paper.
  package func add(
    _ upload: Upload, for actor: Actor, name: String, mediaType: String, isData: Bool = false,
    at now: Instant
  ) throws {
    try database.pool.write { connection in
      try connection.execute(
        sql: """
          INSERT INTO upload
          (id, account, organisation, name, media_type, bytes, digest, created_at, is_data)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          upload.id.rawValue, actor.account.rawValue, actor.organisation.rawValue, name,
          mediaType, upload.bytes, upload.digest.hex, now.milliseconds, isData,
        ])
    }
  }

  /// Whether an organisation uploaded a file with this digest that is no data: these go with what
  /// is made of them, and would be no evidence.
  package func isKept(_ digest: DigestText, of organisation: RecordID) throws -> Bool {
    try database.pool.read { connection in
      try Int.fetchOne(
        connection,
        sql: """
          SELECT 1 FROM upload
          WHERE digest = ? AND organisation = ? AND expired_at IS NULL AND is_data = 0 LIMIT 1
          """,
        arguments: [digest.text, organisation.rawValue]) != nil
    }
  }

  /// Whether an organisation uploaded the file with this id.
  package func isKept(_ id: RecordID, of organisation: RecordID) throws -> Bool {
    try database.pool.read { connection in
      try Int.fetchOne(
        connection,
        sql: "SELECT 1 FROM upload WHERE id = ? AND organisation = ? AND expired_at IS NULL",
        arguments: [id.rawValue, organisation.rawValue]) != nil
    }
  }

  /// Whether an action named an uploaded file by its digest: it is evidence of a record, and is
  /// neither handed in as data nor destroyed with what it was handed in for.
  package func isPaper(_ id: RecordID) throws -> Bool {
    try database.pool.read { connection in
      try Int.fetchOne(
        connection, sql: UploadRegister.paperQuery, arguments: [id.rawValue]) != nil
    }
  }

  /// What `isPaper` asks; the plan has no scan of a table.
  package static let paperQuery = """
    SELECT 1 FROM upload u
    WHERE u.id = ? AND (u.used_at IS NOT NULL AND u.is_data = 0
      OR EXISTS (SELECT 1 FROM paper p WHERE p.upload = u.id))
    """

  /// Forgets a file that was destroyed with what it was handed in for.
  package func forgetDestroyed(_ id: RecordID) throws {
    try database.pool.write { connection in
      try connection.execute(
        sql: "DELETE FROM upload WHERE id = ? AND is_data = 1", arguments: [id.rawValue])
    }
  }

  /// What waits for an action: the files of an account, and of its organisation.
  package func staged(
    of actor: Actor
  ) throws -> (account: StagedFiles, organisation: StagedFiles) {
    try database.pool.read { connection in
      let rows = try Row.fetchAll(
        connection,
        sql: """
          SELECT account, COUNT(*) AS files, SUM(bytes) AS bytes FROM upload
          WHERE organisation = ? AND used_at IS NULL GROUP BY account
          """, arguments: [actor.organisation.rawValue])
      var (own, all) = (StagedFiles(), StagedFiles())
      for row in rows {
        let (account, files): (String, StagedFiles) = (
          row["account"], StagedFiles(count: row["files"], bytes: row["bytes"])
        )
        all = all + files
        if account == actor.account.rawValue { own = files }
      }
      return (own, all)
    }
  }

  /// The bytes of the files that an organisation's actions named by their digests, other than data.
  package func paperBytes(of organisation: RecordID) throws -> Int {
    try database.pool.read { connection in
      try Int.fetchOne(
        connection, sql: UploadRegister.papersQuery, arguments: [organisation.rawValue]) ?? 0
    }
  }

  /// What `paperBytes` asks; the plan has no scan of a table.
  package static let papersQuery = """
    SELECT SUM(bytes) FROM upload
    WHERE organisation = ? AND used_at IS NOT NULL AND is_data = 0
    """

  /// Marks files that no action used since an instant as expired: from now on no action keeps
  /// them. Gives all that are marked, also those of an earlier call that are still there.
  package func expire(uploadedBefore instant: Instant, at now: Instant) throws -> [RecordID] {
    try database.pool.write { connection in
      try connection.execute(
        sql: """
          UPDATE upload SET expired_at = ?
          WHERE used_at IS NULL AND expired_at IS NULL AND created_at < ?
          """, arguments: [now.milliseconds, instant.milliseconds])
      return try String.fetchAll(
        connection, sql: "SELECT id FROM upload WHERE expired_at IS NOT NULL LIMIT 1000"
      ).compactMap(RecordID.init)
    }
  }

  /// Forgets an expired file whose bytes are gone.
  package func forget(_ id: RecordID) throws {
    try database.pool.write { connection in
      try connection.execute(
        sql: "DELETE FROM upload WHERE id = ? AND expired_at IS NOT NULL",
        arguments: [id.rawValue])
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
