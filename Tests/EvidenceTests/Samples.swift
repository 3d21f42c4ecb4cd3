// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Evidence

/// Entries for tests.
enum Samples {
  static let time = Instant(milliseconds: 1_795_000_000_000)

  static func id(_ prefix: String, _ number: Int) -> RecordID {
    let bytes = (0..<10).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    return RecordID.make(prefix: prefix, random: bytes)
  }

  /// An entry with every field.
  static func full() -> Entry {
    let agreement = id("AGR", 1)
    let operatorID = id("ORG", 2)
    return Entry(
      type: "agreement.sign", outcome: .allowed, at: time, on: Day("2026-11-20"),
      isManualClock: true, actor: id("PER", 3), organisation: operatorID,
      capacity: "implementing-body", place: "ezhou", clauses: ["EZ-02.6-i", "EZ-14.2"],
      key: SHA256.hash([1]),
      events: [
        EntryEvent(
          type: "agreement.signed", version: 2, subject: agreement,
          facts: ["term": 5, "products": ["PRD-0000000000", .null, true]],
          commitment: SHA256.hash([2])),
        EntryEvent(type: "organisation.bound", subject: operatorID),
      ],
      chain: [
        ChainLink(subject: agreement, sequence: 0, previous: nil),
        ChainLink(subject: operatorID, sequence: 7, previous: SHA256.hash([3])),
      ])
  }

  /// A refusal with every field of a reason.
  static func refusal() -> Entry {
    Entry(
      type: "agreement.sign", outcome: .refused, at: time,
      reasons: [
        EntryReason(code: "term-too-long", clauses: ["EZ-14.2"], field: "term"),
        EntryReason(code: "expired"),
      ])
  }

  /// The smallest entry.
  static func small() -> Entry { Entry(type: "a", outcome: .allowed, at: time) }
}
