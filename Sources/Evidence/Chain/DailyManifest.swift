// SPDX-License-Identifier: Apache-2.0
package import Core
package import Cryptography

/// What a day's entries about one subject are: the answer to "is this all of it?".
package struct DailyManifest: Codable, Hashable, Sendable {
  /// The day on which the entries were recorded.
  package let day: Day
  /// Whose entries they are.
  package let subject: RecordID
  /// How many there are; at least 1.
  package let count: Int
  /// The ledger index of the first.
  package let firstIndex: Int
  /// The ledger index of the last.
  package let lastIndex: Int
  /// SHA-256 of 0x03 and all their leaf hashes in ledger order.
  package let digest: Digest
}

/// Collects the manifests of one day from that day's entries in ledger order.
package struct DailyManifestBuilder: Sendable {
  private struct Part: Sendable {
    var firstIndex: Int
    var lastIndex: Int
    var leafHashes: [Digest]
  }

  private let day: Day
  private let zone: CivilZone
  private let subjects: Set<RecordID>?
  private var parts: [RecordID: Part] = [:]

  /// Starts a day, for the subjects given or, when nil, for all that occur.
  package init(day: Day, zone: CivilZone, subjects: Set<RecordID>? = nil) {
    self.day = day
    self.zone = zone
    self.subjects = subjects
  }

  /// Adds an entry; one that was recorded on another day is left out.
  package mutating func append(_ entry: Entry, index: Int, leafHash: Digest) {
    guard entry.at.day(in: zone) == day else { return }
    for link in entry.chain where subjects?.contains(link.subject) ?? true {
      var part =
        parts[link.subject] ?? Part(firstIndex: index, lastIndex: index, leafHashes: [])
      part.lastIndex = index
      part.leafHashes.append(leafHash)
      parts[link.subject] = part
    }
  }

  /// The manifests, ordered by subject; a subject without entries has none.
  package var manifests: [DailyManifest] {
    parts.sorted { $0.key < $1.key }.map { subject, part in
      DailyManifest(
        day: day, subject: subject, count: part.leafHashes.count, firstIndex: part.firstIndex,
        lastIndex: part.lastIndex, digest: SHA256.hash([3] + part.leafHashes.flatMap(\.bytes)))
    }
  }
}
