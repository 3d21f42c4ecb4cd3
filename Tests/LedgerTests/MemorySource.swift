// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Evidence
import Ledger
import Merkle

/// A store of entries in memory, with well-linked chains.
struct MemorySource: EntrySource {
  var stored: [[UInt8]] = []
  private var ends: [RecordID: (sequence: Int, leaf: Digest)] = [:]

  init(_ count: Int = 0) throws { try grow(to: count) }

  func entries(from index: Int, limit: Int) throws -> [[UInt8]] {
    Array(stored.dropFirst(index).prefix(limit))
  }

  func count() throws -> Int { stored.count }

  static func subject(_ number: Int) -> RecordID {
    RecordID.make(prefix: "AGR", random: Array(repeating: UInt8(number & 0xFF), count: 10))
  }

  /// Appends entries about five subjects in turn, every ninth a refusal.
  mutating func grow(to count: Int) throws {
    while stored.count < count {
      let index = stored.count
      let time = Instant(milliseconds: 1_795_000_000_000 + Int64(index) * 1000)
      try append(Self.entry(index, at: time))
    }
  }

  static func entry(_ index: Int, at time: Instant) -> Entry {
    let id = subject(index % 5)
    guard index % 9 != 8 else {
      return Entry(
        type: "test.act", outcome: .refused, at: time, reasons: [EntryReason(code: "no")],
        chain: [ChainLink(subject: id, sequence: 0, previous: nil)])
    }
    return Entry(
      type: "test.act", outcome: .allowed, at: time,
      events: [EntryEvent(type: "test.acted", subject: id, facts: ["n": .int(Int64(index))])],
      chain: [ChainLink(subject: id, sequence: 0, previous: nil)])
  }

  /// Appends an entry after setting its links.
  mutating func append(_ entry: Entry) throws {
    var entry = entry
    for place in entry.chain.indices {
      let end = ends[entry.chain[place].subject]
      entry.chain[place].sequence = end.map { $0.sequence + 1 } ?? 0
      entry.chain[place].previous = end?.leaf
    }
    let bytes = try entry.encode()
    for link in entry.chain { ends[link.subject] = (link.sequence, Entry.leafHash(bytes)) }
    stored.append(bytes)
  }
}

/// The two signers of the tests' log.
enum TestKeys {
  static func signers(seed: UInt64 = 5, origin: String = "log.example/test") throws
    -> [any Signer]
  {
    [
      try Ed25519Signer.generate(name: origin, random: SeededRandom(seed: seed)),
      try SM2Signer.generate(name: origin, random: SeededRandom(seed: seed + 100)),
    ]
  }

  static func keys() throws -> [NoteKey] { try signers().map { try NoteKey($0) } }
}
