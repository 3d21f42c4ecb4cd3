// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Evidence
import Ledger
import Merkle
import Testing

@Suite("The publisher")
struct PublisherTests {
  let disk = MemoryDisk()

  @Test(arguments: [0, 1, 2, 255, 256, 257, 512, 600])
  func `a log of any size verifies`(size: Int) throws {
    let source = try MemorySource(size)
    #expect(try disk.publish(source) == size)
    let report = try disk.audit()
    #expect(report.problems == [])
    #expect(report.isClean)
    #expect(report.entries == size)
    #expect(report.size == size)
    #expect(report.subjects == min(size, 5))
    #expect(report.refusals == (0..<size).filter { $0 % 9 == 8 }.count)
    #expect(report.signers == ["log.example/test (ed25519)", "log.example/test (sm2)"])
    #expect(report.origin == "log.example/test")
  }

  @Test func `a log that grows in steps equals one published at once`() throws {
    var source = try MemorySource()
    for size in [0, 1, 2, 3, 200, 255, 256, 257, 300, 511, 512, 520] {
      try source.grow(to: size)
      try disk.publish(source)
      #expect(try disk.audit().problems == [])
    }
    let other = MemoryDisk()
    try other.publish(source)
    for (path, bytes) in other.snapshot where path.contains("/tile/") {
      #expect(disk.snapshot[path] == bytes)
    }
  }

  @Test(arguments: [0, 255, 256, 599])
  func `an entry that is stored otherwise than it was published is named`(place: Int) throws {
    var source = try MemorySource(600)
    let reader = LedgerReader(folder: "root", operations: disk)
    #expect(try reader.firstDifference(from: source) == nil)
    try disk.publish(source)
    #expect(try reader.firstDifference(from: source) == nil)
    source.stored[place] = source.stored[(place + 1) % 600]
    #expect(try reader.firstDifference(from: source) == place)
    source.stored.removeLast()
    #expect(throws: LedgerError.self) { try reader.firstDifference(from: source) }
  }

  @Test func `one publisher goes on without reading the folder again`() throws {
    var source = try MemorySource(10)
    let growing = SharedSource(source)
    let publisher = try LedgerPublisher(
      source: growing, folder: "root", signers: TestKeys.signers(),
      started: Instant(milliseconds: 7), operations: disk)
    for size in [10, 10, 11, 255, 256, 700] {
      try source.grow(to: size)
      growing.replace(source)
      #expect(try publisher.publish().head.size == size)
      #expect(try disk.audit().problems == [])
    }
  }

  @Test func `partial files are removed once their place is full`() throws {
    var source = try MemorySource(200)
    try disk.publish(source)
    try source.grow(to: 300)
    try disk.publish(source)
    let paths = disk.snapshot.keys.filter { $0.contains(".p/") }.sorted()
    #expect(
      paths == ["root/tile/0/001.p/44", "root/tile/1/000.p/1", "root/tile/entries/001.p/44"])
  }

  @Test func `nothing new means the same checkpoint and no write`() throws {
    let source = try MemorySource(20)
    let publisher = try disk.publisher(source)
    let first = try publisher.publish()
    let operations = disk.operations
    #expect(try publisher.publish() == first)
    #expect(disk.operations == operations)
  }

  @Test func `log.json names origin, keys and start, and stays as first written`() throws {
    try disk.publish(try MemorySource(1))
    let bytes = try #require(disk["log.json"])
    let description = try LogDescription(decoding: bytes)
    #expect(description.origin == "log.example/test")
    #expect(description.vkeys == (try TestKeys.keys().map(\.text)))
    #expect(description.started == Instant(milliseconds: 0))
    try disk.publish(try MemorySource(2))
    #expect(disk["log.json"] == bytes)
  }

  @Test func `a folder of another log or with other keys is refused for good`() throws {
    try disk.publish(try MemorySource(3))
    let before = disk.snapshot
    for signers in [
      try TestKeys.signers(seed: 6), try TestKeys.signers(origin: "log.example/other"),
      [try TestKeys.signers()[0]],
    ] {
      let publisher = try LedgerPublisher(
        source: try MemorySource(4), folder: "root", signers: signers,
        started: Instant(milliseconds: 0), operations: disk)
      let error = #expect(throws: LedgerError.self) { try publisher.publish() }
      #expect(error?.isFatal == true)
    }
    #expect(disk.snapshot == before)
  }

  @Test func `a store that lost entries is refused for good`() throws {
    try disk.publish(try MemorySource(30))
    let error = #expect(throws: LedgerError.self) { try disk.publish(try MemorySource(29)) }
    #expect(error?.isFatal == true)
    #expect(try disk.audit().isClean)
  }

  @Test(arguments: [0, 100, 255, 256, 299])
  func `a store that changed a published entry is refused for good`(index: Int) throws {
    var source = try MemorySource(300)
    try disk.publish(source)
    source.stored[index] = source.stored[(index + 1) % 300]
    try source.grow(to: 310)
    let before = disk.snapshot
    let error = #expect(throws: LedgerError.self) { try disk.publish(source) }
    #expect(error?.isFatal == true)
    #expect(disk.snapshot == before)
  }

  @Test func `the short check looks at the end of the log only`() throws {
    var source = try MemorySource(300)
    try disk.publish(source)
    source.stored[290] = source.stored[291]
    #expect(throws: LedgerError.self) { try disk.publisher(source, check: .last(20)).publish() }
    source = try MemorySource(300)
    source.stored[5] = source.stored[6]
    #expect(try disk.publisher(source, check: .last(20)).publish().head.size == 300)
    #expect(throws: LedgerError.self) { try disk.publisher(source).publish() }
  }

  @Test func `a changed tile at the right edge is noticed before going on`() throws {
    try disk.publish(try MemorySource(20))
    disk["tile/0/000.p/20"]?[40] ^= 1
    let error = #expect(throws: LedgerError.self) { try disk.publish(try MemorySource(21)) }
    #expect(error?.isFatal == true)
  }

  @Test func `a checkpoint that somebody else signed is refused`() throws {
    try disk.publish(try MemorySource(20))
    let head = try LedgerReader(folder: "root", operations: disk).checkpoint().head
    disk["checkpoint"] = try Checkpoint(signing: head, by: TestKeys.signers(seed: 9)).encoded
    let error = #expect(throws: LedgerError.self) { try disk.publish(try MemorySource(21)) }
    #expect(error?.isFatal == true)
  }

  @Test func `a source that hands out too little is an error, and can be tried again`() throws {
    let source = SharedSource(try MemorySource(10))
    source.claim(12)
    let publisher = try LedgerPublisher(
      source: source, folder: "root", signers: TestKeys.signers(),
      started: Instant(milliseconds: 0), operations: disk)
    let error = #expect(throws: LedgerError.self) { try publisher.publish() }
    #expect(error == .sourceIncomplete(expected: 12, found: 10))
    #expect(error?.isFatal == false)
    source.claim(nil)
    #expect(try publisher.publish().head.size == 10)
    #expect(try disk.audit().problems.isEmpty)
  }

  @Test func `without a signer there is no publisher`() {
    #expect(throws: LedgerError.self) {
      try LedgerPublisher(
        source: try MemorySource(), folder: "root", signers: [], started: Instant(milliseconds: 0))
    }
  }
}
