// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Evidence
import Foundation
import GRDB
import Platform
import Regulation

/// Writes one entry with its chains and payloads, and applies its events, in an open transaction.
struct EntryWriter {
  /// The open transaction.
  let database: Database
  /// All that the platform declares.
  let registry: Registry
  /// Salts of commitments.
  let random: any RandomSource

  /// Writes an entry and projects it.
  ///
  /// - Returns: the entry's index and leaf hash.
  func append(_ draft: EntryDraft) throws -> (index: Int, leaf: Digest) {
    let index =
      try Int.fetchOne(database, sql: "SELECT COALESCE(MAX(idx) + 1, 0) FROM entry") ?? 0
    var events: [EntryEvent] = []
    var payloads: [(event: Int, subject: RecordID, salt: [UInt8], body: JSON)] = []
    for (position, event) in draft.events.enumerated() {
      var commitment: Digest?
      if let payload = event.payload {
        let salt = random.bytes(16)
        commitment = Commitment.make(payload: payload, salt: salt)
        payloads.append((position, event.fact.subject, salt, payload))
      }
      events.append(try event.entryEvent(commitment: commitment))
    }
    let subjects = draft.events.map(\.fact.subject) + draft.subjects
    let entry = Entry(
      type: draft.type, outcome: draft.outcome, at: draft.at, on: draft.on,
      isManualClock: draft.isManualClock, actor: draft.actor.account,
      organisation: draft.actor.organisation, place: draft.actor.place,
      clauses: Array(Set(draft.clauses)).sorted().map(\.rawValue), key: draft.key,
      reasons: draft.reasons.map {
        EntryReason(code: $0.code, clauses: $0.clauses.map(\.rawValue), field: $0.field)
      },
      events: events, chain: try links(of: subjects))
    let bytes = try entry.encode()
    let leaf = Entry.leafHash(bytes)
    try insert(entry, index: index, bytes: bytes, leaf: leaf)
    for payload in payloads {
      try database.cachedStatement(
        sql: "INSERT INTO payload (entry, event, subject, salt, body) VALUES (?, ?, ?, ?, ?)"
      ).execute(arguments: [
        index, payload.event, payload.subject.rawValue, Data(payload.salt),
        payload.body.canonicalText,
      ])
    }
    try project(draft, index: index)
    return (index, leaf)
  }

  /// The next link of each subject's chain.
  private func links(of subjects: [RecordID]) throws -> [ChainLink] {
    var seen: Set<RecordID> = []
    var links: [ChainLink] = []
    for subject in subjects where seen.insert(subject).inserted {
      let row = try Row.fetchOne(
        database.cachedStatement(
          sql: """
            SELECT s.seq AS seq, e.leaf AS leaf FROM entry_subject s
            JOIN entry e ON e.idx = s.entry
            WHERE s.subject = ? ORDER BY s.seq DESC LIMIT 1
            """), arguments: [subject.rawValue])
      if let row {
        let leaf: Data = row["leaf"]
        let sequence: Int = row["seq"]
        links.append(
          ChainLink(subject: subject, sequence: sequence + 1, previous: Digest(bytes: leaf)))
      } else {
        links.append(ChainLink(subject: subject, sequence: 0, previous: nil))
      }
    }
    return links
  }

  private func insert(_ entry: Entry, index: Int, bytes: [UInt8], leaf: Digest) throws {
    try database.cachedStatement(
      sql: """
        INSERT INTO entry (idx, bytes, leaf, recorded_at, type, outcome, actor, place)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      index, Data(bytes), Data(leaf.bytes), entry.at.milliseconds, entry.type,
      entry.outcome.rawValue, entry.actor?.rawValue, entry.place,
    ])
    try EntryIndex(database: database).insert(entry, index: index)
  }

  private func project(_ draft: EntryDraft, index: Int) throws {
    let writer = ProjectionWriter(database: database, registry: registry)
    let stamp = Stamp(
      entry: index, recordedAt: draft.at, occurredOn: draft.on ?? draft.at.day(in: .china),
      actor: draft.actor.account, organisation: draft.actor.organisation, place: draft.actor.place)
    for event in draft.events {
      try writer.apply(event.fact, payload: event.payload, stamp: stamp)
    }
  }
}

extension Event {
  /// The event as it stands in an entry.
  func entryEvent(commitment: Digest?) throws -> EntryEvent {
    let type = type(of: fact)
    return EntryEvent(
      type: type.type, version: type.version, subject: fact.subject,
      facts: try JSON(encoding: fact), commitment: commitment)
  }
}
