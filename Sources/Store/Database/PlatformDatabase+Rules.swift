// SPDX-License-Identifier: Apache-2.0
import Cryptography
import GRDB
package import Platform

extension PlatformDatabase {
  /// Keeps a text of rules and gives its digest; the same text is kept once.
  package func keep(ruleText text: String) throws -> DigestText? {
    let digest = SHA256.hash(Array(text.utf8)).hex
    try pool.write { connection in
      try connection.execute(
        sql: "INSERT OR IGNORE INTO rule_text (digest, text) VALUES (?, ?)",
        arguments: [digest, text])
    }
    return DigestText(digest)
  }

  /// The text of a digest; nil when it is not kept or no longer has that digest.
  package func ruleText(_ digest: DigestText) throws -> String? {
    let text = try pool.read { connection in
      try String.fetchOne(
        connection, sql: "SELECT text FROM rule_text WHERE digest = ?", arguments: [digest.text])
    }
    guard let text, SHA256.hash(Array(text.utf8)).hex == digest.text else { return nil }
    return text
  }

  /// The versions of the rules under which cases began, by place, in order.
  package func versionsOfCases() throws -> [String: [Int]] {
    let table = ProjectionSchema.sqlName(CaseFile.table)
    let rows = try pool.read { connection in
      try Row.fetchAll(
        connection,
        sql: """
          SELECT DISTINCT place, profileVersion AS version FROM \(table)
          ORDER BY place, profileVersion
          """)
    }
    var versions: [String: [Int]] = [:]
    for row in rows { versions[row["place"], default: []].append(row["version"]) }
    return versions
  }
}
