// SPDX-License-Identifier: Apache-2.0
import Core
import Evidence
import Ledger
import Merkle
import Testing

@Suite("Faults of the disk")
struct FaultTests {
  /// Sizes before and after the step that fails: a first log, the edge of a tile, many tiles.
  static let steps = [(0, 3), (3, 4), (250, 260), (256, 257), (300, 900)]

  private func prepared(_ before: Int) throws -> (disk: MemoryDisk, files: [String: [UInt8]]) {
    let disk = MemoryDisk()
    if before > 0 { try disk.publish(try MemorySource(before)) }
    return (disk, disk.snapshot)
  }

  private func operations(_ before: Int, _ after: Int) throws -> Int {
    let (disk, _) = try prepared(before)
    disk.fail(at: .max, .notStored)
    try disk.publish(try MemorySource(after))
    return disk.operations
  }

  @Test(arguments: steps, MemoryDisk.Fault.allCases)
  func `whichever operation fails, the log stays whole and the next call completes it`(
    step: (Int, Int), fault: MemoryDisk.Fault
  ) throws {
    let count = try operations(step.0, step.1)
    #expect(count > 5)
    let source = try MemorySource(step.1)
    for number in 0..<count {
      let (disk, _) = try prepared(step.0)
      let publisher = try disk.publisher(source)
      disk.fail(at: number, fault)
      #expect(throws: MemoryDisk.Failure.self) { try publisher.publish() }
      disk.healthy()
      try agreesWithCheckpoint(disk)
      // The same publisher goes on, and so does a new one.
      let files = disk.snapshot
      #expect(try publisher.publish().head.size == step.1)
      #expect(try disk.audit().problems == [])
      disk.restore(files)
      #expect(try disk.publish(source) == step.1)
      #expect(try disk.audit().problems == [])
    }
  }

  @Test(arguments: steps)
  func `whenever the power goes, what a checkpoint covers is there`(step: (Int, Int)) throws {
    let count = try operations(step.0, step.1)
    let source = try MemorySource(step.1)
    for number in 0..<count {
      let (disk, _) = try prepared(step.0)
      disk.fail(at: number, .notStored)
      #expect(throws: MemoryDisk.Failure.self) { try disk.publish(source) }
      disk.healthy()
      disk.losePower()
      try agreesWithCheckpoint(disk)
      #expect(try disk.publish(source) == step.1)
      #expect(try disk.audit().problems == [])
    }
  }

  @Test func `an acknowledged checkpoint survives the loss of power`() throws {
    let disk = MemoryDisk()
    var source = try MemorySource()
    for size in [1, 2, 255, 256, 257, 300, 512] {
      try source.grow(to: size)
      try disk.publish(source)
      disk.losePower()
      let report = try disk.audit()
      #expect(report.problems == [])
      #expect(report.size == size)
    }
  }

  @Test func `what an interrupted step left behind is reported until it is completed`() throws {
    let disk = MemoryDisk()
    try disk.publish(try MemorySource(3))
    let old = try #require(disk["checkpoint"])
    try disk.publish(try MemorySource(300))
    disk["checkpoint"] = old
    disk["tile/entries/000.p/3"] = try EntryBundle(Array(MemorySource(3).stored)).encode()
    let report = try disk.audit()
    #expect(report.problems.count == 1)
    #expect(report.problems.first?.what.contains("beyond the checkpoint") == true)
    try disk.publish(try MemorySource(300))
    #expect(try disk.audit().problems == [])
  }

  /// The log of the checkpoint on disk verifies; only files beyond it may be reported.
  private func agreesWithCheckpoint(_ disk: MemoryDisk) throws {
    guard disk["checkpoint"] != nil else { return }
    let report = try disk.audit()
    let others = report.problems.filter { !$0.what.contains("beyond the checkpoint") }
    #expect(others == [])
  }
}
