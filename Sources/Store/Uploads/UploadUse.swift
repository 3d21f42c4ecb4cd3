// SPDX-License-Identifier: Apache-2.0
import Core
import GRDB
import Platform

/// Keeps uploaded files to which an allowed action refers, by id or by digest.
struct UploadUse {
  /// The open transaction.
  let database: Database

  /// The field in which an action takes a file as data.
  private static let dataField = "upload"

  /// The field in which it says what the data are, with their digest.
  private static let manifestField = "manifest"

  /// The most references of one action that are followed.
  private static let referencesMax = 500

  /// Marks the acting organisation's files as used; those that expired meanwhile stay expired. What
  /// names another organisation's file leaves it as it is.
  ///
  /// Used are the files that fields name by their digest, and the one that the field for data names
  /// by its id. An id anywhere else is a text: nobody would ever destroy the file again.
  ///
  /// A file of the acting organisation that a field names by its digest becomes a paper of the
  /// entry. A file that a delivery takes by its id is data, which nobody may open as a paper; an id
  /// in any other field, such as a title, makes nothing of a file. What is a paper stays one, and
  /// what is data stays data.
  ///
  /// No copy of delivered data is kept for being named by its digest: neither by the delivery
  /// itself nor by the fields in `compared`, which say a digest that is compared and is not that of
  /// a paper. It waits, and expires.
  func mark(
    _ input: JSON, comparing compared: Set<String>, by organisation: RecordID, in entry: Int,
    at now: Instant
  ) throws {
    let delivered = input[UploadUse.dataField]?.string
    var fields = (input.object ?? [:]).filter { !compared.contains($0.key) }
    if delivered != nil { fields[UploadUse.manifestField] = nil }
    let own = try delivered.flatMap { try digest(of: $0, organisation) }
    var digests: Set<String> = []
    UploadUse.collect(.object(fields), into: &digests)
    for digest in digests where digest != own {
      try database.cachedStatement(
        sql: """
          UPDATE upload SET used_at = ?
          WHERE digest = ? AND organisation = ? AND used_at IS NULL AND expired_at IS NULL
            AND is_data = 0
          """
      ).execute(arguments: [now.milliseconds, digest, organisation.rawValue])
    }
    for digest in UploadUse.papers(in: fields) where digest != own {
      try database.cachedStatement(
        sql: """
          INSERT OR IGNORE INTO paper (entry, upload)
          SELECT ?, id FROM upload
          WHERE digest = ? AND organisation = ? AND expired_at IS NULL AND bytes <= ?
            AND is_data = 0
          """
      ).execute(arguments: [entry, digest, organisation.rawValue, Paper.bytesMax])
    }
    if let delivered {
      try database.cachedStatement(
        sql: """
          UPDATE upload SET is_data = 1, used_at = coalesce(used_at, ?)
          WHERE id = ? AND organisation = ? AND expired_at IS NULL
            AND (used_at IS NULL OR is_data = 1)
          """
      ).execute(arguments: [now.milliseconds, delivered, organisation.rawValue])
    }
  }

  /// The digest of a file that an organisation uploaded.
  private func digest(of upload: String, _ organisation: RecordID) throws -> String? {
    try String.fetchOne(
      database.cachedStatement(sql: "SELECT digest FROM upload WHERE id = ? AND organisation = ?"),
      arguments: [upload, organisation.rawValue])
  }

  /// The digests that fields of their own, or lists of named files, give. What stands deeper, such
  /// as the digest in a delivery's manifest, names no paper.
  private static func papers(in fields: [String: JSON]) -> Set<String> {
    var found: Set<String> = []
    for value in fields.values {
      let texts =
        [value.string] + (value.array ?? []).map { $0["name"] == nil ? nil : $0["digest"]?.string }
      for case .some(let text) in texts.prefix(referencesMax) where isDigest(text) {
        found.insert(text)
      }
    }
    return found
  }

  private static func isDigest(_ text: String) -> Bool {
    text.utf8.count == 64 && text.utf8.allSatisfy { isHex($0) }
  }

  /// The digests within an action's fields.
  private static func collect(_ json: JSON, into digests: inout Set<String>) {
    guard digests.count < referencesMax else { return }
    switch json {
    case .string(let text):
      if isDigest(text) { digests.insert(text) }
    case .array(let items): for item in items { collect(item, into: &digests) }
    case .object(let members): for member in members.values { collect(member, into: &digests) }
    case .null, .bool, .int: break
    }
  }

  private static func isHex(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
  }
}
