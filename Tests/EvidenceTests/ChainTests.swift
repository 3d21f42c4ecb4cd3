// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Evidence
import Testing

@Suite("Chains and manifests")
struct ChainTests {
  let first = Samples.id("AGR", 1)
  let second = Samples.id("DAT", 2)

  /// Appends entries with correct links for the subjects of each.
  private func ledger(_ subjects: [[RecordID]], at: [Instant] = []) throws -> [(Entry, Digest)] {
    var ends: [RecordID: (Int, Digest)] = [:]
    var entries: [(Entry, Digest)] = []
    for (index, ids) in subjects.enumerated() {
      var entry = Samples.small()
      if index < at.count { entry.at = at[index] }
      entry.type = "a\(index)"
      entry.chain = ids.map { id in
        ChainLink(subject: id, sequence: ends[id].map { $0.0 + 1 } ?? 0, previous: ends[id]?.1)
      }
      let leaf = Entry.leafHash(try entry.encode())
      for link in entry.chain { ends[link.subject] = (link.sequence, leaf) }
      entries.append((entry, leaf))
    }
    return entries
  }

  private func problems(_ entries: [(Entry, Digest)]) -> [ChainVerifier.Problem] {
    var verifier = ChainVerifier()
    return entries.flatMap { verifier.append($0.0, leafHash: $0.1) }
  }

  @Test func `well-linked chains have no problem and end where they end`() throws {
    let entries = try ledger([[first], [second], [first, second], [], [first]])
    var verifier = ChainVerifier()
    for (entry, leaf) in entries { #expect(verifier.append(entry, leafHash: leaf).isEmpty) }
    #expect(verifier.ends[first]?.sequence == 2)
    #expect(verifier.ends[first]?.leafHash == entries[4].1)
    #expect(verifier.ends[second]?.sequence == 1)
  }

  @Test func `an entry left out of a chain is noticed, once`() throws {
    var entries = try ledger([[first], [first], [first], [first]])
    entries.remove(at: 1)
    #expect(problems(entries) == [.wrongSequence(subject: first, expected: 1, found: 2)])
  }

  @Test func `a first entry left out is noticed`() throws {
    var entries = try ledger([[first], [first]])
    entries.removeFirst()
    #expect(problems(entries) == [.wrongSequence(subject: first, expected: 0, found: 1)])
  }

  @Test func `two entries with the same number are noticed`() throws {
    var entries = try ledger([[first], [first]])
    entries.insert(entries[1], at: 1)
    #expect(problems(entries) == [.wrongSequence(subject: first, expected: 2, found: 1)])
  }

  @Test func `an entry replaced by another is noticed at its successor`() throws {
    var entries = try ledger([[first], [first], [first]])
    var other = entries[1].0
    other.type = "other"
    entries[1] = (other, Entry.leafHash(try other.encode()))
    #expect(problems(entries) == [.wrongPrevious(subject: first, sequence: 2)])
    #expect(problems(entries).first?.description.contains(first.rawValue) == true)
  }

  @Test func `swapped entries are noticed`() throws {
    var entries = try ledger([[first], [first], [first]])
    entries.swapAt(1, 2)
    #expect(!problems(entries).isEmpty)
  }

  @Test func `an interrupted chain does not disturb another`() throws {
    var entries = try ledger([[first], [second], [first], [second]])
    entries.remove(at: 0)
    let found = problems(entries)
    #expect(found == [.wrongSequence(subject: first, expected: 0, found: 1)])
  }

  @Test func `a manifest counts one subject's entries of one day`() throws {
    let day = try #require(Day("2026-11-20"))
    let start = day.start(in: .china)
    let times = [-1, 0, 1, 86_399_999, 86_400_000].map { start.adding(milliseconds: $0) }
    let entries = try ledger([[first], [first], [first, second], [first], [first]], at: times)
    var builder = DailyManifestBuilder(day: day, zone: .china)
    for (index, entry) in entries.enumerated() {
      builder.append(entry.0, index: index, leafHash: entry.1)
    }
    let manifests = builder.manifests
    #expect(manifests.map(\.subject) == [first, second])
    let manifest = try #require(manifests.first)
    #expect(manifest.count == 3)
    #expect(manifest.firstIndex == 1)
    #expect(manifest.lastIndex == 3)
    #expect(manifest.digest == SHA256.hash([3] + entries[1...3].flatMap(\.1.bytes)))
    #expect(manifests[1].count == 1)
    #expect(manifests[1].firstIndex == 2)
    #expect(try JSON(encoding: manifest).decode(DailyManifest.self) == manifest)
  }

  @Test func `a manifest is kept to the subjects asked for`() throws {
    let entries = try ledger([[first], [first, second]])
    let day = Samples.time.day(in: .utc)
    var builder = DailyManifestBuilder(day: day, zone: .utc, subjects: [second])
    for (index, entry) in entries.enumerated() {
      builder.append(entry.0, index: index, leafHash: entry.1)
    }
    #expect(builder.manifests.map(\.subject) == [second])
    #expect(builder.manifests.first?.firstIndex == 1)
    #expect(DailyManifestBuilder(day: day, zone: .utc).manifests.isEmpty)
  }

  @Test func `leaving an entry out changes the manifest`() throws {
    let entries = try ledger([[first], [first], [first]])
    func manifest(without gap: Int?) -> DailyManifest? {
      var builder = DailyManifestBuilder(day: Samples.time.day(in: .utc), zone: .utc)
      for (index, entry) in entries.enumerated() where index != gap {
        builder.append(entry.0, index: index, leafHash: entry.1)
      }
      return builder.manifests.first
    }
    let whole = manifest(without: nil)
    #expect(whole?.count == 3)
    for gap in 0..<3 { #expect(manifest(without: gap) != whole) }
  }
}
