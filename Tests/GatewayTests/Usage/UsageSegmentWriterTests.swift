// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation
import Gateway
import Testing

@Suite struct UsageSegmentWriterTests {
  private func writer(
    _ disk: MemoryDisk, _ bounds: UsageSegmentBounds = .standard
  ) throws -> UsageSegmentWriter {
    try UsageSegmentWriter(
      folder: "/usage", edge: "edge-1", place: "ezhou", bounds: bounds, disk: disk)
  }

  private func records(_ files: [String: [UInt8]]) -> [UsageRecord] {
    var records: [UsageRecord] = []
    for (_, bytes) in files.sorted(by: { $0.key < $1.key }) {
      _ = SegmentScan(bytes) { records.append($0) }
    }
    return records
  }

  @Test func `a thousand records of fifty tasks are all there, once, with shared flushes`()
    async throws
  {
    let disk = MemoryDisk()
    let writer = try writer(disk)
    try await withThrowingTaskGroup { group in
      for task in 0..<50 {
        group.addTask {
          for number in 0..<20 { try await writer.append(Samples.record(task * 20 + number)) }
        }
      }
      try await group.waitForAll()
    }
    try await writer.stop(at: Samples.start)
    let ids = records(disk.files).map(\.id)
    #expect(ids.count == 1_000)
    #expect(Set(ids) == Set((0..<1_000).map { Samples.id("USG", $0) }))
    #expect(writer.flushes <= 1_000)
  }

  @Test func `a segment ends by size, age and pairs`() async throws {
    for (bounds, step, keys) in [
      (UsageSegmentBounds(bytesMax: 4_096, ageMaxMilliseconds: .max, pairsMax: 99), 0, 1),
      (UsageSegmentBounds(bytesMax: .max / 2, ageMaxMilliseconds: 1_000, pairsMax: 99), 200, 1),
      (UsageSegmentBounds(bytesMax: .max / 2, ageMaxMilliseconds: .max, pairsMax: 3), 0, 10),
    ] {
      let disk = MemoryDisk()
      let writer = try writer(disk, bounds)
      for number in 0..<20 {
        try await writer.append(
          Samples.record(number, key: 1 + number % keys, after: Int64(number * step)))
      }
      try await writer.stop(at: Samples.start)
      #expect(writer.closed.count > 2)
      #expect(writer.closed.map(\.sequence) == Array(1...writer.closed.count))
      #expect(records(disk.files).count == 20)
      for bytes in disk.files.values {
        var pairs: Set<RecordID> = []
        #expect(SegmentScan(bytes) { pairs.insert($0.developer) }.end == .closed)
        #expect(pairs.count <= bounds.pairsMax)
      }
    }
  }

  @Test func `a segment that is due is closed without a call`() async throws {
    let disk = MemoryDisk()
    let writer = try writer(disk)
    try await writer.closeSegment(at: Samples.start, always: true)
    #expect(disk.files.isEmpty)
    try await writer.append(Samples.record(1))
    try await writer.closeSegment(at: Samples.start.adding(milliseconds: 3_599_999))
    #expect(writer.closed.isEmpty)
    try await writer.closeSegment(at: Samples.start.adding(milliseconds: 3_600_000))
    #expect(writer.closed.count == 1)
    try await writer.append(Samples.record(2))
    try await writer.closeSegment(at: Samples.start, always: true)
    #expect(writer.closed.map(\.sequence) == [1, 2])
  }

  @Test(arguments: 0..<12)
  func `when the disk fails no call is answered without its record`(_ operations: Int) async throws
  {
    let disk = MemoryDisk()
    let writer = try writer(
      disk, UsageSegmentBounds(bytesMax: 4_096, ageMaxMilliseconds: .max, pairsMax: 2))
    disk.fail(after: operations)
    var answered: [UsageRecord] = []
    for number in 0..<10 {
      let record = Samples.record(number, key: number / 3)
      do {
        try await writer.append(record)
        answered.append(record)
      } catch {
        await #expect(throws: UsageError.stopped) { try await writer.append(record) }
      }
    }
    #expect(answered.count < 10)
    let again = MemoryDisk(disk.flushed)
    let next = try self.writer(again)
    try await next.append(Samples.record(99))
    try await next.stop(at: Samples.start)
    let found = records(again.files)
    #expect(Array(found.prefix(answered.count)) == answered)
    #expect(Set(found.map(\.id)).count == found.count)
    #expect(found.last == Samples.record(99))
  }

  @Test func `waiting calls fail together when their group fails`() async throws {
    let disk = MemoryDisk()
    let writer = try writer(disk)
    try await writer.append(Samples.record(0))
    disk.fail(after: 0)
    let failures = await withTaskGroup(of: Bool.self) { group in
      for number in 1...40 {
        group.addTask {
          do {
            try await writer.append(Samples.record(number))
            return false
          } catch {
            return true
          }
        }
      }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(failures == 40)
    #expect(records(disk.files) == [Samples.record(0)])
  }

  @Test func `on a real disk the records are there for the next start`() async throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "shuyu-usage-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "ezhou").path
    let writer = try UsageSegmentWriter(folder: path, edge: "edge-1", place: "ezhou")
    for number in 0..<5 { try await writer.append(Samples.record(number)) }
    let file = folder.appending(path: "ezhou/edge-1-00000001.jsonl")
    var found: [UsageRecord] = []
    #expect(SegmentScan(Array(try Data(contentsOf: file))) { found.append($0) }.end == .open)
    #expect(found.count == 5)
    let handle = try FileHandle(forWritingTo: file)
    try handle.seekToEnd()
    try handle.write(contentsOf: Data("{\"chain\":\"0".utf8))
    try handle.close()
    let again = try UsageSegmentWriter(folder: path, edge: "edge-1", place: "ezhou")
    #expect(again.closed.map(\.sequence) == [1])
    found = []
    #expect(SegmentScan(Array(try Data(contentsOf: file))) { found.append($0) }.end == .closed)
    #expect(found == (0..<5).map { Samples.record($0) })
  }
}
