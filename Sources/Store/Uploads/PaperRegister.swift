// SPDX-License-Identifier: Apache-2.0
package import Core
import Cryptography
import GRDB
package import Platform

/// Which kept files the entries of a record name.
package struct PaperRegister: Sendable {
  /// The most papers of one record that are listed, the newest first.
  package static let papersMax = 500

  private let database: PlatformDatabase

  /// Uses a database.
  package init(_ database: PlatformDatabase) {
    self.database = database
  }

  /// The papers of a record, the newest first; one that several entries name is given once.
  package func papers(of subject: RecordID) throws -> [Paper] {
    try database.pool.read { connection in
      try Row.fetchAll(
        connection, sql: PaperRegister.query, arguments: [subject.rawValue, Self.papersMax]
      ).compactMap { row in
        guard let digest = Digest(hex: row["digest"]), let id = RecordID(row["id"] as String)
        else { return nil }
        return Paper(
          digest: digest, name: row["name"], bytes: row["bytes"], entry: row["entry"], upload: id)
      }
    }
  }

  /// What `papers` asks; the plan has no scan of a table.
  package static let query = """
    SELECT u.id AS id, u.digest AS digest, u.name AS name, u.bytes AS bytes,
      MAX(p.entry) AS entry
    FROM entry_subject s
    JOIN paper p ON p.entry = s.entry
    JOIN upload u ON u.id = p.upload
    WHERE s.subject = ? AND u.is_data = 0
    GROUP BY u.digest ORDER BY entry DESC LIMIT ?
    """
}
