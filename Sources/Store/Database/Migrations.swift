// SPDX-License-Identifier: Apache-2.0
import GRDB

/// The migrations of the tables that are not derived, in order.
enum Migrations {
  /// All of them; an applied migration is never edited.
  static var all: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("0001-entries") { try createEntries($0) }
    migrator.registerMigration("0002-outside-of-evidence") { try createOutside($0) }
    migrator.registerMigration("0003-upload-use") { try addUploadUse($0) }
    migrator.registerMigration("0004-papers") { try createPapers($0) }
    migrator.registerMigration("0005-rule-text") { try createRuleText($0) }
    migrator.registerMigration("0006-papers-kept") { try indexPapersKept($0) }
    migrator.registerMigration("0007-draft-age") { try indexDraftAge($0) }
    migrator.registerMigration("0008-copies-of-data") { try releaseCopies($0) }
    return migrator
  }

  /// Entries, their chains and the payloads that can be erased.
  private static func createEntries(_ database: Database) throws {
    try database.execute(
      sql: """
        CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE entry (
          idx INTEGER PRIMARY KEY,
          bytes BLOB NOT NULL CHECK (length(bytes) BETWEEN 1 AND 65535),
          leaf BLOB NOT NULL CHECK (length(leaf) = 32),
          recorded_at INTEGER NOT NULL,
          type TEXT NOT NULL,
          outcome TEXT NOT NULL CHECK (outcome IN ('allowed', 'refused')),
          actor TEXT,
          place TEXT
        );
        CREATE INDEX entry_by_actor ON entry (actor, idx) WHERE actor IS NOT NULL;
        CREATE INDEX entry_by_type ON entry (type, idx);
        CREATE INDEX entry_by_place ON entry (place, idx) WHERE place IS NOT NULL;
        CREATE TABLE entry_subject (
          subject TEXT NOT NULL,
          seq INTEGER NOT NULL CHECK (seq >= 0),
          entry INTEGER NOT NULL REFERENCES entry (idx),
          PRIMARY KEY (subject, seq)
        ) WITHOUT ROWID;
        CREATE TABLE entry_clause (
          clause TEXT NOT NULL,
          entry INTEGER NOT NULL REFERENCES entry (idx),
          PRIMARY KEY (clause, entry)
        ) WITHOUT ROWID;
        CREATE TABLE payload (
          entry INTEGER NOT NULL REFERENCES entry (idx),
          event INTEGER NOT NULL,
          subject TEXT NOT NULL,
          salt BLOB NOT NULL CHECK (length(salt) = 16),
          body TEXT NOT NULL,
          PRIMARY KEY (entry, event)
        ) WITHOUT ROWID;
        CREATE INDEX payload_by_subject ON payload (subject);
        CREATE TABLE record_party (
          organisation TEXT NOT NULL,
          kind TEXT NOT NULL,
          id TEXT NOT NULL,
          PRIMARY KEY (organisation, kind, id)
        ) WITHOUT ROWID;
        CREATE INDEX record_party_by_record ON record_party (kind, id);
        """)
  }

  /// Whether an uploaded file is used by an action, or about to be removed. Files uploaded before
  /// this migration count as used and are never removed.
  private static func addUploadUse(_ database: Database) throws {
    try database.execute(
      sql: """
        ALTER TABLE upload ADD COLUMN used_at INTEGER;
        ALTER TABLE upload ADD COLUMN expired_at INTEGER;
        UPDATE upload SET used_at = created_at;
        CREATE INDEX upload_by_digest ON upload (digest);
        CREATE INDEX upload_staged ON upload (organisation, account) WHERE used_at IS NULL;
        """)
  }

  /// Which uploaded files entries name as papers; outside of evidence, which has their digests.
  /// Files named by their id are deliveries of data and never papers. How a file was named before
  /// this migration is not known, so none of those becomes a paper.
  private static func createPapers(_ database: Database) throws {
    try database.execute(
      sql: """
        ALTER TABLE upload ADD COLUMN is_data INTEGER NOT NULL DEFAULT 0;
        UPDATE upload SET is_data = 1 WHERE used_at IS NOT NULL;
        CREATE TABLE paper (
          entry INTEGER NOT NULL REFERENCES entry (idx),
          upload TEXT NOT NULL,
          PRIMARY KEY (entry, upload)
        ) WITHOUT ROWID;
        """)
  }

  /// The papers of an organisation, whose bytes are bounded.
  private static func indexPapersKept(_ database: Database) throws {
    try database.execute(
      sql: """
        CREATE INDEX upload_kept ON upload (organisation) WHERE used_at IS NOT NULL AND is_data = 0
        """)
  }

  /// Drafts are deleted by age, whoever's they are.
  private static func indexDraftAge(_ database: Database) throws {
    try database.execute(sql: "CREATE INDEX draft_by_age ON draft (saved_at)")
  }

  /// Copies of delivered data were kept because the delivery, or who attested it, named their
  /// digest: they wait again, and expire, unless they are papers of something else. Which file is a
  /// paper is found by an index.
  private static func releaseCopies(_ database: Database) throws {
    let comparing = "SELECT idx FROM entry WHERE type IN ('batch.attest', 'import.deliver')"
    try database.execute(
      sql: """
        UPDATE upload SET used_at = NULL
        WHERE used_at IS NOT NULL AND is_data = 0
          AND id NOT IN (SELECT upload FROM paper WHERE entry NOT IN (\(comparing)))
          AND (id IN (SELECT upload FROM paper WHERE entry IN (\(comparing)))
            OR EXISTS (SELECT 1 FROM upload d WHERE d.digest = upload.digest
              AND d.organisation = upload.organisation AND d.is_data = 1));
        DELETE FROM paper WHERE entry IN (\(comparing));
        CREATE INDEX paper_by_upload ON paper (upload);
        """)
  }

  /// Texts of rules by their digest; an entry says which version each one is.
  private static func createRuleText(_ database: Database) throws {
    try database.execute(
      sql: """
        CREATE TABLE rule_text (
          digest TEXT PRIMARY KEY CHECK (length(digest) = 64),
          text TEXT NOT NULL
        ) WITHOUT ROWID;
        """)
  }

  /// The tables that a rebuild beside the live ones needs.
  static func createForRebuild(_ database: Database) throws {
    try createEntries(database)
  }

  /// What the ledger leaves out: sessions, idempotency keys, drafts, upload staging.
  private static func createOutside(_ database: Database) throws {
    try database.execute(
      sql: """
        CREATE TABLE session (
          token BLOB PRIMARY KEY CHECK (length(token) = 32),
          account TEXT NOT NULL,
          kind TEXT NOT NULL CHECK (kind IN ('session', 'service')),
          created_at INTEGER NOT NULL,
          expires_at INTEGER NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX session_by_account ON session (account);
        CREATE INDEX session_by_expiry ON session (expires_at);
        CREATE TABLE idempotency (
          account TEXT NOT NULL,
          key TEXT NOT NULL,
          request BLOB NOT NULL CHECK (length(request) = 32),
          response TEXT NOT NULL,
          created_at INTEGER NOT NULL,
          PRIMARY KEY (account, key)
        ) WITHOUT ROWID;
        CREATE INDEX idempotency_by_age ON idempotency (created_at);
        CREATE TABLE draft (
          account TEXT NOT NULL,
          action TEXT NOT NULL,
          subject TEXT NOT NULL,
          body TEXT NOT NULL CHECK (length(body) <= 1000000),
          saved_at INTEGER NOT NULL,
          PRIMARY KEY (account, action, subject)
        ) WITHOUT ROWID;
        CREATE TABLE upload (
          id TEXT PRIMARY KEY,
          account TEXT NOT NULL,
          organisation TEXT NOT NULL,
          name TEXT NOT NULL,
          media_type TEXT NOT NULL,
          bytes INTEGER NOT NULL,
          digest TEXT NOT NULL,
          created_at INTEGER NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX upload_by_age ON upload (created_at);
        """)
  }
}
