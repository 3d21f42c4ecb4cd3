// SPDX-License-Identifier: Apache-2.0
import Core
import GRDB
import Platform

/// Keeps uploaded files to which an allowed action refers, by id or by digest.
struct UploadUse {
  /// The open transaction.
  let database: Database

  /// The most references of one action that are followed.
  private static let referencesMax = 500

  /// Marks the files as used; those that expired meanwhile stay expired.
  func mark(_ input: JSON, at now: Instant) throws {
    var texts: Set<String> = []
    UploadUse.collect(input, into: &texts)
    for text in texts {
      try database.cachedStatement(
        sql: """
          UPDATE upload SET used_at = ?
          WHERE (id = ? OR digest = ?) AND used_at IS NULL AND expired_at IS NULL
          """
      ).execute(arguments: [now.milliseconds, text, text])
    }
  }

  /// The ids of uploads and the digests within an action's fields.
  private static func collect(_ json: JSON, into texts: inout Set<String>) {
    guard texts.count < referencesMax else { return }
    switch json {
    case .string(let text):
      let isDigest = text.utf8.count == 64 && text.utf8.allSatisfy { isHex($0) }
      if isDigest || text.hasPrefix("UPL-") { texts.insert(text) }
    case .array(let items): for item in items { collect(item, into: &texts) }
    case .object(let members): for member in members.values { collect(member, into: &texts) }
    case .null, .bool, .int: break
    }
  }

  private static func isHex(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
  }
}
