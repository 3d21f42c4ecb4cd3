// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Evidence
import Ledger
import Merkle
import Testing

/// Every way of changing a published log is found by the audit.
@Suite("A changed log")
struct MutationTests {
  static let size = 300

  /// A good log and the means to change and publish it anew.
  private func disk(_ source: MemorySource) throws -> MemoryDisk {
    let disk = MemoryDisk()
    try disk.publish(source)
    #expect(try disk.audit().isClean)
    return disk
  }

  private func good() throws -> MemoryDisk { try disk(MemorySource(Self.size)) }

  private func found(_ disk: MemoryDisk, _ what: String) throws {
    let report = try disk.audit()
    #expect(!report.isClean)
    let texts = report.problems.map { "\($0.file): \($0.what)" }
    #expect(texts.contains { $0.contains(what) }, "\(texts)")
  }

  private func rewrite(
    _ disk: MemoryDisk, _ bundle: String, _ change: (inout [[UInt8]]) -> Void
  ) throws {
    var entries = try EntryBundle(decoding: try #require(disk[bundle])).entries
    change(&entries)
    disk[bundle] = try EntryBundle(entries).encode()
  }

  @Test(arguments: [0, 100, 255])
  func `a changed entry`(index: Int) throws {
    let disk = try good()
    try rewrite(disk, "tile/entries/000") { entries in
      entries[index] = Array(
        String(decoding: entries[index], as: UTF8.self)
          .replacing("test.act\"", with: "test.bad\"").utf8)
    }
    try found(disk, "states another root")
    try found(disk, "tile/0/000: differs")
  }

  @Test func `a removed entry`() throws {
    let disk = try good()
    try rewrite(disk, "tile/entries/000") { $0.remove(at: 7) }
    try found(disk, "tile/entries/000: holds 255 elements instead of 256")
    try rewrite(disk, "tile/entries/000") { $0.append($0[0]) }
    try found(disk, "chain of")
    try found(disk, "states another root")
  }

  @Test func `an inserted entry`() throws {
    let disk = try good()
    try rewrite(disk, "tile/entries/001.p/44") { $0.insert($0[0], at: 3) }
    try found(disk, "holds 45 elements instead of 44")
  }

  @Test func `two swapped entries`() throws {
    let disk = try good()
    try rewrite(disk, "tile/entries/001.p/44") { $0.swapAt(3, 8) }
    try found(disk, "chain of")
    try found(disk, "before an earlier entry")
    try found(disk, "states another root")
  }

  @Test func `a flipped bit at any place of any file`() throws {
    let disk = try good()
    let files = disk.snapshot
    var seed: UInt64 = 42
    for (path, bytes) in files where path != "root/log.json" {
      for _ in 0..<6 {
        seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let bit = Int(seed >> 33) % (bytes.count * 8)
        var changed = files
        changed[path]?[bit / 8] ^= 1 << (bit % 8)
        disk.restore(changed)
        #expect(try !disk.audit().isClean, "bit \(bit) of \(path) (seed 42)")
      }
    }
  }

  @Test func `any missing file`() throws {
    let disk = try good()
    let files = disk.snapshot
    for path in files.keys where path != "root/log.json" {
      var changed = files
      changed[path] = nil
      disk.restore(changed)
      try found(disk, "\(path.dropFirst("root/".count)): is missing")
    }
  }

  @Test func `any cut, empty or lengthened file`() throws {
    let disk = try good()
    let files = disk.snapshot
    for (path, bytes) in files where path != "root/log.json" {
      for content in [[], Array(bytes.dropLast()), bytes + [0], bytes + bytes] {
        var changed = files
        changed[path] = content
        disk.restore(changed)
        #expect(try !disk.audit().isClean, "\(path) with \(content.count) bytes")
      }
    }
  }

  @Test func `an older checkpoint put back`() throws {
    var source = try MemorySource(200)
    let disk = try disk(source)
    let old = try #require(disk["checkpoint"])
    let kept = disk.snapshot
    try source.grow(to: Self.size)
    try disk.publish(source)
    disk["checkpoint"] = old
    for path in ["tile/0/000.p/200", "tile/entries/000.p/200"] { disk[path] = kept["root/" + path] }
    try found(disk, "beyond the checkpoint")
  }

  @Test func `a whole older log put back is found by who saw a newer checkpoint`() throws {
    var source = try MemorySource(200)
    let disk = try disk(source)
    let old = disk.snapshot
    try source.grow(to: Self.size)
    let seen = try disk.publisher(source).publish()
    disk.restore(old)
    #expect(try disk.audit().isClean)
    let reader = LedgerReader(folder: "root", operations: disk)
    let report = reader.audit(keys: try TestKeys.keys(), seen: [seen])
    #expect(report.problems.first?.what.contains("is older than a checkpoint of 300") == true)
  }

  @Test func `two histories are found by who saw both`() throws {
    let disk = try good()
    let seen = try LedgerReader(folder: "root", operations: disk).checkpoint()
      .verified(by: TestKeys.keys())
    var forked = try MemorySource(150)
    try forked.append(MemorySource.entry(7, at: Instant(milliseconds: 1_795_000_150_000)))
    try forked.grow(to: 400)
    let other = try self.disk(forked)
    let reader = LedgerReader(folder: "root", operations: other)
    #expect(reader.audit(keys: try TestKeys.keys()).isClean)
    let report = reader.audit(keys: try TestKeys.keys(), seen: [seen])
    #expect(report.problems.map(\.what) == ["contradicts a checkpoint of 300 entries seen before"])
  }

  @Test func `a checkpoint of another log, with the same key`() throws {
    let disk = try good()
    let head = try LedgerReader(folder: "root", operations: disk).checkpoint().head
    let other = try TreeHead(origin: "log.example/other", size: head.size, root: head.root)
    disk["checkpoint"] = try Checkpoint(signing: other, by: TestKeys.signers()).encoded
    let files = FolderFiles(folder: "root", operations: disk)
    let audit = LedgerAudit(files: files, keys: try TestKeys.keys(), origin: "log.example/test")
    #expect(audit.run().problems.first?.what.contains("log.example/other") == true)
  }

  @Test func `a checkpoint without one of the signatures`() throws {
    let disk = try good()
    let head = try LedgerReader(folder: "root", operations: disk).checkpoint().head
    disk["checkpoint"] = try Checkpoint(signing: head, by: [TestKeys.signers()[0]]).encoded
    try found(disk, "has no signature of log.example/test (sm2)")
    disk["checkpoint"] = try Checkpoint(signing: head, by: TestKeys.signers(seed: 77)).encoded
    try found(disk, "no signature is by a known key")
  }

  @Test func `a tail signed anew over a changed past`() throws {
    var source = try MemorySource(Self.size)
    source.stored[120] = try MemorySource.entry(3, at: Instant(milliseconds: 1_795_000_120_000))
      .encode()
    let disk = MemoryDisk()
    try disk.publish(source)
    try found(disk, "chain of")
  }

  @Test func `a wider tile for a size never signed`() throws {
    let disk = try good()
    let tile = try #require(disk["tile/0/001.p/44"])
    disk["tile/0/001.p/45"] = tile + Array(repeating: 7, count: 32)
    try found(disk, "tile/0/001.p/45: lies beyond the checkpoint")
  }

  @Test func `a narrower tile that was left behind and changed`() throws {
    let disk = try good()
    let tile = try #require(disk["tile/0/001.p/44"])
    disk["tile/0/001.p/10"] = Array(tile.prefix(320))
    #expect(try disk.audit().problems == [])
    disk["tile/0/001.p/10"]?[5] ^= 1
    try found(disk, "tile/0/001.p/10: differs from tile/0/001.p/44")
    disk["tile/0/001.p/10"] = nil
    disk["tile/entries/000.p/1"] = try EntryBundle([MemorySource(2).stored[1]]).encode()
    try found(disk, "tile/entries/000.p/1: differs from tile/entries/000")
  }

  @Test func `a file that does not belong to the log`() throws {
    let disk = try good()
    disk["tile/0/readme"] = [1]
    try found(disk, "tile/0/readme: is not a file of the log")
  }

  @Test func `a time before its neighbours, unless the clock is moved by hand`() throws {
    var source = try MemorySource(10)
    var early = MemorySource.entry(1, at: Instant(milliseconds: 1_000))
    early.isManualClock = true
    try source.append(early)
    #expect(try disk(source).audit().isClean)
    early.isManualClock = false
    try source.append(early)
    let disk = MemoryDisk()
    try disk.publish(source)
    try found(disk, "entry 11: was recorded at 1970-01-01T00:00:01.000Z, before")
  }

  @Test func `bytes that are no entry`() throws {
    var source = try MemorySource(10)
    source.stored[4] = Array("{}".utf8)
    let disk = MemoryDisk()
    try disk.publish(source)
    try found(disk, "entry 4: is not an entry")
  }

  @Test func `a thousand problems are listed and all are counted`() throws {
    var source = try MemorySource()
    source.stored = Array(repeating: [0x7B], count: 1500)
    let disk = MemoryDisk()
    try disk.publish(source)
    let report = try disk.audit()
    #expect(report.problems.count == AuditReport.problemsMax)
    #expect(report.problemCount == 1500)
  }
}
