// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Evidence
import Foundation
import GRDB

/// Reads every stored entry again: what its row and its indexes say is made anew from its bytes,
/// and each payload that is still there is held against its commitment.
///
/// That the bytes are those that were published is looked at where the published log is.
struct EntryCheck {
  /// The live database.
  let live: Database
  /// A fresh one with the same tables.
  let fresh: Database

  /// Fills the fresh tables, and names the entries whose payloads are not what they committed to.
  func run() throws -> [String] {
    var differences: [String] = []
    var next = 0
    let rows = try Row.fetchCursor(live, sql: "SELECT idx, bytes FROM entry ORDER BY idx")
    while let row = try rows.next() {
      let index: Int = row["idx"]
      let bytes: Data = row["bytes"]
      if index != next { differences.append("entry \(next) is missing") }
      next = index + 1
      let entry: Entry
      do {
        entry = try Entry.decode(Array(bytes))
      } catch {
        differences.append("entry \(index) cannot be read")
        continue
      }
      try insert(entry, index, leaf: Entry.leafHash(Array(bytes)))
      try EntryIndex(database: fresh).insert(entry, index: index)
      differences += try payloads(of: entry, index)
    }
    return differences
  }

  /// What the entry's row must say besides its bytes.
  private func insert(_ entry: Entry, _ index: Int, leaf: Digest) throws {
    try fresh.cachedStatement(
      sql: """
        INSERT INTO entry (idx, bytes, leaf, recorded_at, type, outcome, actor, place)
        VALUES (?, x'00', ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      index, Data(leaf.bytes), entry.at.milliseconds, entry.type, entry.outcome.rawValue,
      entry.actor?.rawValue, entry.place,
    ])
  }

  private func payloads(of entry: Entry, _ index: Int) throws -> [String] {
    let rows = try Row.fetchAll(
      live.cachedStatement(sql: "SELECT event, subject, salt, body FROM payload WHERE entry = ?"),
      arguments: [index])
    return rows.compactMap { row in
      let position: Int = row["event"]
      let subject: String = row["subject"]
      let salt: Data = row["salt"]
      let body: String = row["body"]
      guard entry.events.indices.contains(position) else { return "payload \(index) \(position)" }
      let event = entry.events[position]
      let isSame = Self.isKept(event.commitment, body, Array(salt))
      return isSame && event.subject.rawValue == subject ? nil : "payload \(index) \(position)"
    }
  }

  /// Whether a payload is the one that was committed to.
  private static func isKept(_ commitment: Digest?, _ body: String, _ salt: [UInt8]) -> Bool {
    guard let commitment else { return false }
    do {
      return Commitment.verify(commitment, payload: try JSON.parse(body), salt: salt)
    } catch {
      return false
    }
  }
}
